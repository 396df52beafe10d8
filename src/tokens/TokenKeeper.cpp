// SPDX-License-Identifier: MIT
#include "TokenKeeper.h"

#include "Async.h"
#include "RenewalPlan.h"
#include "SetAndProvider.h"

#include <algorithm>

namespace Tokenwright {

namespace {

/// Between two renewals of a set, in milliseconds: for servers whose tokens live for seconds.
constexpr qint64 leastPause = 30'000;

/// Whether a request was made, as far as that can be told.
bool reachedTheProvider(const Result<IssuedToken> &result)
{
    return result ? result->minted : mayHaveArrived(result.error().kind);
}

} // namespace

TokenKeeper::TokenKeeper(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    const auto again = [this] { scheduleReconsidering(); };
    connect(&m_parts.timer, &WakeTimer::woke, this, &TokenKeeper::reconsider);
    connect(&m_parts.registry, &CredentialRegistry::setAdded, this, again);
    connect(&m_parts.registry, &CredentialRegistry::setChanged, this, again);
    connect(&m_parts.registry, &CredentialRegistry::setRemoved, this, again);
    connect(&m_parts.ledger, &TokenLedger::recordChanged, this, again);
    scheduleReconsidering();
}

/// Many things change at once when a file was read again; one look at them is enough.
void TokenKeeper::scheduleReconsidering()
{
    if (std::exchange(m_isScheduled, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isScheduled = false;
            reconsider();
        },
        Qt::QueuedConnection);
}

void TokenKeeper::reconsider()
{
    const Moment now = m_parts.clock.now();
    m_mintedToday.clear();
    std::optional<qint64> next;
    QStringList due;
    QHash<QString, Keep> kept;
    for (const CredentialSet &set : m_parts.registry.sets()) {
        if (!set.keepFresh)
            continue;
        Keep keep = m_keeps.value(set.id);
        const auto moment = dueAt(set, keep, now);
        if (moment && *moment <= now.boot)
            due.append(set.id);
        else if (moment)
            next = std::min(next.value_or(*moment), *moment);
        kept.insert(set.id, keep);
    }
    m_keeps = kept;
    for (const QString &setId : std::as_const(due)) {
        if (m_running >= mostAtATime)
            break; // whichever ends first goes on with the rest
        const CredentialSet *set = m_parts.registry.find(setId);
        if (!set)
            continue; // starting another one had the file read again, and it is gone
        // again, because those that were started just now count for the provider's limit
        const auto moment = dueAt(*set, m_keeps[setId], now);
        if (moment && *moment <= now.boot)
            renew(setId);
        else if (moment)
            next = std::min(next.value_or(*moment), *moment);
    }
    m_parts.timer.wakeAt(next);
}

/// What a set that was given up must no longer look like before it is tried again.
QString TokenKeeper::stateOf(const CredentialSet &set) const
{
    const TokenRecord record = m_parts.ledger.record(set.id);
    return m_parts.service.recordOf(set).fingerprint + u' '
        + (record.hasToken ? QString::number(record.lifetime.issued) : QString());
}

bool TokenKeeper::hasStopped(const QString &setId) const
{
    const CredentialSet *set = m_parts.registry.find(setId);
    const auto keep = m_keeps.constFind(setId);
    return set && keep != m_keeps.cend() && keep->stoppedAt && *keep->stoppedAt == stateOf(*set);
}

/// When \a set is to be renewed (Moment::boot); nothing: not by what is known now.
std::optional<qint64> TokenKeeper::dueAt(const CredentialSet &set, Keep &keep, const Moment &now)
{
    const Provider *provider = m_parts.providers.provider(set.provider);
    if (!provider || keep.running)
        return {};
    if (keep.stoppedAt) {
        if (*keep.stoppedAt == stateOf(set))
            return {};
        keep = Keep(); // somebody did something about it
    }
    const TokenRecord record = m_parts.service.recordOf(set);
    qint64 due = now.boot; // without a token of its own, now
    if (record.hasToken) {
        if (keep.jitterOf != record.lifetime.issued)
            keep = Keep{.jitter = m_parts.jitter(),
                        .jitterOf = record.lifetime.issued,
                        .notBefore = keep.notBefore};
        // one that the provider would only hand out again is renewed when it is over
        const bool ahead = !provider->policy.sameTokenUntilExpiry;
        const auto renewal = renewalDue(
            record.lifetime, now, ahead ? m_parts.minimumSeconds(set) : 0, ahead ? keep.jitter : 0);
        if (!renewal)
            return {}; // nobody can tell when an unknown life ends
        due = *renewal;
    }
    if (keep.notBefore)
        due = std::max(due, *keep.notBefore);
    if (due > now.boot)
        return due;
    return due + waitFor(*provider, now);
}

/// How long the provider's documented limit makes everyone wait. What earlier runs asked for counts
/// for a limit of the day, whichever of the provider's sets it was for.
qint64 TokenKeeper::waitFor(const Provider &provider, const Moment &now)
{
    const MintLimit &limit = provider.policy.mintLimit;
    if (limit.count > 0 && limit.per == u"day"
        && mintedToday(provider.id, now) + m_runningOf.value(provider.id) >= limit.count) {
        const QDateTime wall = QDateTime::fromMSecsSinceEpoch(now.wall);
        return wall.msecsTo(wall.date().addDays(1).startOfDay());
    }
    return waitForLimit(limit, m_requests.value(provider.id), now.boot);
}

/// Counted once for all sets that are due: for each of a thousand it would take a thousand looks.
int TokenKeeper::mintedToday(const QString &provider, const Moment &now)
{
    const auto known = m_mintedToday.constFind(provider);
    if (known != m_mintedToday.cend())
        return *known;
    int today = 0;
    for (const CredentialSet &set : m_parts.registry.sets()) {
        if (set.provider == provider)
            today += mintsOnDayOf(m_parts.ledger.record(set.id), now.wall);
    }
    return m_mintedToday[provider] = today;
}

void TokenKeeper::noteRequest(const Provider &provider, qint64 at)
{
    if (provider.policy.mintLimit.count <= 0)
        return;
    QList<qint64> &requests = m_requests[provider.id];
    requests.removeIf([oldest = at - lengthOf(provider.policy.mintLimit)](qint64 moment) {
        return moment <= oldest;
    });
    requests.append(at);
}

void TokenKeeper::renew(const QString &setId)
{
    const auto [set, provider] = setAndProvider(m_parts, setId);
    if (!provider)
        return;
    const Moment now = m_parts.clock.now();
    const TokenRecord record = m_parts.ledger.record(setId);
    m_keeps[setId].running = true;
    ++m_running;
    ++m_runningOf[provider->id];
    noteRequest(*provider, now.boot);
    // Any token but the one that is there: another program may have renewed it just now.
    const TokenQuery query{.force = false,
                           .minimumSeconds = m_parts.minimumSeconds(*set),
                           .prompt = Prompt::Never,
                           .newerThan = record.hasToken ? record.lifetime.issued : 0,
                           .askedBy = askedByKeepFresh};
    Async::onResult(
        m_parts.service.token(setId, query), this,
        [this, setId, of = provider->id, started = now.boot](const Result<IssuedToken> &result) {
            --m_runningOf[of];
            if (!reachedTheProvider(result))
                m_requests[of].removeOne(started);
            onRenewed(setId, result);
        });
}

void TokenKeeper::onRenewed(const QString &setId, const Result<IssuedToken> &result)
{
    --m_running;
    const Moment now = m_parts.clock.now();
    const CredentialSet *set = m_parts.registry.find(setId);
    Keep &keep = m_keeps[setId];
    keep.running = false;
    if (result) {
        keep = Keep{.notBefore = now.boot + leastPause};
        Q_EMIT renewed(setId);
    } else if (set) {
        const Error &error = result.error();
        const bool willRetry = renewalGoesOn(error.kind);
        ++keep.failures;
        if (willRetry) {
            keep.notBefore = now.boot
                + retryDelay(keep.failures, m_parts.jitter(), error.retryAt, now.wall);
        } else {
            keep.stoppedAt = stateOf(*set);
        }
        if (keep.failures == 1 || !willRetry)
            Q_EMIT renewalFailed(setId, error, willRetry);
    }
    scheduleReconsidering();
}

} // namespace Tokenwright

#include "moc_TokenKeeper.cpp"
