// SPDX-License-Identifier: MIT
#include "SecretNotices.h"

#include "SecretLife.h"
#include "Sentences.h"

#include <QDateTime>
#include <QTimer>

#include <algorithm>

namespace Tokenwright {

namespace {

const QString expiresField = u"expires"_s;
const QString daysField = u"days"_s;
constexpr qsizetype mostSetsNamed = 5; ///< In one notice.

ToldSecret toldFrom(const QJsonValue &value)
{
    return {.expires = QDate::fromString(value[expiresField].toString(), Qt::ISODate),
            .days = value[daysField].toInt()};
}

QJsonObject toldToJson(const ToldSecret &told)
{
    return {{expiresField, told.expires.toString(Qt::ISODate)}, {daysField, told.days}};
}

} // namespace

std::optional<int> secretNoticeDue(int daysLeft)
{
    if (daysLeft <= secretEndsVerySoon)
        return secretEndsVerySoon;
    return daysLeft <= secretEndsSoon ? std::optional(secretEndsSoon) : std::nullopt;
}

SecretNotices::SecretNotices(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_file(parts.profile.toldFile(), parts.profile.lockFile(u"told.lock"_s), u"secrets"_s)
{
    const QJsonObject secrets = m_file.values();
    for (auto it = secrets.begin(); it != secrets.end(); ++it)
        m_told.insert(it.key(), toldFrom(it.value()));
    connect(&parts.timer, &WakeTimer::woke, this, &SecretNotices::reconsider);
    for (const auto signal : {&CredentialRegistry::setAdded, &CredentialRegistry::setChanged})
        connect(&parts.registry, signal, this, &SecretNotices::reconsiderSoon);
    connect(&parts.registry, &CredentialRegistry::setRemoved, this, &SecretNotices::forget);
    connect(&parts.notifier, &Notifier::activated, this, [this](Notifier::NoticeId id) {
        if (const QString setId = m_notices.value(id); !setId.isEmpty())
            Q_EMIT shown(setId);
    });
    connect(&parts.notifier, &Notifier::closed, this,
            [this](Notifier::NoticeId id) { m_notices.remove(id); });
    reconsiderSoon();
}

/// Several sets change at once.
void SecretNotices::reconsiderSoon()
{
    if (std::exchange(m_isScheduled, true))
        return;
    QTimer::singleShot(0, this, &SecretNotices::reconsider);
}

void SecretNotices::reconsider()
{
    m_isScheduled = false;
    const Moment now = m_parts.clock.now();
    const QDate today = QDateTime::fromMSecsSinceEpoch(now.wall).date();
    QList<Due> due;
    std::optional<QDate> next;
    for (const CredentialSet &set : m_parts.registry.sets()) {
        const auto expires = secretExpiryOf(set, m_parts.providers.provider(set.provider));
        if (!expires)
            continue;
        const int left = int(today.daysTo(*expires));
        const auto days = secretNoticeDue(left);
        const ToldSecret before = m_told.value(set.id);
        // three days before is told after two weeks before, and not the other way round
        const bool isTold = days && before.expires == *expires && before.days <= *days;
        if (days && !isTold) {
            due.append({.setId = set.id,
                        .daysLeft = left,
                        .telling = {.expires = *expires, .days = *days}});
        }
        if (left > secretEndsVerySoon) {
            const QDate day = expires->addDays(left > secretEndsSoon ? -secretEndsSoon
                                                                     : -secretEndsVerySoon);
            next = std::min(next.value_or(day), day);
        }
    }
    if (!due.isEmpty())
        tell(due);
    m_parts.timer.wakeAt(
        next ? std::optional(now.boot + next->startOfDay().toMSecsSinceEpoch() - now.wall)
             : std::nullopt);
}

void SecretNotices::tell(const QList<Due> &due)
{
    QStringList ids;
    QStringList names;
    for (const Due &one : due) {
        ids.append(one.setId);
        if (names.size() < mostSetsNamed)
            names.append(m_parts.nameOf(one.setId));
    }
    if (due.size() == 1) {
        const Due &one = due.first();
        const bool isOver = one.daysLeft < 0;
        const auto notice = m_parts.notifier.show(
            {.title = isOver ? tr("Secret expired") : tr("Secret about to expire"),
             .text = isOver ? tr("The secret of %1 has expired.").arg(names.first())
                            : tr("The secret of %1 expires %2.")
                                  .arg(names.first(), daysAwayText(one.daysLeft)),
             .action = tr("Show")});
        m_notices.insert(notice, one.setId);
    } else {
        const QString list = listText(names);
        const qsizetype more = due.size() - names.size();
        const auto notice = m_parts.notifier.show(
            {.title = tr("%1 secrets have expired or are about to").arg(due.size()),
             .text = more > 0 ? tr("%1 and %2 more").arg(list).arg(more) : list,
             .action = tr("Show")});
        m_notices.insert(notice, due.first().setId);
    }
    for (const Due &one : due) {
        m_told.insert(one.setId, one.telling);
        m_file.insert(one.setId, toldToJson(one.telling));
    }
    Q_EMIT told(ids);
}

void SecretNotices::forget(const QString &setId)
{
    reconsiderSoon();
    if (m_told.remove(setId))
        m_file.remove(setId);
}

} // namespace Tokenwright

#include "moc_SecretNotices.cpp"
