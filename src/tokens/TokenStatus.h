// SPDX-License-Identifier: MIT
#pragma once

#include "TokenLedger.h"

#include <QMetaType>
#include <QString>

namespace Tokenwright {

/// What a row says of its token.
enum class TokenState {
    None, ///< No token yet.
    Working, ///< A mint is under way.
    Fresh, ///< Ten minutes or more are left.
    Soon, ///< Less than ten minutes are left.
    LastMinute,
    Expired,
    UnknownLifetime, ///< There is a token and nobody knows for how long.
    Failed, ///< The last mint failed and no valid token is left.
    Ready, ///< A mint that ended late waits to be copied.
};

/// The token column's raw value: a model's role holds it, delegates and texts are made of it.
struct TokenStatus
{
    TokenState state = TokenState::None;
    qint64 remaining = 0; ///< Milliseconds; meaningful when counting.
    qint64 whole = 0; ///< Milliseconds; meaningful when counting.
    qint64 elapsed = 0; ///< Milliseconds since the mint began; meaningful when Working.
    Seldom<MintFailure> failure; ///< When Failed.
    QString reason{}; ///< When Failed: what the code means, where it is no word. See codeMeaning().
    bool secretEnds = false; ///< The set's secret is about to expire or has: see secretEnds().

    /// Whether a token's life runs down.
    bool isCounting() const
    {
        return state == TokenState::Fresh || state == TokenState::Soon
            || state == TokenState::LastMinute || (state == TokenState::Ready && remaining > 0);
    }
    /// Whether it changes with time alone.
    bool changesWithTime() const { return isCounting() || state == TokenState::Working; }
    bool operator==(const TokenStatus &) const = default;
};

/// How fresh a token is with \a remaining milliseconds left, more than none. Pure.
TokenState countingState(qint64 remaining);

/// Decides what to say at \a now of \a record, which holds nothing but whatCounts(). Pure.
TokenStatus tokenStatus(const TokenRecord &record, const Moment &now);

/// Where \a state stands when sets are sorted by their tokens: what failed, what has expired, what
/// counts down, what lives unknown, what has none. Pure.
int tokenStatusOrder(TokenState state);

/// Whether somebody has to look at a set of that status: its last mint failed, its secret ends, or
/// its token ran out though it is \a keptFresh. An expired token alone does not count, since a
/// click gets the next. Pure.
bool needsAttention(const TokenStatus &status, bool keptFresh);

/// The status in a few translated words: "1 h 43 min left", "no token yet",
/// "rejected: invalid_client".
QString tokenStatusText(const TokenStatus &status);

} // namespace Tokenwright

Q_DECLARE_METATYPE(Tokenwright::TokenStatus)
