// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QtGlobal>

#include <optional>

namespace Tokenwright {

/// All that an answer says of how long its token lives. Moments are milliseconds since the epoch,
/// by the server's clock. A value.
struct StatedLifetime
{
    QList<double> seconds{}; ///< What it calls a lifetime, such as `expires_in`.
    QList<qint64> expiries{}; ///< What it calls the moment of expiry.
    std::optional<qint64> issued{}; ///< What it calls the moment of issue.
    std::optional<qint64> date{}; ///< Its Date header.
    std::optional<qint64> jwtExpiry{}; ///< The `exp` of a token that is a JWT.
    std::optional<qint64> jwtIssued{}; ///< Its `iat`.
};

/// The lifetime in whole seconds: the smallest of what \a stated allows; 0 if all that is stated
/// has passed, or the JWT's own expiry has; nothing if none is stated.
///
/// A moment of expiry is by the server's clock, so it counts from what that clock read: the later
/// of the time of issue and the Date header, and only without both from \a now, the wall clock
/// here. Otherwise a server whose clock is ahead would give its tokens a longer life than they
/// have. A time of issue after the expiry is none. Some answer with a 0, or a date long gone,
/// beside the real lifetime: those count only if there is nothing else. A hundred years at most.
/// Pure.
std::optional<qint64> lifetimeSeconds(const StatedLifetime &stated, qint64 now);

/// By how many seconds the JWT's own expiry comes after what else \a stated says (negative:
/// before). Nothing where one of the two says nothing. Pure.
std::optional<qint64> jwtOutlivesBy(const StatedLifetime &stated, qint64 now);

} // namespace Tokenwright
