// SPDX-License-Identifier: MIT
#include "Quotas.h"

#include "AnswerReader.h"
#include "Text.h"

#include <QDateTime>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr qsizetype longestName = 100;

/// Every value at \a path, of which a part "*" stands for all items of a list.
QList<QJsonValue> everyAt(const QJsonValue &root, const QString &path)
{
    QList<QJsonValue> found{root};
    const QStringList parts = path.split(u'.');
    for (const QString &part : parts) {
        QList<QJsonValue> next;
        for (const QJsonValue &value : std::as_const(found)) {
            if (part != u"*") {
                const QList<QJsonValue> named = valuesAt(value, part);
                if (!named.isEmpty())
                    next.append(named.first());
                continue;
            }
            const QJsonArray items = value.toArray();
            for (const QJsonValue &item : items) {
                if (next.size() < mostQuotas)
                    next.append(item);
            }
        }
        found = next;
    }
    return found;
}

std::optional<qint64> wholeAt(const QJsonValue &item, const QString &path)
{
    const QList<QJsonValue> values = path.isEmpty() ? QList<QJsonValue>() : valuesAt(item, path);
    const auto number = values.isEmpty() ? std::nullopt : numberOf(values.first());
    constexpr double most = 1e15;
    return number && *number >= 0 && *number <= most ? std::optional(qint64(*number))
                                                     : std::nullopt;
}

QString textAt(const QJsonValue &item, const QString &path)
{
    const QList<QJsonValue> values = path.isEmpty() ? QList<QJsonValue>() : valuesAt(item, path);
    return values.isEmpty() ? QString() : values.first().toString().left(longestName);
}

/// How much is left, of a whole that is 1.
double share(const Quota &quota)
{
    if (!quota.limit || *quota.limit == 0)
        return quota.remaining > 0 ? 1 : 0;
    return double(quota.remaining) / double(*quota.limit);
}

} // namespace

QList<Quota> quotasIn(const QJsonValue &root, const QuotaRules &rules)
{
    QList<Quota> quotas;
    const QList<QJsonValue> items = everyAt(root, rules.each);
    for (const QJsonValue &item : items) {
        const auto remaining = wholeAt(item, rules.remaining);
        const QString name = textAt(item, rules.name);
        if (!remaining || name.isEmpty())
            continue;
        const QDateTime reset = QDateTime::fromString(textAt(item, rules.reset), Qt::ISODateWithMs);
        quotas.append(
            {.name = name,
             .remaining = *remaining,
             .limit = wholeAt(item, rules.limit),
             .reset = reset.isValid() ? std::optional(reset.toMSecsSinceEpoch()) : std::nullopt});
    }
    std::ranges::stable_sort(quotas, {}, share);
    return quotas;
}

QString quotaText(const Quota &quota)
{
    const QLocale locale;
    const QString left = quota.limit
        ? Text::tr("%1 of %2 left")
              .arg(locale.toString(quota.remaining), locale.toString(*quota.limit))
        : Text::tr("%1 left").arg(locale.toString(quota.remaining));
    if (!quota.reset)
        return Text::tr("%1: %2").arg(quota.name, left);
    const QDateTime reset = QDateTime::fromMSecsSinceEpoch(*quota.reset);
    return Text::tr("%1: %2 until %3").arg(quota.name, left, reset.toString(u"yyyy-MM-dd HH:mm"));
}

} // namespace Tokenwright
