// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialSet.h"
#include "Provider.h"
#include "Result.h"

#include <QDate>
#include <QString>

#include <optional>

namespace Tokenwright {

// How long a set's secret is taken by its provider. Days are those of the system's time zone.
// Everything here is pure.

/// From so many days before its last one on, somebody should be about to replace a secret; and
/// from so many on, today.
constexpr int secretEndsSoon = 14;
constexpr int secretEndsVerySoon = 3;

/// The last day of the secret of \a set: as the user says, or else as the policy of \a provider,
/// which may be null, has it from the day on which it came. Nothing: it is not known to end.
std::optional<QDate> secretExpiryOf(const CredentialSet &set, const Provider *provider);

/// Days from \a now, milliseconds since the epoch, to secretExpiryOf(): 0 is today, below 0 it is
/// over.
std::optional<int> secretDaysLeft(const CredentialSet &set, const Provider *provider, qint64 now);

/// Whether somebody should see to it: \a daysLeft, of secretDaysLeft(), are few.
bool secretEnds(const std::optional<int> &daysLeft);

/// "secret expires in 12 days", "secret expires today", "secret has expired".
QString secretEndText(int daysLeft);
/// The same as a part of a sentence: "in 12 days", "today", "12 days ago".
QString daysAwayText(int daysLeft);

/// A day as people write one, "2027-06-30"; null of an empty \a text. Errors: Configuration.
Result<QDate> secretExpiryFrom(const QString &text);

} // namespace Tokenwright
