// SPDX-License-Identifier: MIT
#include "WakeTimer.h"

#include "Clock.h"

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr qint64 longestSleep = 60'000; // milliseconds, where suspend is not counted

qint64 bootNow()
{
    static const SystemClock clock;
    return clock.now().boot;
}

} // namespace

SystemWakeTimer::SystemWakeTimer(QObject *parent)
    : WakeTimer(parent)
{
    connect(&m_clockWatch, &KernelTimer::fired, this, &WakeTimer::woke);
    connect(&m_bootTimer, &KernelTimer::fired, this, &WakeTimer::woke);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::CoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_due || bootNow() < *m_due)
            wakeAt(m_due);
        else
            Q_EMIT woke();
    });
}

void SystemWakeTimer::wakeAt(std::optional<qint64> bootMilliseconds)
{
    m_due = bootMilliseconds;
    if (m_bootTimer.exists())
        m_bootTimer.start(m_due);
    else if (m_due)
        m_timer.start(int(std::clamp<qint64>(*m_due - bootNow(), 0, longestSleep)));
    else
        m_timer.stop();
}

} // namespace Tokenwright

#include "moc_WakeTimer.cpp"
