// SPDX-License-Identifier: MIT
#include "TokenLifetime.h"

#include "Text.h"

#include <QtNumeric>

#include <algorithm>
#include <limits>

namespace Tokenwright {

namespace {

// A thousand years: longer than any token, short enough that no sum overflows.
constexpr qint64 longestSeconds = 1000LL * 366 * 24 * 3600;

/// a - b, held within the type: the values may come from a file that somebody edited.
qint64 difference(qint64 a, qint64 b)
{
    qint64 result = 0;
    if (qSubOverflow(a, b, &result))
        return a < b ? std::numeric_limits<qint64>::min() : std::numeric_limits<qint64>::max();
    return result;
}

} // namespace

TokenLifetime lifetimeFrom(const Moment &sent, std::optional<qint64> seconds)
{
    TokenLifetime lifetime{.issued = sent.wall,
                           .expires = std::nullopt,
                           .bootId = sent.bootId,
                           .bootExpires = std::nullopt};
    if (seconds) {
        const qint64 milliseconds = std::clamp<qint64>(*seconds, 0, longestSeconds) * 1000;
        lifetime.expires = sent.wall + milliseconds;
        if (!sent.bootId.isEmpty())
            lifetime.bootExpires = sent.boot + milliseconds;
    }
    return lifetime;
}

const TokenLifetime &shorter(const TokenLifetime &one, const TokenLifetime &other)
{
    const bool isOne = one.expires && (!other.expires || *one.expires <= *other.expires);
    return isOne ? one : other;
}

std::optional<qint64> remainingMilliseconds(const TokenLifetime &lifetime, const Moment &now)
{
    if (!lifetime.expires)
        return std::nullopt;
    const qint64 byWall = difference(*lifetime.expires, now.wall);
    const bool sameBoot = !now.bootId.isEmpty() && now.bootId == lifetime.bootId;
    if (sameBoot && lifetime.bootExpires)
        return std::min(byWall, difference(*lifetime.bootExpires, now.boot));
    if (now.wall < lifetime.issued)
        return 0;
    return byWall;
}

std::optional<qint64> wholeMilliseconds(const TokenLifetime &lifetime)
{
    if (!lifetime.expires)
        return std::nullopt;
    return difference(*lifetime.expires, lifetime.issued);
}

std::optional<qint64> expirySeconds(const TokenLifetime &lifetime, const Moment &now)
{
    const auto left = remainingMilliseconds(lifetime, now);
    qint64 expires = 0;
    if (!left || qAddOverflow(now.wall, *left, &expires))
        return std::nullopt;
    return expires / 1000;
}

bool isReusable(const TokenLifetime &lifetime, const Moment &now, qint64 minimumSeconds)
{
    const auto remaining = remainingMilliseconds(lifetime, now);
    if (!remaining || *remaining <= 0)
        return false;
    const qint64 whole = wholeMilliseconds(lifetime).value_or(0);
    const qint64 minimum = std::clamp<qint64>(minimumSeconds, 0, longestSeconds) * 1000;
    return whole > 0 && *remaining >= std::min(minimum, whole / 2);
}

QString durationText(qint64 milliseconds)
{
    const qint64 seconds = milliseconds <= 0 ? 0 : (milliseconds - 1) / 1000 + 1;
    const qint64 minutes = seconds / 60;
    const qint64 hours = minutes / 60;
    const qint64 days = hours / 24;
    if (minutes == 0)
        return Text::tr("%1 s").arg(seconds);
    if (minutes < 10)
        return Text::tr("%1 min %2 s").arg(minutes).arg(seconds % 60);
    if (hours == 0)
        return Text::tr("%1 min").arg(minutes);
    if (days == 0)
        return Text::tr("%1 h %2 min").arg(hours).arg(minutes % 60);
    return Text::tr("%1 d %2 h").arg(days).arg(hours % 24);
}

QString remainingText(qint64 milliseconds)
{
    return milliseconds <= 0 ? Text::tr("expired")
                             : Text::tr("%1 left").arg(durationText(milliseconds));
}

QString distanceText(qint64 milliseconds, qint64 now)
{
    return milliseconds >= now ? Text::tr("in %1").arg(durationText(milliseconds - now))
                               : Text::tr("%1 ago").arg(durationText(now - milliseconds));
}

} // namespace Tokenwright
