// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>
#include <QTest>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/// A terminal of its own for one program, as a window with a shell in it is one: what is typed,
/// what is said, and whether what is typed is shown.
class PseudoTerminal
{
public:
    PseudoTerminal()
    {
        m_ours = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
        if (m_ours < 0 || grantpt(m_ours) != 0 || unlockpt(m_ours) != 0)
            qFatal("There is no pseudo-terminal here.");
        m_name = ptsname(m_ours);
        m_theirs = open(m_name.constData(), O_RDWR | O_NOCTTY | O_CLOEXEC); // keeps its state
        const winsize size{.ws_row = 50, .ws_col = 200, .ws_xpixel = 0, .ws_ypixel = 0};
        ioctl(m_theirs, TIOCSWINSZ, &size);
    }
    ~PseudoTerminal()
    {
        if (process.state() != QProcess::NotRunning) {
            process.kill();
            process.waitForFinished();
        }
        close(m_theirs);
        close(m_ours);
    }
    Q_DISABLE_COPY_MOVE(PseudoTerminal)

    /// Starts \a program as the first of a session whose terminal this is.
    void start(const QString &program, const QStringList &arguments)
    {
        process.setChildProcessModifier([this] {
            setsid();
            const int descriptor = open(m_name.constData(), O_RDWR);
            ioctl(descriptor, TIOCSCTTY, 0);
            for (const int standard : {0, 1, 2})
                dup2(descriptor, standard);
        });
        process.start(program, arguments);
    }

    void type(const QByteArray &keys)
    {
        QCOMPARE(write(m_ours, keys.constData(), std::size_t(keys.size())), keys.size());
    }

    /// All that was said so far.
    QByteArray said()
    {
        char buffer[4096];
        ssize_t size = 0;
        while ((size = read(m_ours, buffer, sizeof buffer)) > 0)
            m_said.append(buffer, size);
        return m_said;
    }

    bool waitFor(const QByteArray &words)
    {
        return QTest::qWaitFor([&] { return said().contains(words); }, 30'000);
    }

    /// Whether what is typed now is shown.
    bool echoes() const
    {
        termios state{};
        return tcgetattr(m_theirs, &state) == 0 && (state.c_lflag & ECHO) != 0;
    }

    bool waitForEnd()
    {
        return QTest::qWaitFor(
            [&] {
                said();
                return process.state() == QProcess::NotRunning;
            },
            30'000);
    }

    QProcess process;

private:
    int m_ours = -1;
    int m_theirs = -1;
    QByteArray m_name;
    QByteArray m_said;
};
