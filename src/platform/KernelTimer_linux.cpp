// SPDX-License-Identifier: MIT
#include "KernelTimer.h"

#include <QSocketNotifier>

#include <algorithm>
#include <cerrno>
#include <limits>

#include <sys/timerfd.h>
#include <unistd.h>

namespace Tokenwright {

KernelTimer::KernelTimer(Time time, QObject *parent)
    : QObject(parent)
    , m_time(time)
    , m_descriptor(timerfd_create(time == Time::SinceBoot ? CLOCK_BOOTTIME : CLOCK_REALTIME,
                                  TFD_NONBLOCK | TFD_CLOEXEC))
{
    if (m_descriptor < 0)
        return;
    m_notifier = new QSocketNotifier(m_descriptor, QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        quint64 count = 0;
        if (::read(m_descriptor, &count, sizeof count) == sizeof count)
            Q_EMIT fired();
        else if (errno == ECANCELED) { // the clock was set
            start({});
            Q_EMIT fired();
        }
    });
    start({});
}

KernelTimer::~KernelTimer()
{
    delete m_notifier; // before what it looks at goes
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void KernelTimer::start(std::optional<qint64> milliseconds)
{
    itimerspec setting{}; // all zero: off
    if (milliseconds) {
        const qint64 due = std::max<qint64>(*milliseconds, 1);
        setting.it_value = {.tv_sec = due / 1000, .tv_nsec = due % 1000 * 1'000'000};
    } else if (m_time == Time::OfDay) { // never due, and cancelled by setting the clock
        setting.it_value.tv_sec = std::numeric_limits<time_t>::max();
    }
    timerfd_settime(m_descriptor,
                    TFD_TIMER_ABSTIME | (m_time == Time::OfDay ? TFD_TIMER_CANCEL_ON_SET : 0),
                    &setting, nullptr);
}

} // namespace Tokenwright

#include "moc_KernelTimer.cpp"
