// SPDX-License-Identifier: MIT
// What Windows tells a program of the time and of sleep.
#include "KernelTimer.h"
#include "WakeTimer.h"

#include "Clock.h"

#include "TestProgram.h"

#include <QSignalSpy>
#include <QTest>

#include <windows.h>

using namespace Tokenwright;

class TestKernelTimerWindows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsOf_data()
    {
        QTest::addColumn<quint32>("message");
        QTest::addColumn<quint64>("what");
        QTest::addColumn<int>("times");
        QTest::newRow("the time was set") << quint32(WM_TIMECHANGE) << quint64(0) << 1;
        QTest::newRow("it has woken")
            << quint32(WM_POWERBROADCAST) << quint64(PBT_APMRESUMEAUTOMATIC) << 1;
        QTest::newRow("it goes to sleep")
            << quint32(WM_POWERBROADCAST) << quint64(PBT_APMSUSPEND) << 0;
        QTest::newRow("something else") << quint32(WM_SETTINGCHANGE) << quint64(0) << 0;
    }

    void tellsOf()
    {
        QFETCH(const quint32, message);
        QFETCH(const quint64, what);
        QFETCH(const int, times);
        const KernelTimer sinceBoot(KernelTimer::Time::SinceBoot);
        const KernelTimer ofDay(KernelTimer::Time::OfDay);
        QVERIFY(!sinceBoot.exists());
        QSignalSpy others(&sinceBoot, &KernelTimer::fired);
        QSignalSpy fired(&ofDay, &KernelTimer::fired);
        const HWND window = FindWindowW(L"TokenwrightTime", nullptr); // as one finds who is told
        QVERIFY(window);
        SendMessageW(window, message, WPARAM(what), 0);
        QCoreApplication::processEvents();
        QCOMPARE(fired.size(), times);
        QCOMPARE(others.size(), 0);
    }

    void wakesWhateverWaits()
    {
        SystemWakeTimer timer;
        QSignalSpy woke(&timer, &WakeTimer::woke);
        timer.wakeAt(SystemClock().now().boot + 3'600'000);
        SendMessageW(FindWindowW(L"TokenwrightTime", nullptr), WM_POWERBROADCAST,
                     PBT_APMRESUMEAUTOMATIC, 0);
        QTRY_COMPARE(woke.size(), 1);
    }

    void goesWithItsOwner()
    {
        std::make_unique<KernelTimer>(KernelTimer::Time::OfDay).reset();
        QVERIFY(!FindWindowW(L"TokenwrightTime", nullptr));
    }
};

TEST_IN_PROGRAM(TestKernelTimerWindows)

#include "tst_kerneltimer_windows.moc"
