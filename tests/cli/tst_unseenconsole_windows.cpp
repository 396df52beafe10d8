// SPDX-License-Identifier: MIT
// The built command line where nobody is at its console, or may not be: it says so, and waits for
// nobody for ever.
#include "CommandLine.h"
#include "PracticeTokenServer.h"
#include "TestProgram.h"

#include "Literals.h"
#include "Profile.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <array>
#include <memory>

#include <windows.h>

using namespace Tokenwright;

namespace {

/// How a program is started by one that has windows.
enum class Start { WithoutConsole, WithoutWindow, Hidden };

void start(QProcess &process, Start how, const QStringList &arguments)
{
    process.setCreateProcessArgumentsModifier([how](QProcess::CreateProcessArguments *made) {
        made->flags &= ~DWORD(CREATE_NO_WINDOW);
        if (how == Start::WithoutConsole)
            made->flags |= DETACHED_PROCESS;
        if (how == Start::WithoutWindow)
            made->flags |= CREATE_NO_WINDOW;
        if (how == Start::Hidden) {
            made->flags |= CREATE_NEW_CONSOLE;
            made->startupInfo->dwFlags |= STARTF_USESHOWWINDOW;
            made->startupInfo->wShowWindow = SW_HIDE;
        }
    });
    process.start(commandLineFile(), arguments);
    process.closeWriteChannel();
}

/// What became of it, or -1 if it still waits.
ProgramRun end(QProcess &process)
{
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 100'000)) {
        process.kill();
        return {.exitCode = -1, .out = "it waits", .err = {}};
    }
    return {.exitCode = process.exitCode(),
            .out = process.readAllStandardOutput(),
            .err = process.readAllStandardError()};
}

/// The exit code with whatever streams the console has that Windows makes.
int codeAtConsoleOfItsOwn(const QString &arguments, DWORD flags)
{
    std::wstring line = QString(u'"' + QDir::toNativeSeparators(commandLineFile()) + u"\" "
                                + arguments)
                            .toStdWString();
    STARTUPINFOW info{};
    info.cb = sizeof info;
    PROCESS_INFORMATION process{};
    if (!CreateProcessW(nullptr, line.data(), nullptr, nullptr, FALSE, flags, nullptr, nullptr,
                        &info, &process))
        return -1;
    DWORD code = DWORD(-1);
    if (WaitForSingleObject(process.hProcess, 60'000) == WAIT_OBJECT_0)
        GetExitCodeProcess(process.hProcess, &code);
    else
        TerminateProcess(process.hProcess, 1);
    CloseHandle(process.hProcess);
    CloseHandle(process.hThread);
    return int(code);
}

/// The console of the process \a id; this one has none afterwards.
class ConsoleOf
{
public:
    explicit ConsoleOf(DWORD id)
    {
        FreeConsole();
        if (!AttachConsole(id))
            return;
        m_input = opened(L"CONIN$");
        m_screen = opened(L"CONOUT$");
    }
    ~ConsoleOf()
    {
        CloseHandle(m_input);
        CloseHandle(m_screen);
        FreeConsole();
    }
    Q_DISABLE_COPY_MOVE(ConsoleOf)

    /// Whether something is in its first line.
    bool hasPrompt() const
    {
        std::array<wchar_t, 20> text{};
        DWORD size = 0;
        ReadConsoleOutputCharacterW(m_screen, text.data(), DWORD(text.size()), {0, 0}, &size);
        return !QString::fromWCharArray(text.data(), int(size)).trimmed().isEmpty();
    }

    bool type(const QString &text) const
    {
        bool isDone = true;
        for (const QChar character : text) {
            INPUT_RECORD record{};
            record.EventType = KEY_EVENT;
            record.Event.KeyEvent.bKeyDown = TRUE;
            record.Event.KeyEvent.wRepeatCount = 1;
            record.Event.KeyEvent.wVirtualKeyCode = character == u'\r' ? WORD(VK_RETURN) : WORD(0);
            record.Event.KeyEvent.uChar.UnicodeChar = character.unicode();
            DWORD written = 0;
            isDone = WriteConsoleInputW(m_input, &record, 1, &written) && isDone;
        }
        return isDone;
    }

private:
    static HANDLE opened(const wchar_t *name)
    {
        return CreateFileW(name, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                           nullptr, OPEN_EXISTING, 0, nullptr);
    }

    HANDLE m_input = INVALID_HANDLE_VALUE;
    HANDLE m_screen = INVALID_HANDLE_VALUE;
};

} // namespace

class TestUnseenConsole : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const Profile profile = Profile::standard();
        QVERIFY(profile.ensureFolders());
        m_server = std::make_unique<PracticeTokenServer>(PracticeTokenServer::Transport::Plain);
        QVERIFY(m_server->isListening());
        m_server->setResponder([](const PracticeRequest &) {
            PracticeAnswer answer;
            answer.body = R"({"access_token":"practice-token-1","expires_in":3600})";
            return answer;
        });
        const QJsonObject rules{{u"tokenUrl"_s, m_server->url(u"/token"_s).toString()}};
        QFile file(profile.providersFolder() + u"/acme.json");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            QJsonDocument(QJsonObject{{u"schema"_s, 1},
                                      {u"id"_s, u"acme"_s},
                                      {u"name"_s, u"Acme"_s},
                                      {u"environments"_s, QJsonObject{{u"production"_s, rules}}}})
                .toJson());
        file.close();
        COMPARE_CODE(cli("add Live --provider acme --environment production --client-id "
                         "practice-id --secret-stdin",
                         "practice-secret"),
                     0);
    }
    void cleanupTestCase() { cli("remove Live --yes"); }

    void nobodyIsAsked_data()
    {
        QTest::addColumn<Start>("how");
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("said");
        struct
        {
            const char *name;
            Start how;
        } const starts[]{{"without a console", Start::WithoutConsole},
                         {"without a window", Start::WithoutWindow}};
        for (const auto &[name, how] : starts) {
            QTest::addRow("a secret, %s", name)
                << how
                << u"add New --provider acme --environment production --client-id practice-id"_s
                << 2 << QByteArray("use --secret-stdin");
            QTest::addRow("a question, %s", name)
                << how << u"remove Live"_s << 2 << QByteArray("say --yes");
            QTest::addRow("a question in the window, %s", name)
                << how << u"header Live --confirm"_s << 1 << QByteArray("none is running");
        }
    }

    void nobodyIsAsked()
    {
        QFETCH(const Start, how);
        QFETCH(const QString, line);
        QFETCH(const int, code);
        QFETCH(const QByteArray, said);
        QElapsedTimer timer;
        timer.start();
        QProcess process;
        start(process, how, line.split(u' '));
        const ProgramRun run = end(process);
        COMPARE_CODE(run, code);
        QVERIFY2(run.err.contains(said), run.err.constData());
        QVERIFY2(timer.elapsed() < 30'000, QByteArray::number(timer.elapsed()).constData());
        COMPARE_CODE(cli("token Live"), 0);
    }

    /// What a terminal shows by itself has a hidden console, too.
    void hiddenConsoleCanBeTypedAt()
    {
        QProcess process;
        start(process, Start::Hidden,
              u"add New --provider acme --environment production --client-id practice-id"_s.split(
                  u' '));
        QVERIFY(process.waitForStarted());
        const DWORD id = DWORD(process.processId());
        QTRY_VERIFY_WITH_TIMEOUT(ConsoleOf(id).hasPrompt(), 30'000);
        QVERIFY(ConsoleOf(id).type(u"practice-secret\r"_s));
        COMPARE_CODE(end(process), 0);
        COMPARE_CODE(cli("remove New --yes"), 0);
    }

    void hiddenConsoleIsNotWaitedAtForEver()
    {
        QProcess process;
        start(process, Start::Hidden, u"remove Live"_s.split(u' '));
        const ProgramRun run = end(process);
        COMPARE_CODE(run, 2);
        QVERIFY2(run.err.contains("say --yes"), run.err.constData());
        COMPARE_CODE(cli("token Live"), 0);
    }

    /// Words that nobody reads tell nobody of a token of production, so that somebody is asked.
    void wordsThatNobodyReads()
    {
        COMPARE_CODE(cli("token Live"), 0);
        QFile file(Profile::standard().settingsFile());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[commandLine]\naskBeforeProduction=true\n");
        file.close();
        QCOMPARE(codeAtConsoleOfItsOwn(u"token Live"_s, CREATE_NEW_CONSOLE), 0);
        QCOMPARE(codeAtConsoleOfItsOwn(u"token Live"_s, CREATE_NO_WINDOW), 1);
        QVERIFY(QFile::remove(Profile::standard().settingsFile()));
    }

private:
    std::unique_ptr<PracticeTokenServer> m_server;
};

TEST_IN_PROGRAM(TestUnseenConsole)

#include "tst_unseenconsole_windows.moc"
