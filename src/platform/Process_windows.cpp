// SPDX-License-Identifier: MIT
#include "Process.h"

#include "ChildProcess_windows.h"
#include "Literals.h"

#include "Secret.h"

#include <QRandomGenerator>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <thread>

#include <cxxabi.h>
#include <fcntl.h>
#include <io.h>
#include <sddl.h>
#include <shellapi.h>
#include <windows.h>

// mingw-w64's werapi.h cannot be read
extern "C" HRESULT WINAPI WerSetFlags(DWORD flags);

namespace Tokenwright {

namespace {

QtMessageHandler qtsOwnHandler = nullptr;

/// Qt itself tells debuggers alone where there is no console, as under a service or a build server.
void tellStandardError(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (IsDebuggerPresent())
        qtsOwnHandler(type, context, text);
    const QByteArray line = qFormatLogMessage(type, context, text).toUtf8() + '\n';
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stderr);
    std::fflush(stderr);
}

/// "S-1-5-…" of the user that runs this; empty where Windows does not tell.
QString userId()
{
    HANDLE token = nullptr;
    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token))
        return {};
    alignas(TOKEN_USER) std::array<std::byte, 256> space{};
    DWORD size = 0;
    LPWSTR text = nullptr;
    QString id;
    if (GetTokenInformation(token, TokenUser, space.data(), DWORD(space.size()), &size)
        && ConvertSidToStringSidW(reinterpret_cast<TOKEN_USER *>(space.data())->User.Sid, &text))
        id = QString::fromWCharArray(text);
    LocalFree(text);
    CloseHandle(token);
    return id;
}

/// By \a rules in SDDL; null where they cannot be read. To be let go by LocalFree().
PSECURITY_DESCRIPTOR descriptorBy(const QString &rules)
{
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    ConvertStringSecurityDescriptorToSecurityDescriptorW(rules.toStdWString().c_str(),
                                                         SDDL_REVISION_1, &descriptor, nullptr);
    return descriptor;
}

/// Programs of the same user may end this process, wait for it and ask what it is, but not look
/// into its memory; nor may they change that (OW: who owns it has no further rights). The system
/// may.
void keepOthersOut()
{
    const QString user = userId();
    const QString rules = u"D:P(A;;0x101401;;;%1)(A;;0x101401;;;OW)(A;;0x1fffff;;;SY)"_s.arg(user);
    if (PSECURITY_DESCRIPTOR descriptor = user.isEmpty() ? nullptr : descriptorBy(rules)) {
        SetKernelObjectSecurity(GetCurrentProcess(), DACL_SECURITY_INFORMATION, descriptor);
        LocalFree(descriptor);
    }
}

/// Keys of the console are its child's, which this process waits for.
BOOL WINAPI leaveKeysToChild(DWORD event)
{
    return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT;
}

[[noreturn]] void endNow(UINT code)
{
    std::fflush(nullptr);
    // not ExitProcess(): that waits for libraries, and they for threads that hang in a look-up
    TerminateProcess(GetCurrentProcess(), code);
    std::abort(); // never reached
}

} // namespace

bool isSandboxed()
{
    return false;
}

/// GCC's thread_local has two keys of the threads' library: the memory's, which frees it, and the
/// objects', which destroys them. At a thread's end they are taken in the order in which they were
/// made, and the memory's would be first: Qt, for one, would let go of the stack of a regular
/// expression that it reads from freed memory. To ask for a destruction makes the objects' key.
void orderEndsOfThreads()
{
    abi::__cxa_thread_atexit([](void *) {}, nullptr, nullptr);
}

void hardenProcess()
{
    orderEndsOfThreads();
    // Neither a box nor a report when it crashes, and none of what it had in memory in any other.
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
    constexpr DWORD withoutHeap = 1; // WER_FAULT_REPORTING_FLAG_NOHEAP
    WerSetFlags(withoutHeap);
    keepOthersOut();
    qtsOwnHandler = qInstallMessageHandler(tellStandardError);
    SetDllDirectoryW(L""); // no library from whatever folder is the current one
    // What is printed goes out, and what comes in is read, byte for byte.
    for (std::FILE *stream : {stdin, stdout, stderr}) {
        if (const int descriptor = _fileno(stream); descriptor >= 0) // a window has none
            _setmode(descriptor, _O_BINARY);
    }
}

QList<QByteArray> commandLineWords(int, char *[])
{
    QList<QByteArray> words;
    int count = 0;
    if (LPWSTR *given = CommandLineToArgvW(GetCommandLineW(), &count)) {
        for (int i = 1; i < count; ++i)
            words.append(QString::fromWCharArray(given[i]).toUtf8());
        LocalFree(given);
    }
    return words;
}

QString shownWord(const QByteArray &word)
{
    return QString::fromUtf8(word);
}

int becomeProgram(QList<QByteArray> command)
{
    SetConsoleCtrlHandler(leaveKeysToChild, TRUE);
    const auto child = startChild(command);
    if (!child)
        return child.error();
    WaitForSingleObject(*child, INFINITE);
    DWORD code = 1;
    GetExitCodeProcess(*child, &code);
    endNow(code);
}

/// A pipe under a name that nobody can guess, for this user alone, which one reader may open once.
QByteArray inheritedFile(QByteArrayView bytes)
{
    std::array<quint32, 4> chance{};
    QRandomGenerator::system()->fillRange(chance.data(), qsizetype(chance.size()));
    const QByteArray name = "\\\\.\\pipe\\tokenwright-"
        + QByteArray(reinterpret_cast<const char *>(chance.data()), sizeof chance).toHex();
    SECURITY_ATTRIBUTES security{
        .nLength = sizeof security,
        .lpSecurityDescriptor = descriptorBy(u"D:P(A;;GA;;;%1)"_s.arg(userId())),
        .bInheritHandle = FALSE};
    constexpr DWORD buffer = 64 * 1024;
    const HANDLE pipe = security.lpSecurityDescriptor
        ? CreateNamedPipeA(name.constData(), PIPE_ACCESS_OUTBOUND | FILE_FLAG_FIRST_PIPE_INSTANCE,
                           PIPE_TYPE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, buffer, 0, 0,
                           &security)
        : INVALID_HANDLE_VALUE;
    LocalFree(security.lpSecurityDescriptor);
    if (pipe == INVALID_HANDLE_VALUE) {
        errno = EACCES;
        return {};
    }
    std::thread([pipe, secret = Secret(bytes.toByteArray())] {
        if (ConnectNamedPipe(pipe, nullptr) || GetLastError() == ERROR_PIPE_CONNECTED) {
            DWORD written = 0;
            WriteFile(pipe, secret.reveal().data(), DWORD(secret.size()), &written, nullptr);
            FlushFileBuffers(pipe); // waits until it has been read
        }
        CloseHandle(pipe);
    }).detach(); // goes with the process where nobody ever opens it
    return name;
}

void endBy(int signal)
{
    constexpr UINT byKey = 0xC000013A; // STATUS_CONTROL_C_EXIT, as cmd.exe knows it
    endNow(signal == SIGINT || signal == SIGBREAK ? byKey : UINT(128 + signal));
}

int lastStep(int code)
{
    endNow(UINT(code));
}

} // namespace Tokenwright
