// SPDX-License-Identifier: MIT
// The steps of one mint, from the first look to the answer that everyone shares.
#include "tokens/TokenService.h"

#include "core/Redaction.h"
#include "credentials/ClientCredentials.h"
#include "oauth/EndpointUrls.h"
#include "oauth/HttpDate.h"
#include "oauth/TokenRequest.h"
#include "oauth/TokenResponse.h"
#include "tokens/ClockSkew.h"
#include "tokens/FailureWords.h"
#include "tokens/TokenMint.h"

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr auto lockPatience = 60s; // longer than somebody else's mint may take
constexpr int mostRounds = 3; // of somebody unlocking the keychain and something locking it again

/// What the server's clock read, by the answer's Date or else by the token's own time of issue.
std::optional<qint64> serverClock(const Result<HttpAnswer> &received,
                                  const Result<TokenAnswer> &answer)
{
    const auto date = received ? httpDate(received->date) : std::nullopt;
    return date || !answer ? date : answer->issuedAtMilliseconds;
}

} // namespace

void TokenService::begin(const MintPointer &mint)
{
    Async::onResult(attempt(mint), this,
                    [this, mint](const Result<IssuedToken> &result) { conclude(mint, result); });
}

QFuture<Result<IssuedToken>> TokenService::attempt(const MintPointer &mint)
{
    if (auto known = look(mint); !known)
        return Async::ready<IssuedToken>(failure(known.error()));
    if (mint->query.neverMint) {
        return reuseOrElse(mint, mint->query.prompt,
                           [] { return Async::ready<IssuedToken>(failure(ErrorKind::NoToken)); });
    }
    const auto locked = [this, mint] { return takeLock(mint); };
    return hasReusableToken(mint->setId, mint->query)
        ? reuseOrElse(mint, mint->query.prompt, locked)
        : locked();
}

/// The keychain first, as long as that takes a person, and only then the set's lock.
QFuture<Result<IssuedToken>> TokenService::takeLock(const MintPointer &mint)
{
    if (mint->rounds++ == 0) {
        m_parts.ledger.refresh();
        mint->failureBefore = m_parts.ledger.record(mint->setId).lastFailure;
    }
    Async::Completion<IssuedToken> completion;
    const auto finish = [completion](Result<IssuedToken> result) {
        completion.finish(std::move(result));
    };
    const auto lockedAgain = [mint](const Result<IssuedToken> &result) {
        return !result && result.error().kind == ErrorKind::KeychainLocked && !mint->answered
            && mint->query.prompt == Prompt::Allowed && mint->rounds < mostRounds;
    };
    const auto held = [this, mint, finish, lockedAgain](Result<IssuedToken> result) {
        if (!lockedAgain(result)) {
            finish(std::move(result));
            return;
        }
        mint->lock->unlock();
        mint->lock.reset();
        mint->turn.reset();
        Async::onResult(attempt(mint), this, finish);
    };
    const auto withTurn = [this, mint, finish, held](const Result<void> &open) {
        if (mint->answered) {
            finish(failure(ErrorKind::Cancelled));
            return;
        }
        // A failure is noted under the lock as well, but nobody waits for that.
        const auto path = m_parts.profile.mintLockFile(mint->setId);
        Async::onResult(acquireLock(path, open ? lockPatience : 0ms), this,
                        [this, mint, open, finish, held](const Result<HeldLock> &lock) {
                            if (lock)
                                mint->lock = *lock;
                            if (!open)
                                finish(failure(open.error()));
                            else if (!lock)
                                finish(failure(lock.error()));
                            else
                                Async::onResult(underLock(mint), this, held);
                        });
    };
    Async::onResult(m_parts.store.unlock(clientKey(mint->setId), mint->query.prompt, Purpose::Look),
                    this, [this, mint, withTurn](const Result<void> &open) {
                        const auto url = tokenUrlOf(mint->provider, mint->set);
                        m_turns.wait(url ? originOf(*url) : QString(),
                                     [mint, open, withTurn](const MintTurns::Turn &turn) {
                                         mint->turn = turn;
                                         withTurn(open);
                                     });
                    });
    return completion.future();
}

/// Finds out what is to be asked for, as things stand now.
Result<void> TokenService::look(const MintPointer &mint) const
{
    const CredentialSet *set = m_parts.registry.find(mint->setId);
    if (!set)
        return failure(ErrorKind::NotFound);
    const Provider *provider = m_parts.providers.provider(set->provider);
    if (!provider) {
        return failure(m_parts.providers.missing(set->provider));
    }
    mint->set = *set;
    if (mint->query.scopes)
        mint->set.scopes = *mint->query.scopes;
    mint->provider = *provider;
    mint->fingerprint = requestFingerprint(*provider, mint->set);
    return {};
}

bool TokenService::mayReuse(const MintPointer &mint, const AccessToken &token) const
{
    if (mint->query.force || mint->query.scopes || token.fingerprint != mint->fingerprint
        || token.lifetime.issued <= mint->query.newerThan)
        return false;
    const bool lifetimeUnknown = !token.lifetime.expires;
    return lifetimeUnknown
        || isReusable(token.lifetime, m_parts.clock.now(), mint->query.minimumSeconds);
}

/// The token that is at hand, or what \a otherwise brings.
QFuture<Result<IssuedToken>>
TokenService::reuseOrElse(const MintPointer &mint, Prompt prompt,
                          std::function<QFuture<Result<IssuedToken>>()> otherwise)
{
    const auto held = m_inMemory.constFind(mint->setId);
    const TokenRecord noted = m_parts.ledger.record(mint->setId);
    const bool replacedElsewhere = held != m_inMemory.constEnd() && noted.hasToken
        && noted.lifetime.issued > held->lifetime.issued;
    if (held != m_inMemory.constEnd() && !replacedElsewhere && mayReuse(mint, *held))
        return Async::ready<IssuedToken>(
            IssuedToken{.token = *held, .minted = false, .inMemoryOnly = true});
    if (!hasReusableToken(mint->setId, mint->query))
        return otherwise();

    Async::Completion<IssuedToken> completion;
    Async::onResult(
        m_parts.store.read(tokenKey(mint->setId), prompt), this,
        [this, mint, completion, otherwise = std::move(otherwise)](const Result<Secret> &payload) {
            if (mint->answered) {
                completion.finish(failure(ErrorKind::Cancelled));
                return;
            }
            if (!payload && payload.error().kind != ErrorKind::SecretMissing) {
                completion.finish(failure(payload.error()));
                return;
            }
            const Result<AccessToken> token = payload ? AccessToken::fromPayload(*payload)
                                                      : failure(payload.error());
            // The ledger only displays: where the two disagree there is no token.
            const bool agreed = token && mayReuse(mint, *token) && token->lifetime.expires
                && token->lifetime == m_parts.ledger.record(mint->setId).lifetime;
            if (agreed) {
                completion.finish(
                    IssuedToken{.token = *token, .minted = false, .inMemoryOnly = false});
                return;
            }
            Async::onResult(otherwise(), this, [completion](Result<IssuedToken> result) {
                completion.finish(std::move(result));
            });
        });
    return completion.future();
}

/// With the lock held: takes what somebody else got meanwhile, or asks the provider.
QFuture<Result<IssuedToken>> TokenService::underLock(const MintPointer &mint)
{
    if (mint->answered)
        return Async::ready<IssuedToken>(failure(ErrorKind::Cancelled));
    m_parts.registry.refresh(); // the set may have been edited or removed while this waited
    m_parts.ledger.refresh();
    if (auto known = look(mint); !known)
        return Async::ready<IssuedToken>(failure(known.error()));

    // Not by the clock, which may have been set back since.
    const TokenRecord record = m_parts.ledger.record(mint->setId);
    const auto &other = record.lastFailure;
    if (!mint->query.force && !mint->query.scopes && other && other != mint->failureBefore
        && isOfTheRequest(other->kind) && record.fingerprint == mint->fingerprint) {
        // whoever held the lock tried the same for us: one wrong secret is one bad login
        mint->sharesFailure = true;
        return Async::ready<IssuedToken>(failure(Error{
            .kind = other->kind,
            .httpStatus = other->httpStatus,
            .code = other->code,
            .message = FailureWords(m_parts.profile.mintLockFile(mint->setId)).read(other->at),
            .retryAt = other->retryAt}));
    }

    mint->lock->setAwaitsKeychain(true);
    return reuseOrElse(mint, Prompt::Never, [this, mint]() -> QFuture<Result<IssuedToken>> {
        // TCP and TLS get ready while the keychain is read
        const auto url = tokenUrlOf(mint->provider, mint->set);
        const auto caCertificates = caCertificatesOf(mint->provider, mint->set);
        if (url && caCertificates && !mayShowCertificate(mint->provider, mint->set))
            m_parts.endpoint.prepare(*url, *caCertificates);
        return Async::andThen(m_parts.store.read(clientKey(mint->setId), Prompt::Never), this,
                              [this, mint](const Secret &payload) -> QFuture<Result<IssuedToken>> {
                                  auto credentials = ClientCredentials::fromPayload(payload);
                                  if (!credentials)
                                      return Async::ready<IssuedToken>(
                                          failure(credentials.error()));
                                  return send(mint, *credentials);
                              });
    });
}

QFuture<Result<IssuedToken>> TokenService::send(const MintPointer &mint,
                                                const ClientCredentials &credentials)
{
    if (mint->answered)
        return Async::ready<IssuedToken>(failure(ErrorKind::Cancelled));
    const auto request = buildTokenRequest(
        mint->provider, mint->set, credentials,
        {.now = m_parts.clock.now().wall, .uuid = freshIdentifier()});
    if (!request)
        return Async::ready<IssuedToken>(failure(request.error()));
    if (const auto moved = originProblem(credentials, originOf(request->url)))
        return Async::ready<IssuedToken>(failure(*moved));

    mint->lock->setAwaitsKeychain(false);
    mint->sent = m_parts.clock.now();
    mint->clientId = request->clientId;
    const auto call = m_parts.endpoint.send(*request);
    mint->cancelCall = call.cancel;
    Async::Completion<IssuedToken> completion;
    Async::onResult(
        call.answer, this,
        [this, mint, completion, endpoint = request->url.adjusted(QUrl::RemoveQuery),
         secrets = request->secrets](const Result<HttpAnswer> &received) {
            mint->cancelCall = nullptr; // done, and it holds the call that holds this
            const Moment now = m_parts.clock.now();
            const Result<TokenAnswer> answer = received
                ? readTokenAnswer(*received, mint->provider, secrets, now.wall, mint->clientId)
                : failure(received.error());
            m_reports.insert(
                mint->setId,
                RequestReport{.at = mint->sent->wall,
                              .milliseconds = now.boot - mint->sent->boot,
                              .endpoint = endpoint,
                              .httpStatus = received ? received->status : 0,
                              .error = answer ? std::nullopt : std::optional(answer.error()),
                              .clockAhead = clockAhead(serverClock(received, answer),
                                                       mint->sent->wall, now.wall)});
            if (!answer) {
                completion.finish(failure(answer.error()));
                return;
            }
            const AccessToken token = tokenOf(mint, *answer);
            if (mint->query.scopes) {
                completion.finish(
                    IssuedToken{.token = token, .minted = true, .inMemoryOnly = true});
                return;
            }
            const auto kept = Async::andThen(setAside(mint), this,
                                             [this, mint, token] { return keep(mint, token); });
            Async::onResult(kept, this, [completion](Result<IssuedToken> result) {
                completion.finish(std::move(result));
            });
        });
    return completion.future();
}

/// Before a forced mint replaces a token that still lives, remembers that one: some providers let
/// several live at once.
QFuture<Result<void>> TokenService::setAside(const MintPointer &mint)
{
    const TokenRecord record = m_parts.ledger.record(mint->setId);
    const auto left = remainingMilliseconds(record.lifetime, m_parts.clock.now());
    const bool isWorthIt = m_parts.remembersEarlier && mint->query.force
        && !mint->provider.policy.revokesPrevious && record.hasToken
        && record.fingerprint == mint->fingerprint && left && *left > 0;
    if (!isWorthIt)
        return Async::ready<void>({});
    const auto remember = [this, mint](const AccessToken &token) {
        if (token.fingerprint == mint->fingerprint)
            m_earlier[mint->setId].prepend(token);
        letGoOfOutlived();
    };
    if (const auto held = m_inMemory.constFind(mint->setId); held != m_inMemory.constEnd()) {
        remember(*held);
        return Async::ready<void>({});
    }
    Async::Completion<void> completion;
    Async::onResult(m_parts.store.read(tokenKey(mint->setId), Prompt::Never), this,
                    [remember, completion](const Result<Secret> &payload) {
                        const auto token = payload ? AccessToken::fromPayload(*payload)
                                                   : failure(payload.error());
                        if (token)
                            remember(*token);
                        completion.finish({}); // the new token counts more than the old one
                    });
    return completion.future();
}

AccessToken TokenService::tokenOf(const MintPointer &mint, const TokenAnswer &answer)
{
    const auto seconds = answer.lifetimeSeconds ? answer.lifetimeSeconds
                                                : mint->provider.response.lifetimeFallback;
    return {.value = answer.accessToken,
            .lifetime = lifetimeFrom(*mint->sent, seconds),
            .fingerprint = mint->fingerprint,
            .scope = answer.scope,
            .unknownFields = {}};
}

/// Puts a fresh token into the keychain, then its facts into the ledger.
QFuture<Result<IssuedToken>> TokenService::keep(const MintPointer &mint, const AccessToken &token)
{
    if (!m_parts.registry.find(mint->setId)) // removed meanwhile: no token may stay behind
        return Async::ready<IssuedToken>(failure(ErrorKind::NotFound));
    m_inMemory.remove(mint->setId);

    mint->lock->setAwaitsKeychain(true);
    // A token of unknown life is good for this program's run only: other runs could not tell.
    const auto written = token.lifetime.expires
        ? m_parts.store.write(tokenKey(mint->setId), token.toPayload(), Prompt::Never)
        : Async::ready<void>(failure(ErrorKind::Configuration));
    Async::Completion<IssuedToken> completion;
    Async::onResult(written, this, [this, mint, token, completion](const Result<void> &outcome) {
        const bool inMemoryOnly = !outcome || m_parts.store.isInMemoryOnly(tokenKey(mint->setId));
        if (!outcome)
            m_inMemory.insert(mint->setId, token);
        TokenRecord record = m_parts.ledger.record(mint->setId);
        record.hasToken = true;
        record.lifetime = token.lifetime;
        record.fingerprint = token.fingerprint;
        // it may be named after the client, and servers put anything there: this is for a file
        record.scope = Redaction({token.value, Secret::fromText(mint->clientId)})
                           .text(token.scope, int(token.scope.size()) + 1);
        record.heldBy = inMemoryOnly ? m_run : QString();
        record.lastFailure.reset();
        FailureWords(m_parts.profile.mintLockFile(mint->setId)).remove();
        countMint(record, mint->sent->wall);
        IssuedToken issued{.token = token, .minted = true, .inMemoryOnly = inMemoryOnly};
        Async::onResult(m_parts.ledger.store(mint->setId, record), this,
                        [this, mint, completion, issued](const Result<void> &noted) mutable {
                            if (!noted) { // nobody else can know of it, but this program can
                                m_inMemory.insert(mint->setId, issued.token);
                                issued.inMemoryOnly = true;
                            }
                            letGoOfOutlived();
                            completion.finish(issued);
                        });
    });
    return completion.future();
}

/// Notes a failure where the list sees it, lets go of the lock and answers everyone.
void TokenService::conclude(const MintPointer &mint, const Result<IssuedToken> &result)
{
    const auto end = [this, mint, result] {
        if (mint->lock)
            mint->lock->unlock();
        mint->turn.reset();
        answer(mint, result);
    };
    const bool isOneOff = mint->query.scopes.has_value(); // says nothing of the set's own token
    if (isOneOff && mint->sent && m_parts.registry.find(mint->setId)) {
        TokenRecord record = m_parts.ledger.record(mint->setId);
        countMint(record, mint->sent->wall);
        Async::onResult(m_parts.ledger.store(mint->setId, record), this,
                        [end](const Result<void> &) { end(); });
        return;
    }
    const bool worthNoting = !result && !isOneOff && !mint->answered && mint->lock
        && !mint->sharesFailure && result.error().kind != ErrorKind::Cancelled
        && result.error().kind != ErrorKind::NotFound;
    if (!worthNoting) {
        end();
        return;
    }
    TokenRecord record = m_parts.ledger.record(mint->setId);
    if (record.fingerprint != mint->fingerprint || isOutOfReach(record))
        record = TokenRecord{.hasToken = false,
                             .lifetime = {},
                             .fingerprint = mint->fingerprint,
                             .scope = {},
                             .heldBy = {},
                             .lastFailure = {},
                             .mintCount = record.mintCount,
                             .unknownFields = record.unknownFields};
    record.lastFailure = MintFailure{.kind = result.error().kind,
                                     .code = result.error().code,
                                     .httpStatus = result.error().httpStatus,
                                     .at = m_parts.clock.now().wall,
                                     .retryAt = result.error().retryAt};
    const Redaction published({Secret::fromText(mint->clientId)});
    FailureWords(m_parts.profile.mintLockFile(mint->setId))
        .keep(record.lastFailure->at, published.text(result.error().message));
    if (mint->sent)
        countMint(record, mint->sent->wall);
    Async::onResult(m_parts.ledger.store(mint->setId, record), this,
                    [end](const Result<void> &) { end(); });
}

} // namespace Tokenwright
