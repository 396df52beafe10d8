// SPDX-License-Identifier: MIT
#include "ChildProcess_windows.h"

#include "Literals.h"

#include <QDir>
#include <QScopeGuard>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <cerrno>
#include <vector>

namespace Tokenwright {

namespace {

/// \a word in quotation marks. Backslashes mean something only in front of one; \a mark stands for
/// one within.
QString quoted(const QString &word, QStringView mark)
{
    QString text = u"\""_s;
    qsizetype backslashes = 0;
    for (const QChar character : word) {
        if (character == u'\\') {
            ++backslashes;
        } else {
            if (character == u'"')
                text += QString(backslashes, u'\\');
            backslashes = 0;
        }
        text += character == u'"' ? mark.toString() : QString(character);
    }
    return text + QString(backslashes, u'\\') + u'"';
}

bool isBatchFile(const QString &program)
{
    return program.endsWith(u".bat", Qt::CaseInsensitive)
        || program.endsWith(u".cmd", Qt::CaseInsensitive);
}

int numberFor(DWORD reason)
{
    const bool isMissing = reason == ERROR_FILE_NOT_FOUND || reason == ERROR_PATH_NOT_FOUND;
    return isMissing ? ENOENT : reason == ERROR_FILENAME_EXCED_RANGE ? E2BIG : EACCES;
}

QString commandInterpreter()
{
    std::array<wchar_t, MAX_PATH> folder{};
    const UINT size = GetSystemDirectoryW(folder.data(), UINT(folder.size()));
    return QString::fromWCharArray(folder.data(), int(size)) + u"\\cmd.exe";
}

/// What a child is started with, besides its line: three handles that it inherits, and no other.
class Inheritance
{
public:
    explicit Inheritance(const ChildStreams &streams)
    {
        m_info.StartupInfo.cb = sizeof m_info;
        m_info.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
        m_info.StartupInfo.hStdInput = inherited(streams.input);
        m_info.StartupInfo.hStdOutput = inherited(streams.output);
        m_info.StartupInfo.hStdError = inherited(streams.errors);
        SIZE_T size = 0;
        InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
        m_space.resize(size);
        auto *list = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(m_space.data());
        if (!InitializeProcThreadAttributeList(list, 1, 0, &size))
            return;
        m_info.lpAttributeList = list;
        if (!m_handles.empty()) {
            UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, m_handles.data(),
                                      m_handles.size() * sizeof(HANDLE), nullptr, nullptr);
        }
    }
    ~Inheritance()
    {
        if (m_info.lpAttributeList)
            DeleteProcThreadAttributeList(m_info.lpAttributeList);
        for (const HANDLE handle : m_handles)
            CloseHandle(handle);
    }
    Q_DISABLE_COPY_MOVE(Inheritance)

    LPSTARTUPINFOW information() { return &m_info.StartupInfo; }
    bool hasAny() const { return !m_handles.empty(); }

private:
    HANDLE inherited(HANDLE handle)
    {
        HANDLE copy = nullptr;
        if (!handle || handle == INVALID_HANDLE_VALUE
            || !DuplicateHandle(GetCurrentProcess(), handle, GetCurrentProcess(), &copy, 0, TRUE,
                                DUPLICATE_SAME_ACCESS))
            return nullptr;
        m_handles.push_back(copy);
        return copy;
    }

    STARTUPINFOEXW m_info{};
    std::vector<HANDLE> m_handles;
    std::vector<std::byte> m_space;
};

/// A child is as little seen as this process: where that has no console, Windows would make one for
/// the child, with a window.
DWORD flagsByConsole()
{
    return GetConsoleCP() == 0 ? CREATE_NO_WINDOW : 0;
}

/// Has \a process end with this one, however that ends; not what it has started itself.
void endTogether(HANDLE process)
{
    // Never closed: Windows does so when this process ends.
    static const HANDLE job = [] {
        const HANDLE made = CreateJobObjectW(nullptr, nullptr);
        JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
        limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
            | JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK;
        SetInformationJobObject(made, JobObjectExtendedLimitInformation, &limits, sizeof limits);
        return made;
    }();
    AssignProcessToJobObject(job,
                             process); // where it cannot be, the child outlives a killed parent
}

} // namespace

QString commandLineOf(const QStringList &words)
{
    QStringList parts;
    for (const QString &word : words) {
        const bool isPlain = !word.isEmpty() && std::ranges::none_of(word, [](QChar character) {
            return character == u' ' || character == u'\t' || character == u'"'
                || character == u'\n' || character == u'\v';
        });
        parts.append(isPlain ? word : quoted(word, u"\\\""));
    }
    return parts.join(u' ');
}

std::optional<QString> batchLineOf(const QString &script, const QStringList &arguments)
{
    static constexpr QStringView harmless = u"#$*+-./:?@\\_";
    QString line = u"cmd.exe /e:ON /v:OFF /d /c \"\""_s + script + u'"';
    for (const QString &argument : arguments) {
        if (argument.contains(u'\n') || argument.contains(u'\r'))
            return {};
        const bool isPlain = !argument.isEmpty() && !argument.endsWith(u'\\')
            && std::ranges::all_of(argument, [](QChar character) {
                   const char16_t code = character.unicode();
                   return code >= 0xa0 || (code < 0x80 && character.isLetterOrNumber())
                       || harmless.contains(character);
               });
        QString word = isPlain ? argument : quoted(argument, u"\"\"");
        // a variable of no length, in whose place nothing stands: no %NAME% is left to be replaced
        line += u' ' + word.replace(u"%"_s, u"%%cd:~,%"_s);
    }
    return line + u'"';
}

std::expected<HANDLE, int> startChild(const QList<QByteArray> &command, const ChildStreams &streams)
{
    QStringList words;
    for (const QByteArray &word : command)
        words.append(QString::fromUtf8(word));
    QString program = QStandardPaths::findExecutable(words.constFirst());
    if (program.isEmpty())
        return std::unexpected(QFileInfo(words.constFirst()).isDir() ? EACCES : ENOENT);
    program = QDir::toNativeSeparators(QDir::current().absoluteFilePath(program));
    QString line;
    if (isBatchFile(program)) {
        const auto batchLine = batchLineOf(program, words.sliced(1));
        if (!batchLine)
            return std::unexpected(EINVAL);
        line = *batchLine;
        program = commandInterpreter();
    } else {
        line = commandLineOf(words);
    }
    std::wstring text = line.toStdWString(); // which is written into
    Inheritance inheritance(streams);
    PROCESS_INFORMATION child{};
    SetDllDirectoryW(
        nullptr); // where a child looks for libraries is not changed by hardenProcess()
    const auto hardened = qScopeGuard([] { SetDllDirectoryW(L""); });
    if (!CreateProcessW(program.toStdWString().c_str(), text.data(), nullptr, nullptr,
                        inheritance.hasAny(),
                        EXTENDED_STARTUPINFO_PRESENT | CREATE_SUSPENDED | CREATE_DEFAULT_ERROR_MODE
                            | flagsByConsole(),
                        nullptr, nullptr, inheritance.information(), &child))
        return std::unexpected(numberFor(GetLastError()));
    endTogether(child.hProcess);
    ResumeThread(child.hThread);
    CloseHandle(child.hThread);
    return child.hProcess;
}

} // namespace Tokenwright
