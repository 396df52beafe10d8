// SPDX-License-Identifier: MIT
// The built command line at a console of Windows: what is typed there, and what is seen.
#include "CommandLine.h"
#include "TestProgram.h"

#include "Literals.h"

#include <QDir>
#include <QTest>

#include <memory>

#include <windows.h>

using namespace Tokenwright;

namespace {

constexpr auto secretText = "not-a-real-secret-typed-here";

/// The console of this process, which programs that it starts share.
class Console
{
public:
    Console()
    {
        FreeConsole();
        AllocConsole();
        m_input = opened(L"CONIN$");
        m_screen = opened(L"CONOUT$");
    }
    ~Console()
    {
        CloseHandle(m_input);
        CloseHandle(m_screen);
        FreeConsole();
    }
    Q_DISABLE_COPY_MOVE(Console)

    HANDLE input() const { return m_input; }
    HANDLE screen() const { return m_screen; }
    bool isThere() const
    {
        return m_input != INVALID_HANDLE_VALUE && m_screen != INVALID_HANDLE_VALUE;
    }

    DWORD inputMode() const
    {
        DWORD mode = 0;
        GetConsoleMode(m_input, &mode);
        return mode;
    }

    void type(const QString &text, DWORD state = 0)
    {
        for (const QChar character : text) {
            for (const BOOL isDown : {TRUE, FALSE}) {
                INPUT_RECORD record{};
                record.EventType = KEY_EVENT;
                record.Event.KeyEvent.bKeyDown = isDown;
                record.Event.KeyEvent.wRepeatCount = 1;
                record.Event.KeyEvent.wVirtualKeyCode = character == u'\r' ? WORD(VK_RETURN)
                                                                           : WORD(0);
                record.Event.KeyEvent.uChar.UnicodeChar = character.unicode();
                record.Event.KeyEvent.dwControlKeyState = state;
                DWORD written = 0;
                WriteConsoleInputW(m_input, &record, 1, &written);
            }
        }
    }

    /// All that can be seen, without blanks at the ends of lines.
    QString seen() const
    {
        CONSOLE_SCREEN_BUFFER_INFO info{};
        GetConsoleScreenBufferInfo(m_screen, &info);
        QString text;
        for (SHORT row = 0; row <= info.dwCursorPosition.Y; ++row) {
            std::wstring line(std::size_t(info.dwSize.X), L' ');
            DWORD read = 0;
            ReadConsoleOutputCharacterW(m_screen, line.data(), DWORD(line.size()), {0, row}, &read);
            text += QString::fromStdWString(line.substr(0, read)).trimmed() + u'\n';
        }
        return text;
    }

private:
    static HANDLE opened(const wchar_t *name)
    {
        SECURITY_ATTRIBUTES inheritable{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
        return CreateFileW(name, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                           &inheritable, OPEN_EXISTING, 0, nullptr);
    }

    HANDLE m_input = INVALID_HANDLE_VALUE;
    HANDLE m_screen = INVALID_HANDLE_VALUE;
};

/// The command line with the console for all its streams.
class RunningCommand
{
public:
    RunningCommand(const Console &console, const QString &arguments)
    {
        std::wstring line = QString(u'"' + QDir::toNativeSeparators(commandLineFile()) + u"\" "
                                    + arguments)
                                .toStdWString();
        STARTUPINFOW start{};
        start.cb = sizeof start;
        start.dwFlags = STARTF_USESTDHANDLES;
        start.hStdInput = console.input();
        start.hStdOutput = console.screen();
        start.hStdError = console.screen();
        CreateProcessW(nullptr, line.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &start,
                       &m_process);
    }
    ~RunningCommand()
    {
        TerminateProcess(m_process.hProcess, 1);
        CloseHandle(m_process.hProcess);
        CloseHandle(m_process.hThread);
    }
    Q_DISABLE_COPY_MOVE(RunningCommand)

    bool hasEnded() const { return WaitForSingleObject(m_process.hProcess, 0) == WAIT_OBJECT_0; }
    DWORD exitCode() const
    {
        DWORD code = 0;
        GetExitCodeProcess(m_process.hProcess, &code);
        return code;
    }

private:
    PROCESS_INFORMATION m_process{};
};

} // namespace

class TestWindowsConsole : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_console = std::make_unique<Console>();
        QVERIFY(m_console->isThere());
    }
    void cleanup()
    {
        m_console.reset();
        cli(QStringList{u"remove"_s, u"Zürich"_s, u"--yes"_s});
    }

    void secretIsTypedUnseen()
    {
        const DWORD before = m_console->inputMode();
        const RunningCommand add(
            *m_console,
            u"add Zürich --provider ebay --environment sandbox --client-id not-a-real-id"_s);
        QTRY_VERIFY2_WITH_TIMEOUT(m_console->seen().contains(u':'), qPrintable(m_console->seen()),
                                  30'000);
        QVERIFY(!(m_console->inputMode() & ENABLE_ECHO_INPUT));
        m_console->type(QString::fromLatin1(secretText) + u'\r');
        QTRY_VERIFY_WITH_TIMEOUT(add.hasEnded(), 30'000);
        QVERIFY2(add.exitCode() == 0, qPrintable(m_console->seen()));
        QVERIFY(!m_console->seen().contains(QString::fromLatin1(secretText)));
        QVERIFY2(m_console->seen().contains(u"Zürich"), qPrintable(m_console->seen()));
        QCOMPARE(m_console->inputMode(), before);
    }

    void interruptedPromptLeavesEcho()
    {
        const DWORD before = m_console->inputMode();
        const RunningCommand add(
            *m_console,
            u"add Zürich --provider ebay --environment sandbox --client-id not-a-real-id"_s);
        QTRY_VERIFY2_WITH_TIMEOUT(m_console->seen().contains(u':'), qPrintable(m_console->seen()),
                                  30'000);
        QVERIFY(!(m_console->inputMode() & ENABLE_ECHO_INPUT));
        SetConsoleCtrlHandler(nullptr, TRUE); // this process is at the console as well
        GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0);
        QTRY_VERIFY_WITH_TIMEOUT(add.hasEnded(), 30'000);
        SetConsoleCtrlHandler(nullptr, FALSE);
        QCOMPARE(m_console->inputMode(), before);
        QVERIFY(!cli("list").out.contains("Zürich"));
        QCOMPARE(add.exitCode(), DWORD(0xC000013A)); // STATUS_CONTROL_C_EXIT
    }

    void whatIsSaidIsReadable()
    {
        const RunningCommand header(*m_console, u"header Größe東京"_s);
        QTRY_VERIFY_WITH_TIMEOUT(header.hasEnded(), 30'000);
        QCOMPARE(header.exitCode(), DWORD(3));
        QVERIFY2(m_console->seen().contains(u"Größe"), qPrintable(m_console->seen()));
    }

private:
    std::unique_ptr<Console> m_console;
};

TEST_IN_PROGRAM(TestWindowsConsole)

#include "tst_console_windows.moc"
