// SPDX-License-Identifier: MIT
#pragma once

#include "Provider.h"

#include <QJsonValue>
#include <QList>
#include <QString>

#include <optional>

namespace Tokenwright {

/// What is left of a number of calls that a provider allows in some time.
struct Quota
{
    QString name; ///< As the provider calls it.
    qint64 remaining = 0;
    std::optional<qint64> limit{}; ///< Nothing: it does not say.
    std::optional<qint64> reset{}; ///< When all are there again, milliseconds since the epoch.

    bool operator==(const Quota &) const = default;
};

/// The quotas that \a root tells by \a rules: those of which something is used first, the ones
/// nearest to their end before the others; then the untouched ones, in their order. At most
/// mostQuotas, in a time that grows with the answer's length alone. Pure.
QList<Quota> quotasIn(const QJsonValue &root, const QuotaRules &rules);
constexpr qsizetype mostQuotas = 500;

/// "buy.browse: 4,990 of 5,000 left until 2026-11-28 08:00". The time is the system's. Pure.
QString quotaText(const Quota &quota);

} // namespace Tokenwright
