// SPDX-License-Identifier: MIT
#include "RenewalPlan.h"

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
constexpr qint64 firstDelay = 30 * second;
constexpr qint64 longestDelay = 30 * minute;

} // namespace

qint64 lengthOf(const MintLimit &limit)
{
    if (limit.seconds > 0)
        return limit.seconds * second;
    const QString &unit = limit.per;
    return unit == u"second" ? second : unit == u"minute" ? minute : unit == u"hour" ? hour : day;
}

std::optional<qint64> renewalDue(const TokenLifetime &lifetime, const Moment &now,
                                 qint64 minimumSeconds, double jitter)
{
    const auto remaining = remainingMilliseconds(lifetime, now);
    const auto whole = wholeMilliseconds(lifetime);
    if (!remaining || !whole)
        return {};
    const qint64 reserve = std::min(std::max<qint64>(minimumSeconds, 0) * second, *whole / 2);
    const qint64 spread = std::min(2 * minute, *whole / 10);
    const auto ahead = qint64(double(spread) * std::clamp(jitter, 0.0, 1.0));
    return now.boot + std::max<qint64>(*remaining - reserve - ahead, 0);
}

qint64 retryDelay(int failures, double jitter, std::optional<qint64> retryAt, qint64 wallNow)
{
    const int doublings = std::clamp(failures - 1, 0, 6);
    const qint64 delay = std::min(firstDelay << doublings, longestDelay);
    const auto varied = qint64(double(delay) * (0.75 + 0.25 * std::clamp(jitter, 0.0, 1.0)));
    const qint64 asked = std::clamp(retryAt.value_or(wallNow), wallNow, wallNow + day) - wallNow;
    return std::max(varied, asked);
}

qint64 waitForLimit(const MintLimit &limit, const QList<qint64> &requests, qint64 now)
{
    if (limit.count <= 0)
        return 0;
    const qint64 length = lengthOf(limit);
    QList<qint64> within;
    for (const qint64 moment : requests) {
        if (moment > now - length && moment <= now)
            within.append(moment);
    }
    if (within.size() < limit.count)
        return 0;
    std::ranges::sort(within, std::greater());
    return within.at(limit.count - 1) + length - now; // until that one is out of the window
}

} // namespace Tokenwright
