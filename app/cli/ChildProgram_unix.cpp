// SPDX-License-Identifier: MIT
#include "ChildProgram.h"

#include "EndingSignals.h"
#include "Process.h"
#include "SecretMask.h"

#include <QProcess>
#include <QSocketNotifier>
#include <QStandardPaths>
#include <QTimer>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <functional>
#include <memory>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

/// For those whom a child leaves behind with its output: a server among them prints for ever.
constexpr auto patienceForOthers = 5s;
constexpr int errorsAgain = 60; ///< A child's descriptor; far from those that it inherits.

/// One of the two streams that a child prints on: a pipe of our own, because QProcess keeps its own
/// open and reads on when nobody wants to have what comes, and then the child never learns of it.
class MaskedStream : public QObject
{
public:
    /// \a over is called once nothing more can come.
    MaskedStream(Printed where, const QList<Secret> &secrets, std::function<void()> over)
        : m_where(where)
        , m_mask(secrets)
        , m_over(std::move(over))
    {
        if (::pipe(m_ends.data()) != 0)
            return;
        for (const int end : m_ends)
            ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(m_ends[0], F_SETFL, O_NONBLOCK);
        m_notifier = std::make_unique<QSocketNotifier>(m_ends[0], QSocketNotifier::Read);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] { pass(); });
    }
    ~MaskedStream() override
    {
        closeEnd(0);
        closeEnd(1);
    }

    /// What the child prints on; -1 where there is none.
    int writingEnd() const { return m_ends[1]; }
    /// Why what came could not be passed on (errno); 0 if it was.
    int problem() const { return m_problem; }

    /// To be called once the child has its end.
    void childHasStarted() { closeEnd(1); }
    bool isOver() const { return m_ends[0] < 0; }
    /// Waits no longer: what is still in the pipe, and what was held back.
    void finish()
    {
        pass();
        if (!isOver())
            passShown(m_mask.rest());
        closeEnd(0);
    }

private:
    void pass()
    {
        if (isOver())
            return;
        QByteArray piece;
        while (!isOver()) {
            piece.resize(mostAtOnce);
            const auto size = ::read(m_ends[0], piece.data(), std::size_t(piece.size()));
            if (size < 0 && errno == EINTR)
                continue;
            if (size < 0)
                break;
            passShown(size > 0 ? m_mask.masked(piece.first(size)) : m_mask.rest());
            if (size == 0)
                closeEnd(0); // all who could write are gone
        }
        wipe(piece);
        if (isOver())
            m_over();
    }

    void passShown(const QByteArray &shown)
    {
        m_problem = passOn(shown, m_where);
        // whoever read it has gone, and the child is to learn that as it would without this one
        if (m_problem != 0)
            closeEnd(0);
    }

    void closeEnd(std::size_t which)
    {
        if (which == 0)
            m_notifier.reset();
        if (const int end = std::exchange(m_ends.at(which), -1); end >= 0)
            ::close(end);
    }

    static constexpr qsizetype mostAtOnce = 64 * 1024;
    const Printed m_where;
    SecretMask m_mask;
    const std::function<void()> m_over;
    std::array<int, 2> m_ends{-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
    int m_problem = 0;
};

/// One that prints, with what it takes to run it.
class MaskedProgram : public QProcess
{
public:
    MaskedProgram(Program &program, QList<QByteArray> command, const QList<Secret> &secrets)
        : QProcess(&program)
        , m_program(program)
        , m_command(std::move(command))
        , m_output(Printed::Output, secrets, [this] { endIfOver(); })
        , m_errors(Printed::Errors, secrets, [this] { endIfOver(); })
        , m_signals(nullptr, EndingSignals::Second::IsToldOf)
    {
        for (QByteArray &word : m_command)
            m_arguments.append(word.data());
        m_arguments.append(nullptr);
        setProcessChannelMode(QProcess::ForwardedChannels);
        setInputChannelMode(QProcess::ForwardedInputChannel);
        // For who is told of it alone: what it leaves running would hold it for ever.
        const bool namesErrors = m_command.contains(maskedErrorsFile());
        // word for word: a QString would lose what is no text
        setChildProcessModifier([arguments = m_arguments.constData(),
                                 output = m_output.writingEnd(), errors = m_errors.writingEnd(),
                                 namesErrors] {
            ::dup2(output, STDOUT_FILENO);
            ::dup2(errors, STDERR_FILENO);
            if (namesErrors)
                ::dup2(errors, errorsAgain);
            becomeProgramInChild(arguments);
        });
        setProgram(QString::fromLocal8Bit(m_command.constFirst()));
        connect(this, &QProcess::started, this, &MaskedProgram::begin);
        connect(this, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                refuseCommand(m_program, m_command,
                              QStandardPaths::findExecutable(QProcess::program()).isEmpty()
                                  ? ENOENT
                                  : EACCES);
        });
        m_patience.setSingleShot(true);
        m_patience.setInterval(patienceForOthers);
        connect(&m_patience, &QTimer::timeout, this, &MaskedProgram::end);
        connect(this, &QProcess::finished, this, &MaskedProgram::waitForOthers);
        connect(&m_signals, &EndingSignals::caught, this, &MaskedProgram::handOn);
    }

private:
    void begin()
    {
        m_output.childHasStarted();
        m_errors.childHasStarted();
    }

    /// A key at the terminal is the child's as well. That the terminal is gone may have been told
    /// to this one alone.
    void handOn(int signal, bool bySystem)
    {
        if (m_patience.isActive()) { // others alone are waited for
            finishStreams();
            endBy(signal);
        }
        m_isAskedToEnd = true;
        const bool hasItAlready = bySystem && (signal == SIGINT || signal == SIGQUIT);
        if (!hasItAlready && processId() > 0)
            ::kill(pid_t(processId()), signal);
    }

    /// Whom it has started may still be printing what it said, as "tee" does in a script. Not where
    /// all that was asked to end.
    void waitForOthers(int, QProcess::ExitStatus status)
    {
        if (m_isAskedToEnd && status == QProcess::CrashExit) {
            end();
            return;
        }
        m_patience.start();
        endIfOver();
    }

    void endIfOver()
    {
        if (m_patience.isActive() && m_output.isOver() && m_errors.isOver())
            end();
    }

    void finishStreams()
    {
        m_patience.stop();
        m_output.finish();
        m_errors.finish();
    }

    void end()
    {
        finishStreams();
        // what it printed is lost, of which it need not have heard
        if (m_output.problem() != 0 && m_output.problem() != EPIPE) {
            tellUnwritten(m_output.problem());
            m_program.passOn(OtherFailure);
            return;
        }
        m_program.passOn(exitCode());
        if (exitStatus() == QProcess::CrashExit)
            endBy(exitCode()); // which is the signal's number then
    }

    Program &m_program;
    QList<QByteArray> m_command;
    QList<char *> m_arguments;
    MaskedStream m_output;
    MaskedStream m_errors;
    QTimer m_patience; ///< Runs from the child's end on.
    bool m_isAskedToEnd = false;
    EndingSignals m_signals;
};

} // namespace

void runMasked(Program &program, const QList<QByteArray> &command, const QList<Secret> &secrets)
{
    (new MaskedProgram(program, command, secrets))->start();
}

QByteArray maskedErrorsFile()
{
    return "/dev/fd/" + QByteArray::number(errorsAgain);
}

} // namespace Tokenwright
