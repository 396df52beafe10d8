// SPDX-License-Identifier: MIT
#include "TokenService.h"
#include "Origin.h"

#include "EndpointUrls.h"
#include "FailureText.h"
#include "FailureWords.h"
#include "RefreshTokenExchange.h"
#include "RequestLog.h"
#include "SetAndProvider.h"
#include "Text.h"
#include "TokenMint.h"
#include "TokenRequest.h"

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr qint64 preparePause = 60'000; // milliseconds
constexpr int mostBegunAtOnce = 16; // in one turn of the event loop

} // namespace

QString unkeptRefreshTokenText(const Error &reason)
{
    return Text::tr("The provider gave a new refresh token, and the keychain does not take it: it "
                    "is in memory alone, and the one in the keychain may be worth nothing. It is "
                    "tried again until it is kept.")
        + u'\n' + failureText(reason, nullptr);
}

TokenService::TokenService(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_atHand(parts.clock, parts.providers, parts.registry, parts.ledger)
{
    connect(&m_parts.registry, &CredentialRegistry::setRemoved, this, &TokenService::forget);
    m_nextTurn.setSingleShot(true);
    connect(&m_nextTurn, &QTimer::timeout, this, &TokenService::beginMore);
}

TokenService::~TokenService()
{
    const QStringList working = m_underWay.keys();
    for (const QString &setId : working)
        cancel(setId);
}

QFuture<Result<IssuedToken>> TokenService::token(const QString &setId, const TokenQuery &query)
{
    const Async::Completion<IssuedToken> waiter;
    QList<Work> &underWay = m_underWay[setId];
    const QString fingerprint = m_atHand.fingerprintOf(setId);
    const auto shared = std::ranges::find_if(
        underWay, [&](const Work &work) { return work.mint->serves(query, fingerprint); });
    if (shared != underWay.end()) {
        shared->waiters.append(waiter);
        return waiter.future();
    }
    auto *mint = new TokenMint(m_parts, m_atHand, m_turns, setId, query, this);
    connect(mint, &TokenMint::requested, this,
            [this, setId](const RequestReport &report, const LoggedRequest &logged) {
                m_reports.insert(setId, report);
                if (m_parts.log)
                    m_parts.log->add(logged);
            });
    connect(mint, &TokenMint::exchanging, this,
            [this, setId](RefreshTokenExchange *exchange) { watch(setId, exchange); });
    underWay.append({.mint = mint, .waiters = {waiter}});
    if (underWay.size() == 1)
        Q_EMIT workStarted(setId);
    Async::onResult(mint->issued(), this, [this, setId, mint](const Result<IssuedToken> &result) {
        answer(setId, mint, result);
    });
    m_toBegin.enqueue(mint);
    if (m_begun < mostBegunAtOnce)
        beginNext();
    return waiter.future();
}

/// However many are asked for at once, whoever else is served by this thread gets its turn.
void TokenService::beginMore()
{
    for (m_begun = 0; m_begun < mostBegunAtOnce && !m_toBegin.isEmpty();)
        beginNext();
}

void TokenService::beginNext()
{
    ++m_begun;
    m_nextTurn.start(0);
    if (const QPointer<TokenMint> mint = m_toBegin.dequeue())
        mint->start();
}

void TokenService::answer(const QString &setId, const TokenMint *mint,
                          const Result<IssuedToken> &result)
{
    QList<Work> &underWay = m_underWay[setId];
    const auto done = std::ranges::find(underWay, mint, &Work::mint);
    const auto waiters = done->waiters;
    underWay.erase(done);
    const bool isLast = underWay.isEmpty();
    if (isLast)
        m_underWay.remove(setId);
    for (const auto &waiter : waiters)
        waiter.finish(result);
    if (isLast && !isWorking(setId)) // a waiter may have asked for the next one
        Q_EMIT workFinished(setId);
}

void TokenService::cancel(const QString &setId)
{
    end(setId, ErrorKind::Cancelled);
}

void TokenService::end(const QString &setId, ErrorKind why)
{
    const QList<Work> underWay = m_underWay.value(setId);
    const bool mayBeAsking = !underWay.isEmpty()
        && std::ranges::none_of(underWay, [](const Work &work) { return work.mint->isSent(); });
    for (const Work &work : underWay)
        work.mint->end(why);
    if (mayBeAsking) {
        m_parts.store.cancel(clientKey(setId));
        m_parts.store.cancel(tokenKey(setId));
    }
}

void TokenService::watch(const QString &setId, RefreshTokenExchange *exchange)
{
    const auto wasUnkept = std::make_shared<bool>(false);
    connect(exchange, &RefreshTokenExchange::refused, this,
            [this, setId, wasUnkept](const Error &reason) {
                *wasUnkept = true;
                Q_EMIT refreshTokenUnkept(setId, reason);
            });
    connect(exchange, &RefreshTokenExchange::closed, this, [this, setId, wasUnkept] {
        if (--m_exchanges == 0)
            Q_EMIT exchangingChanged(false);
        if (*wasUnkept)
            Q_EMIT refreshTokenKept(setId);
    });
    if (++m_exchanges == 1)
        Q_EMIT exchangingChanged(true);
}

std::optional<WorkUnderWay> TokenService::underWay(const QString &setId) const
{
    const auto found = m_underWay.constFind(setId);
    if (found == m_underWay.cend() || found->isEmpty())
        return {};
    const TokenMint *mint = found->constFirst().mint;
    return WorkUnderWay{.awaits = mint->awaits(), .since = mint->since()};
}

TokenRecord TokenService::recordOf(const CredentialSet &set) const
{
    return m_atHand.record(set.id, m_atHand.fingerprintOf(set));
}

bool TokenService::hasReusableToken(const QString &setId, const TokenQuery &query) const
{
    return m_atHand.hasReusable(setId, m_atHand.fingerprintOf(setId), query);
}

std::optional<qint64> TokenService::wouldRevoke(const QString &setId, const TokenQuery &query) const
{
    const auto [set, provider] = setAndProvider(m_parts, setId);
    if (!provider || !provider->policy.revokesPrevious || hasReusableToken(setId, query))
        return {};
    // Not only what counts here: the provider revokes what another run has as well, and what was
    // asked for before an edit.
    const TokenRecord record = m_parts.ledger.record(setId);
    const auto left = record.hasToken ? remainingMilliseconds(record.lifetime, m_parts.clock.now())
                                      : std::nullopt;
    return left && *left > 0 ? left : std::nullopt;
}

std::optional<RequestReport> TokenService::lastRequest(const QString &setId) const
{
    const auto found = m_reports.constFind(setId);
    return found == m_reports.constEnd() ? std::nullopt : std::optional(*found);
}

void TokenService::prepare(const QString &setId)
{
    const auto [set, provider] = setAndProvider(m_parts, setId);
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
    m_parts.client.prepare(*url, *caCertificates);
}

void TokenService::forget(const QString &setId)
{
    end(setId, ErrorKind::NotFound);
    m_atHand.forget(setId);
    m_reports.remove(setId);
    m_parts.ledger.remove(setId);
    FailureWords(m_parts.profile.mintLockFile(setId)).remove();
}

} // namespace Tokenwright

#include "moc_TokenService.cpp"
