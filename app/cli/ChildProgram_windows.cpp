// SPDX-License-Identifier: MIT
#include "ChildProgram.h"

#include "ChildProcess_windows.h"
#include "EndingSignals.h"
#include "Process.h"
#include "SecretMask.h"

#include <QWinEventNotifier>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <memory>
#include <thread>
#include <utility>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

/// For those whom a child leaves behind with its output: a server among them prints for ever.
constexpr auto patienceForOthers = 5s;

/// One of the two streams that a child prints on: a pipe, read in a thread of its own, since a pipe
/// of Windows can only be waited for. When nobody wants to have what comes, it is closed, and the
/// child learns of it as if it wrote there itself.
class MaskedStream
{
public:
    MaskedStream(Printed where, const QList<Secret> &secrets)
        : m_where(where)
        , m_mask(secrets)
    {
        CreatePipe(&m_reading, &m_writing, nullptr, 0);
    }
    ~MaskedStream()
    {
        childHasEnded();
        closeEnd(m_writing);
    }
    Q_DISABLE_COPY_MOVE(MaskedStream)

    HANDLE writingEnd() const { return m_writing; }
    /// Why what came could not be passed on (errno); 0 if it was. Once the child has ended.
    int problem() const { return m_problem; }

    /// To be called once the child has its end.
    void childHasStarted()
    {
        closeEnd(m_writing);
        m_thread = std::thread([this] { pass(); });
    }
    /// To be called once the child has ended: what is still in the pipe, and what was held back.
    /// Others, whom the child has started, may be printing what it said: until \a deadline they are
    /// waited for.
    void childHasEnded(std::chrono::steady_clock::time_point deadline = {})
    {
        if (!m_thread.joinable())
            return;
        while (!m_isDone && std::chrono::steady_clock::now() < deadline)
            std::this_thread::sleep_for(1ms);
        m_hasEnded = true;
        while (!m_isDone) {
            if (const HANDLE reader = m_reader)
                CancelSynchronousIo(reader);
            std::this_thread::sleep_for(1ms);
        }
        m_thread.join();
        CloseHandle(m_reader);
        closeEnd(m_reading);
    }

private:
    void pass()
    {
        HANDLE reader = nullptr;
        DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &reader, 0,
                        FALSE, DUPLICATE_SAME_ACCESS);
        m_reader = reader;
        QByteArray piece;
        while (mayRead()) {
            piece.resize(mostAtOnce);
            DWORD size = 0;
            const bool isRead = ReadFile(m_reading, piece.data(), DWORD(piece.size()), &size,
                                         nullptr);
            if (isRead)
                passShown(m_mask.masked(piece.first(qsizetype(size))));
            else if (GetLastError() != ERROR_OPERATION_ABORTED)
                break; // all who could write are gone
        }
        wipe(piece);
        passShown(m_mask.rest());
        m_isDone = true;
    }

    /// Whether something may still come, or is there already.
    bool mayRead() const
    {
        DWORD waiting = 0;
        if (m_problem != 0)
            return false;
        return !m_hasEnded
            || (PeekNamedPipe(m_reading, nullptr, 0, nullptr, &waiting, nullptr) && waiting > 0);
    }

    void passShown(const QByteArray &shown)
    {
        if (m_problem != 0)
            return;
        m_problem = passOn(shown, m_where);
        // whoever read it has gone, and the child is to learn that as it would without this one
        if (m_problem != 0)
            closeEnd(m_reading);
    }

    static void closeEnd(HANDLE &end)
    {
        if (const HANDLE open = std::exchange(end, nullptr))
            CloseHandle(open);
    }

    static constexpr qsizetype mostAtOnce = 64 * 1024;
    const Printed m_where;
    SecretMask m_mask;
    HANDLE m_reading = nullptr;
    HANDLE m_writing = nullptr;
    std::thread m_thread;
    std::atomic<HANDLE> m_reader = nullptr; ///< The thread, as Windows knows it.
    std::atomic<bool> m_hasEnded = false;
    std::atomic<bool> m_isDone = false;
    std::atomic<int> m_problem = 0;
};

/// One that prints, with what it takes to run it. Keys of the console reach it by themselves.
class MaskedProgram : public QObject
{
public:
    MaskedProgram(Program &program, const QList<QByteArray> &command, const QList<Secret> &secrets)
        : QObject(&program)
        , m_program(program)
        , m_output(Printed::Output, secrets)
        , m_errors(Printed::Errors, secrets)
        , m_signals(nullptr, EndingSignals::Second::IsToldOf)
    {
        ChildStreams streams;
        streams.output = m_output.writingEnd();
        streams.errors = m_errors.writingEnd();
        const auto child = startChild(command, streams);
        if (!child) {
            refuseCommand(m_program, command, child.error());
            return;
        }
        m_child = *child;
        m_output.childHasStarted();
        m_errors.childHasStarted();
        m_notifier = std::make_unique<QWinEventNotifier>(m_child);
        connect(m_notifier.get(), &QWinEventNotifier::activated, this, &MaskedProgram::end);
    }
    ~MaskedProgram() override
    {
        m_notifier.reset();
        if (m_child)
            CloseHandle(m_child);
    }
    Q_DISABLE_COPY_MOVE(MaskedProgram)

private:
    void end()
    {
        m_notifier->setEnabled(false);
        DWORD code = 1;
        GetExitCodeProcess(m_child, &code);
        const auto deadline = std::chrono::steady_clock::now() + patienceForOthers;
        m_output.childHasEnded(deadline);
        m_errors.childHasEnded(deadline);
        // what it printed is lost, of which it need not have heard
        if (m_output.problem() != 0 && m_output.problem() != EPIPE) {
            tellUnwritten(m_output.problem());
            m_program.passOn(OtherFailure);
            return;
        }
        m_program.passOn(int(code));
    }

    Program &m_program;
    MaskedStream m_output;
    MaskedStream m_errors;
    EndingSignals m_signals;
    HANDLE m_child = nullptr;
    std::unique_ptr<QWinEventNotifier> m_notifier;
};

} // namespace

void runMasked(Program &program, const QList<QByteArray> &command, const QList<Secret> &secrets)
{
    new MaskedProgram(program, command, secrets); // which the program owns
}

QByteArray maskedErrorsFile()
{
    return {};
}

} // namespace Tokenwright
