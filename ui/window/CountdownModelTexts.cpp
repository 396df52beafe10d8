// SPDX-License-Identifier: MIT
// The part of CountdownModel that puts rows into words.
#include "CountdownModel.h"

#include "SecretLife.h"
#include "Sentences.h"
#include "ShownText.h"

#include "TimeText.h"

namespace Tokenwright {

namespace {

/// What is being waited for, in words; the time it takes comes behind them.
QString workText(WorkUnderWay::For awaits)
{
    switch (awaits) {
    case WorkUnderWay::For::Keychain:
        return CountdownModel::tr("waiting for the keychain…");
    case WorkUnderWay::For::Turn:
        return CountdownModel::tr("waiting for its turn…");
    case WorkUnderWay::For::Server:
        break;
    }
    return {};
}

} // namespace

QString CountdownModel::belowText(int row) const
{
    const CredentialSet &set = m_sets.at(row);
    QStringList parts{visibleText(placeAt(row).providerName)};
    if (const QString secret = secretText(row); !secret.isEmpty())
        parts.append(secret);
    if (set.keepFresh)
        parts.append(tr("kept fresh"));
    for (const QString &tag : set.tags)
        parts.append(visibleText(tag));
    return parts.join(u" · "_s);
}

QString CountdownModel::tokenText(int row) const
{
    const TokenStatus status = statusAt(row);
    if (status.state == TokenState::Working) {
        const auto work = m_parts.service.underWay(m_sets.at(row).id);
        const QString words = work ? workText(work->awaits) : QString();
        if (!words.isEmpty())
            return status.elapsed < 1000 ? words : words + u' ' + durationText(status.elapsed);
    }
    return tokenStatusText(status);
}

QString CountdownModel::sentence(int row) const
{
    const CredentialSet &set = m_sets.at(row);
    const ProviderPlace place = placeAt(row);
    QStringList parts{visibleText(set.name), visibleText(place.providerName),
                      visibleText(place.environmentName), tokenText(row)};
    if (set.keepFresh)
        parts.append(tr("kept fresh"));
    if (set.isFavourite)
        parts.append(tr("favourite"));
    if (const QString secret = secretText(row); !secret.isEmpty())
        parts.append(secret);
    for (const QString &tag : set.tags)
        parts.append(visibleText(tag));
    return listText(parts);
}

QVariant CountdownModel::toolTip(int row, int column) const
{
    switch (column) {
    case NameColumn:
        return toolTipText(visibleText(m_sets.at(row).name) + u'\n' + belowText(row));
    case EnvironmentColumn:
        return toolTipText(visibleText(placeAt(row).environmentName));
    case TokenColumn:
        return toolTipText(tokenToolTip(row));
    case ActionColumn:
        return m_working.contains(m_sets.at(row).id) ? tr("Cancel") : tr("Copy bearer header");
    default:
        return {};
    }
}

/// What the row has no room for: when, rather than how long.
QString CountdownModel::tokenToolTip(int row) const
{
    const qint64 expires = expiresAt(row);
    if (restingStatusAt(row).isCounting() && expires > 0)
        return tr("expires %1").arg(momentText(expires, now().wall));
    return tokenText(row);
}

std::optional<int> CountdownModel::secretDaysLeftAt(int row) const
{
    const CredentialSet &set = m_sets.at(row);
    return secretDaysLeft(set, m_parts.providers.provider(set.provider), m_parts.clock.now().wall);
}

bool CountdownModel::secretEndsAt(int row) const
{
    return secretEnds(secretDaysLeftAt(row));
}

/// Of the secret, when it is about to expire; empty otherwise.
QString CountdownModel::secretText(int row) const
{
    const auto left = secretDaysLeftAt(row);
    return secretEnds(left) ? secretEndText(*left) : QString();
}

} // namespace Tokenwright
