// SPDX-License-Identifier: MIT
#pragma once

#include "Clock.h"
#include "Provider.h"
#include "TokenLifetime.h"

#include <QList>

#include <optional>

namespace Tokenwright {

// When a token that is to be kept fresh is renewed, and what happens when that fails. Every
// function here is pure; \a jitter is a random number from 0 to 1, so that many programs do not ask
// at once.

/// The moment (Moment::boot, milliseconds) at which a token is to be renewed: before it is too
/// short to be reused by the rule of isReusable(), earlier by up to a tenth of its life or two
/// minutes. Now, for one that has run out. Nothing: its life is unknown.
std::optional<qint64> renewalDue(const TokenLifetime &lifetime, const Moment &now,
                                 qint64 minimumSeconds, double jitter);

/// How long to wait after \a failures in a row (1, 2, …), in milliseconds: half a minute, doubled
/// each time, half an hour at most; longer only if the provider asks not to be asked before \a
/// retryAt, and then a day at most. Both moments in milliseconds since the epoch.
qint64 retryDelay(int failures, double jitter, std::optional<qint64> retryAt, qint64 wallNow);

/// How long to wait, in milliseconds, before one more request is within \a limit: 0 if it is so
/// now. \a requests are the moments of those already made, by the clock of \a now: one that nobody
/// can set (Moment::boot), or setting it back would forget some.
qint64 waitForLimit(const MintLimit &limit, const QList<qint64> &requests, qint64 now);
/// For how long a request counts for \a limit, in milliseconds.
qint64 lengthOf(const MintLimit &limit);

} // namespace Tokenwright
