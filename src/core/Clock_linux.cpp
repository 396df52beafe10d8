// SPDX-License-Identifier: MIT
#include "Clock.h"

#include "RegularFile.h"

#include <ctime>

namespace Tokenwright {

namespace {

QString bootId()
{
    const auto id = readRegularFile(u"/proc/sys/kernel/random/boot_id"_s);
    return QString::fromLatin1(id.value_or(QByteArray()).trimmed());
}

std::optional<qint64> millisecondsSinceBoot()
{
    timespec time{};
    if (clock_gettime(CLOCK_BOOTTIME, &time) != 0)
        return {};
    return qint64(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

} // namespace

SystemClock::SystemClock()
    : SystemClock(Boot{.id = bootId(), .milliseconds = millisecondsSinceBoot})
{ }

} // namespace Tokenwright
