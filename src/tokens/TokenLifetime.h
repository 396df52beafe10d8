// SPDX-License-Identifier: MIT
#pragma once

#include "Clock.h"

#include <QString>

#include <optional>

namespace Tokenwright {

/// From when to when a token lives. A value; every function here is pure.
///
/// Counted from the moment the request was sent, so that it never lives longer than the server
/// thinks. Two deadlines are kept: by the wall clock, for after a reboot, and by the boot clock,
/// which nobody can step and which goes on in suspend. Within one boot the earlier one counts.
struct TokenLifetime
{
    qint64 issued = 0; ///< Milliseconds since the epoch.
    std::optional<qint64> expires; ///< Milliseconds since the epoch; nothing: unknown.
    QString bootId; ///< The boot it was issued in; empty: unknown.
    std::optional<qint64> bootExpires; ///< Moment::boot at which it expires in that boot.

    bool operator==(const TokenLifetime &) const = default;
};

/// The lifetime of a token asked for at \a sent and valid for \a seconds (nothing: unknown).
TokenLifetime lifetimeFrom(const Moment &sent, std::optional<qint64> seconds);

/// Whichever of the two ends first; one whose end is unknown does not.
const TokenLifetime &shorter(const TokenLifetime &one, const TokenLifetime &other);

/// What is left, in milliseconds; zero or less: expired; nothing: unknown. After a reboot the wall
/// clock decides, unless it runs behind the moment of issue: then nothing is left, because nobody
/// can tell.
std::optional<qint64> remainingMilliseconds(const TokenLifetime &lifetime, const Moment &now);

/// The whole life in milliseconds; nothing: unknown.
std::optional<qint64> wholeMilliseconds(const TokenLifetime &lifetime);

/// When it expires, in whole seconds since the epoch as the wall clock is at \a now: what is left
/// from then on, whatever that clock showed at the time of issue. Nothing: unknown.
std::optional<qint64> expirySeconds(const TokenLifetime &lifetime, const Moment &now);

/// Whether a token may be used again: what is left is at least the smaller of \a minimumSeconds and
/// half of its life, and more than nothing. An unknown life is not for reuse.
bool isReusable(const TokenLifetime &lifetime, const Moment &now, qint64 minimumSeconds);

/// "1 h 43 min left", "4 min 10 s left", "35 s left", "expired": as people say it, exact to the
/// second in the last minutes. Translated. A begun second counts as a whole one.
QString remainingText(qint64 milliseconds);
/// The same without "left", for example "1 h 43 min".
QString durationText(qint64 milliseconds);

/// How far a moment, in milliseconds since the epoch, is from \a now: "in 54 min", "2 min 10 s
/// ago". Translated.
QString distanceText(qint64 milliseconds, qint64 now);

} // namespace Tokenwright
