// SPDX-License-Identifier: MIT
#include "ExpiryNotices.h"

#include "ExpiryPlan.h"
#include "Sentences.h"

#include <QTimer>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr qsizetype mostNames = 5; ///< In one notice.

} // namespace

ExpiryNotices::ExpiryNotices(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(&parts.timer, &WakeTimer::woke, this, &ExpiryNotices::reconsider);
    connect(&parts.ledger, &TokenLedger::recordChanged, this, &ExpiryNotices::onRecord);
    connect(&parts.registry, &CredentialRegistry::setRemoved, this, &ExpiryNotices::onRemoved);
    for (const auto signal : {&CredentialRegistry::setAdded, &CredentialRegistry::setChanged})
        connect(&parts.registry, signal, this, &ExpiryNotices::reconsiderSoon);
    connect(&parts.controller, &CopyController::tokenCopied, this, &ExpiryNotices::onCopied);
    connect(&parts.controller, &CopyController::minted, this,
            [this](const QString &setId, const QString &sentence) {
                conclude(setId, tr("Token renewed"), sentence);
            });
    connect(&parts.controller, &CopyController::failed, this,
            [this](const QString &setId, const Error &error) {
                conclude(setId, tr("Token not renewed"),
                         error.kind == ErrorKind::Cancelled
                             ? QString()
                             : tr("The token of %1 could not be renewed: %2")
                                   .arg(m_parts.controller.nameOf(setId), errorSentence(error)));
            });
    connect(&parts.notifier, &Notifier::activated, this, &ExpiryNotices::onActivated);
    connect(&parts.notifier, &Notifier::closed, this, &ExpiryNotices::onClosed);
    reconsiderSoon();
}

void ExpiryNotices::onCopied(const QString &setId)
{
    Watch &watch = m_watches[setId];
    watch.lifetime = m_parts.ledger.record(setId).lifetime;
    watch.isCopied = true;
    reconsiderSoon();
}

void ExpiryNotices::onRecord(const QString &setId)
{
    const TokenRecord record = m_parts.ledger.record(setId);
    if (record.hasToken && !record.lastFailure) {
        m_toldFailures.remove(setId);
        m_failures.removeAll(setId);
        if (m_failures.isEmpty())
            m_parts.notifier.withdraw(m_failureNotice);
    }
    const auto found = m_watches.find(setId);
    if (found != m_watches.end() && (!record.hasToken || record.lifetime != found->lifetime)) {
        withdraw(setId);
        found->lifetime = record.lifetime;
        found->isCopied = false; // that one was another token
        found->isTold = false;
    }
    reconsiderSoon();
}

void ExpiryNotices::onRemoved(const QString &setId)
{
    m_toldFailures.remove(setId);
    m_failures.removeAll(setId);
    if (m_failures.isEmpty())
        m_parts.notifier.withdraw(m_failureNotice);
    if (const auto found = m_watches.find(setId); found != m_watches.end()) {
        found->isRenewing = false;
        withdraw(setId);
        m_watches.remove(setId);
    }
    reconsiderSoon();
}

/// Takes back what is said of the token of \a setId, unless it is about to say how renewing ended.
void ExpiryNotices::withdraw(const QString &setId)
{
    const auto watch = m_watches.find(setId);
    if (watch == m_watches.end() || watch->isRenewing)
        return;
    if (watch->notice != 0)
        m_parts.notifier.withdraw(std::exchange(watch->notice, 0));
    for (auto summary = m_summaries.begin(); summary != m_summaries.end(); ++summary) {
        if (summary->removeAll(setId) > 0 && summary->isEmpty()) {
            m_parts.notifier.withdraw(summary.key()); // onClosed() forgets it
            return;
        }
    }
}

/// Several things change at once, and a token's record may change before it is copied.
void ExpiryNotices::reconsiderSoon()
{
    if (std::exchange(m_isScheduled, true))
        return;
    QTimer::singleShot(0, this, &ExpiryNotices::reconsider);
}

void ExpiryNotices::reconsider()
{
    m_isScheduled = false;
    const Moment now = m_parts.clock.now();
    QList<WatchedToken> tokens;
    for (const CredentialSet &set : m_parts.registry.sets()) {
        const auto known = m_watches.constFind(set.id);
        const bool isCopied = known != m_watches.cend() && known->isCopied;
        const bool isKeptFresh = m_parts.isKeptFresh(set.id);
        const TokenRecord record = isCopied || isKeptFresh ? m_parts.ledger.record(set.id)
                                                           : TokenRecord();
        if (!record.hasToken)
            continue;
        Watch &watch = m_watches[set.id];
        watch.lifetime = record.lifetime;
        // What has run out and is kept fresh is renewed now, or it is told that it could not be.
        if (isKeptFresh && remainingMilliseconds(record.lifetime, now).value_or(1) <= 0)
            watch.isTold = true;
        tokens.append({.setId = set.id, .lifetime = watch.lifetime, .isTold = watch.isTold});
    }
    const ExpiryPlan plan = planExpiryNotices(tokens, now);
    for (const QString &setId : plan.due)
        m_watches[setId].isTold = true;
    if (!plan.due.isEmpty() && m_parts.settings.tellsOfExpiry())
        tellExpiry(plan.due, now);
    m_parts.timer.wakeAt(plan.next ? std::optional(now.boot + *plan.next) : std::nullopt);
}

void ExpiryNotices::tellExpiry(const QStringList &due, const Moment &now)
{
    const auto remaining = [this, &now](const QString &setId) {
        return remainingMilliseconds(m_watches.value(setId).lifetime, now).value_or(0);
    };
    if (due.size() == 1) {
        const QString &setId = due.constFirst();
        const QString name = m_parts.controller.nameOf(setId);
        const qint64 left = remaining(setId);
        m_watches[setId].notice = m_parts.notifier.show(
            left > 0 ? Notice{.title = tr("Token about to expire"),
                              .text = tr("The token of %1 expires in %2.")
                                          .arg(name, shortTimeText(left)),
                              .action = tr("Renew")}
                     : Notice{.title = tr("Token expired"),
                              .text = tr("The token of %1 has expired.").arg(name),
                              .action = tr("Renew")});
        return;
    }
    const bool allExpired = remaining(due.constLast()) <= 0; // the last one to expire
    const auto id = m_parts.notifier.show(
        {.title = allExpired
             ? tr("%n token(s) have expired", nullptr, int(due.size()))
             : tr("%n token(s) have expired or are about to", nullptr, int(due.size())),
         .text = namesOf(due)});
    m_summaries.insert(id, due);
}

QString ExpiryNotices::namesOf(const QStringList &sets) const
{
    QStringList names;
    for (const QString &setId : sets.first(std::min(mostNames, sets.size())))
        names.append(m_parts.controller.nameOf(setId));
    const QString list = listText(names);
    const int more = int(sets.size() - mostNames);
    return more <= 0 ? list : tr("%1 and %n more", nullptr, more).arg(list);
}

void ExpiryNotices::tellRenewalFailed(const QString &setId, const Error &error)
{
    if (error.kind == ErrorKind::Cancelled || m_toldFailures.contains(setId))
        return;
    m_toldFailures.insert(setId);
    m_failures.append(setId);
    // One notice for all that fail while it is shown: a network that is down fails every set.
    Notice notice{.title = tr("Token not renewed"),
                  .text = tr("The token of %1 could not be renewed: %2")
                              .arg(m_parts.controller.nameOf(setId), errorSentence(error)),
                  .action = tr("Renew")};
    if (m_failures.size() > 1) {
        notice = {.title = tr("%n token(s) could not be renewed", nullptr, int(m_failures.size())),
                  .text = namesOf(m_failures)};
    }
    m_failureNotice = m_parts.notifier.show(notice, m_failureNotice);
}

void ExpiryNotices::onActivated(Notifier::NoticeId id)
{
    QString setId;
    if (id == m_failureNotice && m_failures.size() == 1) {
        setId = m_failures.constFirst();
        m_failures.clear();
        m_failureNotice = 0;
        m_watches[setId].notice = id;
    }
    for (auto watch = m_watches.cbegin(); watch != m_watches.cend(); ++watch) {
        if (watch->notice == id)
            setId = watch.key();
    }
    if (setId.isEmpty())
        return;
    m_watches[setId].isRenewing = true;
    m_parts.controller.mint(setId);
}

/// The button's request has ended: its notice makes room for the outcome.
void ExpiryNotices::conclude(const QString &setId, const QString &title, const QString &text)
{
    const auto watch = m_watches.find(setId);
    if (watch == m_watches.end() || !watch->isRenewing)
        return;
    watch->isRenewing = false;
    if (text.isEmpty())
        withdraw(setId);
    else
        watch->notice = m_parts.notifier.show({.title = title, .text = text}, watch->notice);
}

void ExpiryNotices::onClosed(Notifier::NoticeId id)
{
    m_summaries.remove(id);
    if (id == m_failureNotice) {
        m_failureNotice = 0;
        m_failures.clear();
    }
    for (Watch &watch : m_watches) {
        if (watch.notice == id)
            watch.notice = 0;
    }
}

} // namespace Tokenwright

#include "moc_ExpiryNotices.cpp"
