// SPDX-License-Identifier: MIT
#include "EndingSignals.h"
#include "Process.h"

#include <QSignalSpy>
#include <QTest>

#include "TestProgram.h"

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace Tokenwright;

namespace {

/// The signal that a child doing \a work ended by; otherwise the negative of its exit code.
int endOfChild(const std::function<void()> &work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : -WEXITSTATUS(status);
}

} // namespace

class TestEndingSignals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areToldOf_data()
    {
        QTest::addColumn<int>("signal");
        for (const int signal : {SIGINT, SIGQUIT, SIGTERM, SIGHUP})
            QTest::addRow("%d", signal) << signal;
    }

    void areToldOf()
    {
        QFETCH(int, signal);
        const EndingSignals endings;
        QSignalSpy caught(&endings, &EndingSignals::caught);
        ::raise(signal);
        QCOMPARE(caught.size(), 0); // only from the event loop
        QTRY_COMPARE(caught.size(), 1);
        QCOMPARE(caught.first().first().toInt(), signal);
    }

    void theSecondOfAKindEndsAtOnce()
    {
        QCOMPARE(endOfChild([] {
                     const EndingSignals endings;
                     ::raise(SIGTERM);
                     ::raise(SIGTERM);
                 }),
                 SIGTERM);
    }

    void whatWasIgnoredStaysIgnored()
    {
        std::signal(SIGHUP, SIG_IGN);
        {
            const EndingSignals endings;
            QSignalSpy caught(&endings, &EndingSignals::caught);
            ::raise(SIGHUP);
            QTest::qWait(50);
            QCOMPARE(caught.size(), 0);
        }
        std::signal(SIGHUP, SIG_DFL);
    }

    void afterwardsTheyEndTheProcessAgain()
    {
        {
            const EndingSignals endings;
        }
        QCOMPARE(endOfChild([] { ::raise(SIGTERM); }), SIGTERM);
    }

    void endsByTheSignal()
    {
        QCOMPARE(endOfChild([] { endBy(SIGTERM); }), SIGTERM);
        QCOMPARE(endOfChild([] {
                     const EndingSignals endings;
                     endBy(SIGINT);
                 }),
                 SIGINT);
    }
};

TEST_IN_PROGRAM(TestEndingSignals)
#include "tst_endingsignals.moc"
