// SPDX-License-Identifier: MIT
#include "core/Clock.h"

#include <QDateTime>
#include <QFile>

#include <ctime>

namespace Tokenwright {

Clock::~Clock() = default;

SystemClock::SystemClock()
{
#ifdef Q_OS_LINUX
    QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    if (file.open(QIODevice::ReadOnly))
        m_bootId = QString::fromLatin1(file.readAll().trimmed());
#endif
}

Moment SystemClock::now() const
{
    Moment moment{.wall = QDateTime::currentMSecsSinceEpoch(), .boot = 0, .bootId = m_bootId};
#ifdef Q_OS_LINUX
    timespec time{};
    if (clock_gettime(CLOCK_BOOTTIME, &time) == 0)
        moment.boot = qint64(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
    else
        moment.bootId.clear();
#endif
    return moment;
}

} // namespace Tokenwright
