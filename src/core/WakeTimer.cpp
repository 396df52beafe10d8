// SPDX-License-Identifier: MIT
#include "core/WakeTimer.h"

#include "core/Clock.h"

#include <QSocketNotifier>

#ifdef Q_OS_LINUX
#include <sys/timerfd.h>
#include <unistd.h>
#endif

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
    connect(&m_clockWatch, &ClockWatch::clockSet, this, &WakeTimer::woke);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::CoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_due || bootNow() < *m_due)
            wakeAt(m_due);
        else
            Q_EMIT woke();
    });
#ifdef Q_OS_LINUX
    m_descriptor = timerfd_create(CLOCK_BOOTTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    if (m_descriptor < 0)
        return;
    m_notifier = new QSocketNotifier(m_descriptor, QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        quint64 count = 0;
        if (::read(m_descriptor, &count, sizeof count) == sizeof count)
            Q_EMIT woke();
    });
#endif
}

SystemWakeTimer::~SystemWakeTimer()
{
#ifdef Q_OS_LINUX
    delete m_notifier; // before what it looks at goes
    if (m_descriptor >= 0)
        ::close(m_descriptor);
#endif
}

void SystemWakeTimer::wakeAt(std::optional<qint64> bootMilliseconds)
{
    m_due = bootMilliseconds;
#ifdef Q_OS_LINUX
    if (m_descriptor >= 0) {
        itimerspec setting{}; // all zero: off
        if (m_due) {
            const qint64 due = std::max<qint64>(*m_due, 1);
            setting.it_value = {.tv_sec = due / 1000, .tv_nsec = due % 1000 * 1'000'000};
        }
        timerfd_settime(m_descriptor, TFD_TIMER_ABSTIME, &setting, nullptr);
        return;
    }
#endif
    if (m_due)
        m_timer.start(int(std::clamp<qint64>(*m_due - bootNow(), 0, longestSleep)));
    else
        m_timer.stop();
}

} // namespace Tokenwright
