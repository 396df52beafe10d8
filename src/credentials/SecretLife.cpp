// SPDX-License-Identifier: MIT
#include "SecretLife.h"

#include "Text.h"

#include <QDateTime>

namespace Tokenwright {

std::optional<QDate> secretExpiryOf(const CredentialSet &set, const Provider *provider)
{
    if (set.secretExpires.isValid())
        return set.secretExpires;
    const int days = provider ? provider->policy.secretLifetime : 0;
    if (days <= 0 || set.secretSetAt <= 0)
        return {};
    return QDateTime::fromMSecsSinceEpoch(set.secretSetAt).date().addDays(days);
}

std::optional<int> secretDaysLeft(const CredentialSet &set, const Provider *provider, qint64 now)
{
    const auto expires = secretExpiryOf(set, provider);
    if (!expires)
        return {};
    return int(QDateTime::fromMSecsSinceEpoch(now).date().daysTo(*expires));
}

bool secretEnds(const std::optional<int> &daysLeft)
{
    return daysLeft && *daysLeft <= secretEndsSoon;
}

QString secretEndText(int daysLeft)
{
    if (daysLeft < 0)
        return Text::tr("secret has expired");
    return Text::tr("secret expires %1").arg(daysAwayText(daysLeft));
}

QString daysAwayText(int daysLeft)
{
    if (daysLeft == 0)
        return Text::tr("today");
    if (daysLeft == 1)
        return Text::tr("tomorrow");
    if (daysLeft == -1)
        return Text::tr("yesterday");
    return daysLeft > 0 ? Text::tr("in %1 days").arg(daysLeft)
                        : Text::tr("%1 days ago").arg(-daysLeft);
}

Result<QDate> secretExpiryFrom(const QString &text)
{
    const QString trimmed = text.trimmed();
    const QDate date = QDate::fromString(trimmed, Qt::ISODate);
    // QDate reads what stands before the hour of a date with one
    if (trimmed.isEmpty() || (date.isValid() && date.toString(Qt::ISODate) == trimmed))
        return date;
    return misconfigured(
        Text::tr("“%1” is no day of the calendar; write it as 2027-06-30.").arg(trimmed.left(40)));
}

} // namespace Tokenwright
