// SPDX-License-Identifier: MIT
#include "TerminalInput.h"

#include "Console_windows.h"
#include "Terminal.h"
#include "VisibleText.h"

#include <QScopeGuard>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>

#include <windows.h>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

/// For the first key where nobody may be there to press one.
constexpr auto patienceWithTheUnseen = 60s;

/// How the console was before NoEcho, for whatever ends the program meanwhile.
std::atomic<HANDLE> silenced = nullptr;
std::atomic<DWORD> modeBefore = 0;

void showAgain()
{
    if (const HANDLE input = silenced.exchange(nullptr)) {
        SetConsoleMode(input, modeBefore);
        FlushConsoleInputBuffer(input);
    }
}

/// In a thread of Windows's. What it leads to goes on: the program ends.
BOOL WINAPI showAgainAtEnd(DWORD)
{
    showAgain();
    return FALSE;
}

/// What is typed is not shown while it lives. What was typed and not yet read is thrown away at
/// both ends: it was shown, or it would be read by whoever comes next.
class NoEcho
{
public:
    explicit NoEcho(HANDLE input)
    {
        DWORD mode = 0;
        if (!GetConsoleMode(input, &mode))
            return;
        modeBefore = mode;
        silenced = input;
        SetConsoleCtrlHandler(showAgainAtEnd, TRUE);
        FlushConsoleInputBuffer(input);
        SetConsoleMode(
            input, (mode | ENABLE_LINE_INPUT | ENABLE_PROCESSED_INPUT) & ~DWORD(ENABLE_ECHO_INPUT));
    }
    ~NoEcho()
    {
        showAgain();
        SetConsoleCtrlHandler(showAgainAtEnd, FALSE);
    }
    Q_DISABLE_COPY_MOVE(NoEcho)
};

/// The console itself; closed when it goes.
class Console
{
public:
    Console() = default;
    ~Console()
    {
        for (const HANDLE end : {input, m_output}) {
            if (end != INVALID_HANDLE_VALUE)
                CloseHandle(end);
        }
    }
    Q_DISABLE_COPY_MOVE(Console)

    bool isThere() const
    {
        return input != INVALID_HANDLE_VALUE && m_output != INVALID_HANDLE_VALUE;
    }

    void write(const QString &text) const
    {
        DWORD written = 0;
        WriteConsoleW(m_output, text.utf16(), DWORD(text.size()), &written, nullptr);
    }

    /// Waits for somebody who begins to type. What else comes meanwhile, such as the mouse, goes.
    bool isTypedAtWithin(std::chrono::milliseconds patience) const
    {
        const auto end = std::chrono::steady_clock::now() + patience;
        std::array<INPUT_RECORD, 64> records{};
        const auto wiped = qScopeGuard( // the beginning of a secret may be among them
            [&records] { SecureZeroMemory(records.data(), sizeof records); });
        DWORD count = 0;
        while (PeekConsoleInputW(input, records.data(), DWORD(records.size()), &count)) {
            const bool isKey = std::any_of(
                records.begin(), records.begin() + count, [](const INPUT_RECORD &record) {
                    return record.EventType == KEY_EVENT && record.Event.KeyEvent.bKeyDown;
                });
            const auto rest = std::chrono::ceil<std::chrono::milliseconds>(
                end - std::chrono::steady_clock::now());
            if (isKey || rest <= 0ms)
                return isKey;
            if (count > 0)
                ReadConsoleInputW(input, records.data(), count, &count);
            else
                WaitForSingleObject(input, DWORD(rest.count()));
        }
        return false;
    }

    QByteArray line() const
    {
        std::array<wchar_t, 2 * mostTerminalBytes> buffer{};
        DWORD size = 0;
        if (!ReadConsoleW(input, buffer.data(), DWORD(buffer.size()), &size, nullptr))
            size = 0;
        QString text = QString::fromWCharArray(buffer.data(), int(size));
        SecureZeroMemory(buffer.data(), buffer.size() * sizeof(wchar_t));
        // Ctrl-Z, which is how input ends here, and what is behind it
        if (const qsizetype end = text.indexOf(u'\x1a'); end >= 0)
            text.truncate(end);
        QByteArray bytes = text.toUtf8();
        text.fill(QChar());
        while (bytes.endsWith('\n') || bytes.endsWith('\r'))
            bytes.chop(1);
        return bytes;
    }

private:
    static HANDLE opened(const wchar_t *name)
    {
        return CreateFileW(name, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                           nullptr, OPEN_EXISTING, 0, nullptr);
    }

public:
    const HANDLE input = opened(L"CONIN$");

private:
    const HANDLE m_output = opened(L"CONOUT$");
};

} // namespace

std::optional<QByteArray> lineFromTerminal(const QString &prompt, Echo echo)
{
    const Console console;
    const ConsoleViewer viewer = consoleViewer();
    if (!console.isThere() || viewer == ConsoleViewer::Nobody)
        return {};
    std::optional<NoEcho> silence;
    if (echo == Echo::Off)
        silence.emplace(console.input); // before the prompt: some type at once
    console.write(visibleText(prompt) + u' ');
    std::optional<QByteArray> line;
    if (viewer == ConsoleViewer::Somebody || console.isTypedAtWithin(patienceWithTheUnseen))
        line = console.line();
    if (echo == Echo::Off || !line)
        console.write(u"\r\n"_s);
    return line;
}

} // namespace Tokenwright
