// SPDX-License-Identifier: MIT
#include "tokens/TokenService.h"

#include "oauth/EndpointUrls.h"
#include "oauth/TokenRequest.h"
#include "tokens/FailureWords.h"
#include "tokens/TokenMint.h"

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr qint64 preparePause = 60'000; // milliseconds

} // namespace

TokenService::TokenService(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(&m_parts.registry, &CredentialRegistry::setRemoved, this, &TokenService::forget);
}

TokenService::~TokenService()
{
    const QStringList working = m_mints.keys();
    for (const QString &setId : working)
        cancel(setId);
}

QFuture<Result<IssuedToken>> TokenService::token(const QString &setId, const TokenQuery &query)
{
    const QList<MintPointer> underWay = m_mints.value(setId);
    for (const MintPointer &mint : underWay) {
        if (!query.scopes && mayJoin(mint, query)) {
            mint->waiters.append(Async::Completion<IssuedToken>());
            return mint->waiters.last().future();
        }
    }
    const auto mint = std::make_shared<Mint>();
    mint->setId = setId;
    mint->query = query;
    mint->waiters.append(Async::Completion<IssuedToken>());
    const auto future = mint->waiters.last().future();
    m_mints[setId].append(mint);
    if (underWay.isEmpty())
        Q_EMIT workStarted(setId);
    begin(mint);
    return future;
}

QString TokenService::fingerprintOf(const QString &setId) const
{
    const CredentialSet *set = m_parts.registry.find(setId);
    const Provider *provider = set ? m_parts.providers.provider(set->provider) : nullptr;
    return provider ? requestFingerprint(*provider, *set) : QString();
}

/// Whether what \a mint brings is what \a query asks for: a token of the set as it is now, with as
/// much life left, fetched with no less leave to prompt.
bool TokenService::mayJoin(const MintPointer &mint, const TokenQuery &query) const
{
    const bool longEnough = mint->query.force
        || (mint->query.minimumSeconds >= query.minimumSeconds
            && mint->query.newerThan >= query.newerThan);
    const bool promptsEnough = mint->query.prompt == Prompt::Allowed
        || query.prompt == Prompt::Never;
    return !query.force && !mint->query.scopes && longEnough && promptsEnough
        && mint->query.neverMint == query.neverMint
        && mint->fingerprint == fingerprintOf(mint->setId);
}

/// Of those that were replaced, what still is a token of the set. What has run out is let go of.
QList<AccessToken> TokenService::earlierTokens(const QString &setId) const
{
    const auto known = m_earlier.find(setId);
    if (known == m_earlier.end())
        return {};
    const QString fingerprint = fingerprintOf(setId);
    const Moment now = m_parts.clock.now();
    known->removeIf([&](const AccessToken &token) {
        const auto left = remainingMilliseconds(token.lifetime, now);
        return token.fingerprint != fingerprint || !left || *left <= 0;
    });
    return *known;
}

void TokenService::prepare(const QString &setId)
{
    const CredentialSet *set = m_parts.registry.find(setId);
    const Provider *provider = set ? m_parts.providers.provider(set->provider) : nullptr;
    const auto url = provider ? tokenUrlOf(*provider, *set) : failure(ErrorKind::NotFound);
    if (!url || isWorking(setId) || hasReusableToken(setId, {}))
        return;
    const auto caCertificates = caCertificatesOf(*provider, *set);
    if (!caCertificates || mayShowCertificate(*provider, *set))
        return;
    const qint64 now = m_parts.clock.now().boot;
    const QString origin = originOf(*url);
    const auto last = m_preparedAt.constFind(origin);
    if (last != m_preparedAt.cend() && now - *last < preparePause)
        return;
    m_preparedAt.insert(origin, now);
    m_parts.endpoint.prepare(*url, *caCertificates);
}

void TokenService::answer(const MintPointer &mint, const Result<IssuedToken> &result)
{
    if (std::exchange(mint->answered, true))
        return;
    QList<MintPointer> &underWay = m_mints[mint->setId];
    underWay.removeOne(mint);
    const bool last = underWay.isEmpty();
    if (last)
        m_mints.remove(mint->setId);
    const auto waiters = std::exchange(mint->waiters, {});
    for (const auto &waiter : waiters)
        waiter.finish(result);
    if (last && !isWorking(mint->setId)) // a waiter may have asked for the next one
        Q_EMIT workFinished(mint->setId);
}

void TokenService::cancel(const QString &setId)
{
    end(setId, ErrorKind::Cancelled);
}

void TokenService::end(const QString &setId, ErrorKind why)
{
    const QList<MintPointer> underWay = m_mints.value(setId);
    const bool mayBeAsking = !underWay.isEmpty()
        && std::ranges::none_of(underWay,
                                [](const MintPointer &mint) { return mint->sent.has_value(); });
    for (const MintPointer &mint : underWay) {
        answer(mint, failure(why));
        if (mint->lock && !mint->sent) // what the keychain still says changes nothing any more
            mint->lock->unlock();
        if (const auto cancelCall = std::exchange(mint->cancelCall, nullptr))
            cancelCall();
    }
    if (mayBeAsking) {
        m_parts.store.cancel(clientKey(setId));
        m_parts.store.cancel(tokenKey(setId));
    }
}

bool TokenService::hasReusableToken(const QString &setId, const TokenQuery &query) const
{
    const TokenRecord record = m_parts.ledger.record(setId);
    if (query.force || query.scopes || !record.hasToken || isOutOfReach(record)
        || record.fingerprint.isEmpty() || record.fingerprint != fingerprintOf(setId)
        || record.lifetime.issued <= query.newerThan)
        return false;
    if (!record.lifetime.expires)
        return m_inMemory.contains(setId);
    return isReusable(record.lifetime, m_parts.clock.now(), query.minimumSeconds);
}

std::optional<RequestReport> TokenService::lastRequest(const QString &setId) const
{
    const auto found = m_reports.constFind(setId);
    return found == m_reports.constEnd() ? std::nullopt : std::optional(*found);
}

void TokenService::forget(const QString &setId)
{
    end(setId, ErrorKind::NotFound);
    m_inMemory.remove(setId);
    m_reports.remove(setId);
    m_earlier.remove(setId);
    m_parts.ledger.remove(setId);
    FailureWords(m_parts.profile.mintLockFile(setId)).remove();
}

} // namespace Tokenwright
