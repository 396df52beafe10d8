// SPDX-License-Identifier: MIT
#include "TerminalInput.h"

#include "VisibleText.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/select.h>
#include <termios.h>
#include <unistd.h>

namespace Tokenwright {

namespace {

/// Those that end or stop a process unless it cares, and SIGCONT, after which a shell may have left
/// the terminal otherwise than it was. SIGTTOU and SIGTTIN are left alone: they stop whoever
/// touches the terminal from the background before anything is changed.
constexpr std::array cared{SIGINT,  SIGQUIT, SIGTERM, SIGHUP,  SIGALRM,
                           SIGUSR1, SIGUSR2, SIGXCPU, SIGTSTP, SIGCONT};

volatile std::sig_atomic_t caught = 0;

void note(int signal)
{
    const bool mayGoOn = caught == 0 || caught == SIGTSTP || caught == SIGCONT;
    if (mayGoOn) // of several at once the one that ends the program counts
        caught = signal;
}

/// While it lives those signals come only where wait() lets them, and are noted.
class HeldSignals
{
public:
    HeldSignals()
    {
        sigset_t held;
        sigemptyset(&held);
        for (const int signal : cared)
            sigaddset(&held, signal);
        sigprocmask(SIG_BLOCK, &held, &m_maskBefore);
        caught = 0;
        struct sigaction noting
        { };
        noting.sa_handler = note; // without SA_RESTART: it has to interrupt the wait
        for (std::size_t i = 0; i < cared.size(); ++i) {
            sigaction(cared.at(i), nullptr, &m_before.at(i));
            if (m_before.at(i).sa_handler != SIG_IGN)
                sigaction(cared.at(i), &noting, nullptr);
        }
    }
    ~HeldSignals()
    {
        for (std::size_t i = 0; i < cared.size(); ++i)
            sigaction(cared.at(i), &m_before.at(i), nullptr);
        sigprocmask(SIG_SETMASK, &m_maskBefore, nullptr);
    }
    Q_DISABLE_COPY_MOVE(HeldSignals)

    /// Whether \a descriptor can be read; otherwise a signal was noted.
    bool wait(int descriptor) const
    {
        fd_set readable;
        FD_ZERO(&readable);
        FD_SET(descriptor, &readable);
        return pselect(descriptor + 1, &readable, nullptr, nullptr, nullptr, &m_maskBefore) >= 0
            || errno != EINTR;
    }

private:
    sigset_t m_maskBefore{};
    std::array<struct sigaction, cared.size()> m_before{};
};

/// What is typed is not shown while it lives. What was typed and not yet read is thrown away at
/// both ends: it was shown, or it would be read by whoever comes next.
class NoEcho
{
public:
    explicit NoEcho(int descriptor)
        : m_descriptor(descriptor)
    {
        m_isKnown = tcgetattr(m_descriptor, &m_before) == 0;
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        silent.c_lflag |= ECHONL;
        if (m_isKnown)
            tcsetattr(m_descriptor, TCSAFLUSH, &silent);
    }
    ~NoEcho()
    {
        if (m_isKnown)
            tcsetattr(m_descriptor, TCSAFLUSH, &m_before);
    }
    Q_DISABLE_COPY_MOVE(NoEcho)

private:
    int m_descriptor;
    bool m_isKnown = false;
    termios m_before{};
};

/// The terminal itself; closed when it goes.
class Terminal
{
public:
    ~Terminal()
    {
        if (descriptor >= 0)
            close(descriptor);
    }
    Terminal() = default;
    Q_DISABLE_COPY_MOVE(Terminal)

    void write(const QByteArray &text) const
    {
        [[maybe_unused]] const auto written = ::write(descriptor, text.constData(),
                                                      std::size_t(text.size()));
    }

    QByteArray line() const
    {
        std::array<char, 2 * mostTerminalBytes> buffer{};
        const auto size = read(descriptor, buffer.data(), buffer.size());
        QByteArray bytes(buffer.data(), std::max<qsizetype>(size, 0));
        std::ranges::fill(buffer, '\0');
        if (!bytes.endsWith('\n')) // the end of input: nobody has ended the line
            write("\n");
        while (bytes.endsWith('\n') || bytes.endsWith('\r'))
            bytes.chop(1);
        return bytes;
    }

    int descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC);
};

/// The line, or nothing when a signal came first.
std::optional<QByteArray> silentLine(const Terminal &terminal, const QByteArray &prompt)
{
    const HeldSignals held;
    const NoEcho silence(terminal.descriptor); // before the prompt: some type at once
    terminal.write(prompt);
    while (caught == 0) {
        if (held.wait(terminal.descriptor))
            return terminal.line();
    }
    terminal.write("\n");
    return {};
}

} // namespace

std::optional<QByteArray> lineFromTerminal(const QString &prompt, Echo echo)
{
    const Terminal terminal;
    if (terminal.descriptor < 0)
        return {};
    const QByteArray shown = (visibleText(prompt) + u' ').toLocal8Bit();
    if (echo == Echo::On) {
        terminal.write(shown);
        return terminal.line();
    }
    while (true) {
        if (auto line = silentLine(terminal, shown))
            return line;
        raise(caught); // the terminal is as it was: now it does what it does
    }
}

} // namespace Tokenwright
