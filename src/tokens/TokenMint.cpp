// SPDX-License-Identifier: MIT
#include "TokenMint.h"
#include "Origin.h"

#include "ClientCredentials.h"
#include "EndpointUrls.h"
#include "FailureWords.h"
#include "Redaction.h"
#include "SetAndProvider.h"
#include "TokenRequest.h"

#include <QPointer>

#include <tuple>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr auto lockPatience = 60s; // longer than somebody else's mint may take
constexpr int mostRounds = 3; // of somebody unlocking the keychain and something locking it again

} // namespace

TokenMint::TokenMint(const TokenService::Parts &parts, TokensAtHand &atHand, MintTurns &turns,
                     QString setId, TokenQuery query, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_atHand(atHand)
    , m_turns(turns)
    , m_setId(std::move(setId))
    , m_query(std::move(query))
    , m_since(parts.clock.now().boot)
{ }

bool TokenMint::serves(const TokenQuery &query, const QString &fingerprint) const
{
    const bool longEnough = m_query.force
        || (m_query.minimumSeconds >= query.minimumSeconds && m_query.newerThan >= query.newerThan);
    const bool promptsEnough = m_query.prompt == Prompt::Allowed || query.prompt == Prompt::Never;
    return !query.force && !query.isApart() && !m_query.isApart() && longEnough && promptsEnough
        && m_query.neverMint == query.neverMint && m_fingerprint == fingerprint;
}

/// Goes on with \a next when \a future is there, unless all is over by then.
template <class T, class Next> void TokenMint::then(QFuture<Result<T>> future, Next next)
{
    Async::onResult(std::move(future), this,
                    [this, next = std::move(next)](const Result<T> &result) {
                        if (!m_isOver)
                            std::invoke(next, this, result);
                    });
}

void TokenMint::start()
{
    if (!m_isOver)
        look();
}

/// Finds out what is to be asked for, as things stand now.
void TokenMint::look()
{
    const auto [set, provider] = setAndProvider(m_parts, m_setId);
    if (!provider) {
        return conclude(set ? failure(m_parts.providers.missing(set->provider))
                            : failure(ErrorKind::NotFound));
    }
    m_set = *set;
    m_set.scopes = m_query.scopes.value_or(set->scopes);
    m_provider = *provider;
    m_fingerprint = requestFingerprint(m_provider, m_set);
    if (const auto shared = failureOfAnother()) {
        m_sharesFailure = true;
        conclude(failure(*shared));
    } else {
        reuse();
    }
}

/// What came of it when somebody else tried the same while this waited for the lock: one wrong
/// secret is one bad login.
std::optional<Error> TokenMint::failureOfAnother() const
{
    if (!m_lock || m_query.force || m_query.isApart())
        return {};
    // Not by the clock, which may have been set back since.
    const auto other = m_atHand.record(m_setId, m_fingerprint).lastFailure;
    if (!other || other == m_failureBefore || !isOfTheRequest(other->kind))
        return {};
    return errorOf(*other, FailureWords(m_parts.profile.mintLockFile(m_setId)).read(other->at));
}

void TokenMint::reuse()
{
    const auto held = m_atHand.held(m_setId);
    if (held && m_atHand.mayReuse(*held, m_fingerprint, m_query))
        conclude(IssuedToken{.token = *held, .minted = false, .inMemoryOnly = true});
    else if (m_atHand.hasReusable(m_setId, m_fingerprint, m_query))
        then(m_parts.store.read(tokenKey(m_setId), m_lock ? Prompt::Never : m_query.prompt),
             &TokenMint::onToken);
    else
        getAnother();
}

void TokenMint::onToken(const Result<Secret> &payload)
{
    if (!payload && payload.error().kind != ErrorKind::SecretMissing)
        return onUnreadable(payload.error());
    const auto token = payload ? AccessToken::fromPayload(*payload) : failure(payload.error());
    // The ledger only displays: where the two disagree there is no token.
    const bool isAgreed = token && token->lifetime.expires
        && token->lifetime == m_parts.ledger.record(m_setId).lifetime
        && m_atHand.mayReuse(*token, m_fingerprint, m_query);
    if (isAgreed)
        conclude(IssuedToken{.token = *token, .minted = false, .inMemoryOnly = false});
    else
        getAnother();
}

void TokenMint::getAnother()
{
    if (m_query.neverMint)
        conclude(failure(ErrorKind::NoToken));
    else if (m_lock)
        readPair();
    else
        unlock();
}

/// The keychain first, as long as that takes a person, and only then the set's lock.
void TokenMint::unlock()
{
    m_awaits = WorkUnderWay::For::Keychain;
    if (m_rounds++ == 0) {
        m_parts.ledger.refresh();
        m_failureBefore = m_parts.ledger.record(m_setId).lastFailure;
    }
    then(m_parts.store.unlock(clientKey(m_setId), m_query.prompt, Purpose::Look),
         &TokenMint::onOpen);
    // Somebody waits, and the keychain is hardly ever locked; once it has been asked.
    if (m_query.prompt == Prompt::Allowed)
        QMetaObject::invokeMethod(this, &TokenMint::prepare, Qt::QueuedConnection);
}

void TokenMint::onOpen(const Result<void> &open)
{
    m_open = open;
    m_awaits = WorkUnderWay::For::Turn;
    const auto url = tokenUrlOf(m_provider, m_set);
    m_turns.wait(url ? originOf(*url) : QString(),
                 [self = QPointer(this)](const MintTurns::Turn &turn) {
                     if (self && !self->m_isOver)
                         self->onTurn(turn);
                 });
}

/// TCP and TLS get ready while the keychain is read.
void TokenMint::prepare()
{
    if (m_isOver || m_sent)
        return;
    const auto url = tokenUrlOf(m_provider, m_set);
    const auto caCertificates = caCertificatesOf(m_provider, m_set);
    if (url && caCertificates && !mayShowCertificate(m_provider, m_set))
        m_parts.client.prepare(*url, *caCertificates);
}

void TokenMint::onTurn(const MintTurns::Turn &turn)
{
    m_turn = turn;
    // A failure is noted under the lock as well, but nobody waits for that.
    then(acquireLock(m_parts.profile.mintLockFile(m_setId), m_open ? lockPatience : 0ms),
         &TokenMint::onLock);
}

void TokenMint::onLock(const Result<HeldLock> &lock)
{
    if (lock)
        m_lock = *lock;
    if (!m_open || !lock)
        return conclude(failure(m_open ? lock.error() : m_open.error()));
    m_lock->setAwaitsKeychain(true);
    m_awaits = WorkUnderWay::For::Keychain;
    // The set may have been edited or removed while this waited; what cannot be read stays as it
    // was known.
    std::ignore = m_parts.registry.refresh();
    m_parts.ledger.refresh();
    look();
}

void TokenMint::readPair()
{
    prepare(); // if it is not by now
    then(m_parts.store.read(clientKey(m_setId), Prompt::Never), &TokenMint::ask);
}

void TokenMint::ask(const Result<Secret> &payload)
{
    if (!payload)
        return onUnreadable(payload.error());
    const Moment now = m_parts.clock.now();
    auto pair = ClientCredentials::fromPayload(*payload);
    if (pair && m_query.change)
        pair = merged(*pair, m_query.change->before, m_query.change->after);
    const auto grant = pair ? tokenGrant(m_provider, m_set, *pair, now) : failure(pair.error());
    if (!grant)
        return conclude(failure(grant.error()));
    if (const auto moved = originProblem(*pair, originOf(grant->request.url)))
        return conclude(failure(*moved));
    m_lock->setAwaitsKeychain(false);
    m_sent = now;
    m_awaits = WorkUnderWay::For::Server;
    m_clientId = grant->request.clientId;
    if (m_provider.usesRefreshToken()) {
        m_exchange = new RefreshTokenExchange(m_parts.store, m_setId, *payload, this);
        Q_EMIT exchanging(m_exchange);
    }
    const auto call = m_parts.client.send(grant->request);
    m_cancelCall = call.cancel;
    then(call.answer, [read = grant->read](TokenMint *mint, const Result<HttpAnswer> &received) {
        mint->onAnswer(read(received, mint->m_parts.clock.now()));
    });
}

/// The refresh token first, before anything else: no other copy of it is anywhere.
void TokenMint::onAnswer(const TokenGrant::Outcome &outcome)
{
    m_cancelCall = nullptr; // done, and it holds the call that holds this
    m_lock->setAwaitsKeychain(true);
    m_awaits = WorkUnderWay::For::Keychain;
    const bool worked = outcome.token.has_value() && !m_query.change;
    then(m_exchange ? m_exchange->settle(outcome.refreshToken, worked) : Async::ready<void>({}),
         [outcome](TokenMint *mint, const Result<void> &) { mint->onSettled(outcome); });
}

void TokenMint::onSettled(const TokenGrant::Outcome &outcome)
{
    LoggedRequest logged = outcome.logged;
    logged.askedBy = m_query.askedBy.isEmpty() ? m_parts.askedBy : m_query.askedBy;
    Q_EMIT requested(outcome.report, logged);
    if (!outcome.token)
        return conclude(failure(outcome.token.error()));
    m_token = *outcome.token;
    m_token.fingerprint = m_fingerprint;
    if (m_query.isApart())
        conclude(IssuedToken{.token = m_token, .minted = true, .inMemoryOnly = true});
    else
        setAside();
}

/// Before a token that still lives is replaced, looks at that one: see heed().
void TokenMint::setAside()
{
    const TokenRecord record = m_atHand.record(m_setId, m_fingerprint);
    const auto left = remainingMilliseconds(record.lifetime, m_parts.clock.now());
    const bool isWorthIt = (remembersEarlier() || m_provider.policy.sameTokenUntilExpiry) && left
        && *left > 0;
    if (!isWorthIt) {
        keep();
    } else if (const auto held = m_atHand.held(m_setId)) {
        heed(*held);
        keep();
    } else {
        then(m_parts.store.read(tokenKey(m_setId), Prompt::Never), &TokenMint::onEarlier);
    }
}

void TokenMint::onEarlier(const Result<Secret> &payload)
{
    // The new token counts more than the old one.
    if (const auto token = payload ? AccessToken::fromPayload(*payload) : failure(payload.error()))
        heed(*token);
    keep();
}

/// Some providers let several tokens live at once, so that \a earlier is remembered; some answer
/// with it again, whose life has not begun anew.
void TokenMint::heed(const AccessToken &earlier)
{
    const bool isTheSame = earlier.value.equals(m_token.value);
    if (!isTheSame && remembersEarlier())
        m_atHand.setAside(m_setId, earlier);
    if (isTheSame && m_provider.policy.sameTokenUntilExpiry)
        m_token.lifetime = shorter(earlier.lifetime, m_token.lifetime);
}

bool TokenMint::remembersEarlier() const
{
    return m_parts.remembersEarlier && m_query.force && !m_provider.policy.revokesPrevious;
}

void TokenMint::keep()
{
    if (!m_parts.registry.find(m_setId)) { // removed meanwhile: no token may stay behind
        conclude(failure(ErrorKind::NotFound));
        return;
    }
    m_atHand.letGo(m_setId);
    // A token of unknown life is good for this program's run only: other runs could not tell.
    then(m_token.lifetime.expires
             ? m_parts.store.write(tokenKey(m_setId), m_token.toPayload(), Prompt::Never)
             : Async::ready<void>(failure(ErrorKind::Configuration)),
         &TokenMint::note);
}

void TokenMint::note(const Result<void> &written)
{
    if (!written)
        m_atHand.hold(m_setId, m_token);
    const bool inMemoryOnly = !written || m_parts.store.isInMemoryOnly(tokenKey(m_setId));
    TokenRecord record = m_atHand.recordWith(m_setId, m_token, inMemoryOnly, m_clientId);
    FailureWords(m_parts.profile.mintLockFile(m_setId)).remove();
    countMint(record, m_sent->wall);
    then(m_parts.ledger.store(m_setId, record),
         [inMemoryOnly](TokenMint *mint, const Result<void> &noted) {
             if (!noted) // nobody else can know of it, but this program can
                 mint->m_atHand.hold(mint->m_setId, mint->m_token);
             mint->finish(IssuedToken{
                 .token = mint->m_token, .minted = true, .inMemoryOnly = inMemoryOnly || !noted});
         });
}

/// Under the lock nobody is asked: found locked again, it is let go and all begins anew.
void TokenMint::onUnreadable(const Error &error)
{
    const bool isLockedAgain = m_lock && error.kind == ErrorKind::KeychainLocked
        && m_query.prompt == Prompt::Allowed && m_rounds < mostRounds;
    if (!isLockedAgain)
        return conclude(failure(error));
    m_lock->unlock();
    m_lock.reset();
    m_turn.reset();
    look();
}

/// Notes in the ledger what everyone is to see of \a result, unless that is done, and ends.
void TokenMint::conclude(const Result<IssuedToken> &result)
{
    // A request for other scopes or with another pair says nothing of the set's own token, and one
    // that was cancelled nothing at all, but each counts as one: the provider had it.
    const bool isToBeCounted = m_sent && m_parts.registry.find(m_setId);
    const bool isFailure = !result && !m_query.isApart() && m_lock && !m_sharesFailure
        && !m_answer.isFinished() && result.error().kind != ErrorKind::Cancelled
        && result.error().kind != ErrorKind::NotFound;
    if (!isToBeCounted && !isFailure) {
        finish(result);
        return;
    }
    TokenRecord record = m_parts.ledger.record(m_setId);
    if (isFailure) {
        record = whatCounts(record, m_fingerprint, m_atHand.run);
        record.lastFailure = failureOf(result.error(), m_parts.clock.now().wall);
        const Redaction published({Secret::fromText(m_clientId)});
        FailureWords(m_parts.profile.mintLockFile(m_setId))
            .keep(record.lastFailure->at, published.text(result.error().message));
    }
    if (m_sent)
        countMint(record, m_sent->wall);
    then(m_parts.ledger.store(m_setId, record),
         [result](TokenMint *mint, const Result<void> &) { mint->finish(result); });
}

void TokenMint::finish(Result<IssuedToken> result)
{
    m_isOver = true;
    m_turn.reset();
    const bool isUnkept = m_exchange && m_exchange->isOpen();
    if (result)
        result->refreshTokenUnkept = isUnkept;
    if (isUnkept) // the lock stays as long
        connect(m_exchange, &RefreshTokenExchange::closed, this, &QObject::deleteLater);
    else
        deleteLater();
    if (m_lock && !isUnkept)
        m_lock->unlock();
    m_answer.finish(result);
}

void TokenMint::end(ErrorKind why)
{
    if (!m_sent) {
        finish(failure(why));
        return;
    }
    m_answer.finish(failure(why));
    if (m_exchange) // the answer may hold what takes the place of the one that was sent
        return;
    if (const auto cancelCall = std::exchange(m_cancelCall, nullptr))
        cancelCall();
}

} // namespace Tokenwright

#include "moc_TokenMint.cpp"
