// SPDX-License-Identifier: MIT
#include "Clock.h"
#include "WakeTimer.h"

#include "TestProgram.h"

#include <QSignalSpy>
#include <QTest>

using namespace Tokenwright;

/// The timer of the machine's own clocks.
class TestWakeTimer : public QObject
{
    Q_OBJECT

private:
    static qint64 now() { return SystemClock().now().boot; }

private Q_SLOTS:
    void wakesOnceItIsDue_data()
    {
        QTest::addColumn<qint64>("from");
        QTest::newRow("soon") << qint64(60);
        QTest::newRow("now") << qint64(0);
        QTest::newRow("since long") << qint64(-100'000);
    }

    void wakesOnceItIsDue()
    {
        QFETCH(const qint64, from);
        SystemWakeTimer timer;
        const QSignalSpy woke(&timer, &WakeTimer::woke);
        const qint64 due = now() + from;
        timer.wakeAt(due);
        QTRY_COMPARE(woke.size(), 1);
        QVERIFY(now() >= due);
        QTest::qWait(100);
        QCOMPARE(woke.size(), 1);
    }

    void aMomentTakesThePlaceOfTheOneBefore()
    {
        SystemWakeTimer changed;
        SystemWakeTimer stopped;
        SystemWakeTimer last;
        const QSignalSpy wokeChanged(&changed, &WakeTimer::woke);
        const QSignalSpy wokeStopped(&stopped, &WakeTimer::woke);
        const QSignalSpy wokeLast(&last, &WakeTimer::woke);
        const qint64 start = now();
        changed.wakeAt(start + 50);
        changed.wakeAt(start + 1'000'000);
        stopped.wakeAt(start + 50);
        stopped.wakeAt(std::nullopt);
        last.wakeAt(start + 150);
        QTRY_COMPARE(wokeLast.size(), 1);
        QCOMPARE(wokeChanged.size(), 0);
        QCOMPARE(wokeStopped.size(), 0);
        changed.wakeAt(now() + 20);
        QTRY_COMPARE(wokeChanged.size(), 1);
    }
};

TEST_IN_PROGRAM(TestWakeTimer)
#include "tst_waketimer.moc"
