// SPDX-License-Identifier: MIT
#include "StatedLifetime.h"

#include <algorithm>
#include <cmath>

namespace Tokenwright {

namespace {

/// More is no lifetime but a way to say "very long", and must not overflow.
constexpr qint64 longestSeconds = 100LL * 365 * 24 * 60 * 60;

double secondsUntil(qint64 expiry, std::initializer_list<std::optional<qint64>> issues,
                    std::optional<qint64> date, qint64 now)
{
    std::optional<qint64> start = date;
    for (const std::optional<qint64> &issued : issues) {
        if (issued && *issued < expiry)
            start = std::max(start.value_or(*issued), *issued);
    }
    return (double(expiry) - double(start.value_or(now))) / 1000;
}

} // namespace

std::optional<qint64> lifetimeSeconds(const StatedLifetime &stated, qint64 now)
{
    QList<double> all = stated.seconds;
    for (const qint64 expiry : stated.expiries)
        all.append(secondsUntil(expiry, {stated.issued}, stated.date, now));
    if (stated.jwtExpiry) {
        const double own = secondsUntil(*stated.jwtExpiry, {stated.issued, stated.jwtIssued},
                                        stated.date, now);
        if (own <= 0)
            return 0;
        all.append(own);
    }
    if (all.isEmpty())
        return {};
    double smallest = 0;
    for (const double seconds : std::as_const(all)) {
        if (seconds > 0 && (smallest == 0 || seconds < smallest))
            smallest = seconds;
    }
    return qint64(std::min(std::floor(smallest), double(longestSeconds)));
}

std::optional<qint64> jwtOutlivesBy(const StatedLifetime &stated, qint64 now)
{
    StatedLifetime answered = stated;
    answered.jwtExpiry.reset();
    const StatedLifetime own{.issued = stated.issued,
                             .date = stated.date,
                             .jwtExpiry = stated.jwtExpiry,
                             .jwtIssued = stated.jwtIssued};
    const auto others = lifetimeSeconds(answered, now);
    const auto tokens = lifetimeSeconds(own, now);
    return others && tokens ? std::optional(*tokens - *others) : std::nullopt;
}

} // namespace Tokenwright
