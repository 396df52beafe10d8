// SPDX-License-Identifier: MIT
#include "core/ClockWatch.h"

#include <QSocketNotifier>

#ifdef Q_OS_LINUX
#include <sys/timerfd.h>
#include <unistd.h>

#include <limits>
#endif

namespace Tokenwright {

ClockWatch::ClockWatch(QObject *parent)
    : QObject(parent)
{
#ifdef Q_OS_LINUX
    m_descriptor = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    if (m_descriptor < 0)
        return;
    m_notifier = new QSocketNotifier(m_descriptor, QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        quint64 count = 0;
        // fails with ECANCELED, which is the whole point
        [[maybe_unused]] const auto bytes = ::read(m_descriptor, &count, sizeof count);
        arm();
        Q_EMIT clockSet();
    });
    arm();
#endif
}

ClockWatch::~ClockWatch()
{
#ifdef Q_OS_LINUX
    delete m_notifier; // before what it looks at goes
    if (m_descriptor >= 0)
        ::close(m_descriptor);
#endif
}

/// A timer that is never due, and that setting the clock cancels (timerfd_create(2)).
void ClockWatch::arm()
{
#ifdef Q_OS_LINUX
    itimerspec never{};
    never.it_value.tv_sec = std::numeric_limits<time_t>::max();
    timerfd_settime(m_descriptor, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, nullptr);
#endif
}

} // namespace Tokenwright
