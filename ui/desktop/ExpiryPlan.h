// SPDX-License-Identifier: MIT
#pragma once

#include "Clock.h"
#include "TokenLifetime.h"

#include <QList>
#include <QString>

#include <optional>

namespace Tokenwright {

// When it is told that tokens are about to expire. Everything here is pure.

/// A token whose end is to be told.
struct WatchedToken
{
    QString setId;
    TokenLifetime lifetime;
    bool isTold = false; ///< Once a token is enough.
};

/// What there is to tell now, and when to look again.
struct ExpiryPlan
{
    QStringList due; ///< CredentialSet::id, those that expire first first.
    std::optional<qint64> next; ///< Milliseconds from now; nothing: there is nothing to wait for.
};

/// A minute before the end; for a token that lives less than two, half of its life before.
qint64 warningTime(const TokenLifetime &lifetime);

/// A token is due from warningTime() before its end on, also when that has passed unnoticed, in
/// suspend for example. With one that is due come those that are within a few seconds, so that they
/// are told together. A token of unknown life is never due.
ExpiryPlan planExpiryNotices(const QList<WatchedToken> &tokens, const Moment &now);

/// How long a token still lives, in whole words: "1 minute", "35 seconds". Translated.
QString shortTimeText(qint64 milliseconds);

} // namespace Tokenwright
