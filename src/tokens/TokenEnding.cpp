// SPDX-License-Identifier: MIT
#include "TokenEnding.h"

#include "Async.h"
#include "EndpointUrls.h"
#include "Revocation.h"
#include "SetAndProvider.h"
#include "TokenRequest.h"

namespace Tokenwright {

TokenEnding::TokenEnding(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{ }

QFuture<Result<bool>> TokenEnding::forget(const QString &setId, const std::optional<Secret> &only)
{
    CredentialManager::IsMeant isMeant;
    if (only) {
        isMeant = [only](const Secret &payload) {
            const auto kept = AccessToken::fromPayload(payload);
            return kept && kept->value.equals(*only);
        };
    }
    return Async::andThen(
        m_parts.manager.removeToken(setId, isMeant), this, [this, setId](bool wasThere) {
            m_parts.service.letGo(setId);
            return Async::andThen(strike(setId), this,
                                  [wasThere] { return Async::ready(Result<bool>(wasThere)); });
        });
}

/// No token is known of \a setId from now on.
QFuture<Result<void>> TokenEnding::strike(const QString &setId)
{
    m_parts.ledger.refresh();
    TokenRecord record = m_parts.ledger.record(setId);
    if (!record.hasToken)
        return Async::ready<void>({});
    record.hasToken = false;
    record.lifetime = {};
    record.scope.clear();
    record.heldBy.clear();
    return m_parts.ledger.store(setId, record);
}

bool TokenEnding::canRevoke(const QString &setId) const
{
    const auto [set, provider] = setAndProvider(m_parts, setId);
    return provider && revocationUrlOf(*provider, *set);
}

QFuture<Result<void>> TokenEnding::revoke(const QString &setId)
{
    const auto [set, provider] = setAndProvider(m_parts, setId);
    if (!provider) {
        return Async::ready<void>(failure(set ? m_parts.providers.missing(set->provider)
                                              : Error{.kind = ErrorKind::NotFound}));
    }
    if (const auto url = revocationUrlOf(*provider, *set); !url)
        return Async::ready<void>(failure(url.error()));
    const TokenQuery whatIsKept{.minimumSeconds = 0, .neverMint = true};
    return Async::andThen(
        m_parts.service.token(setId, whatIsKept), this, [this, setId](const IssuedToken &kept) {
            const Secret token = kept.token.value;
            return Async::andThen(ask(setId, token), this, [this, setId, token] {
                return Async::andThen(forget(setId, token), this,
                                      [](bool) { return Async::ready<void>({}); });
            });
        });
}

QFuture<Result<void>> TokenEnding::ask(const QString &setId, const Secret &token)
{
    return Async::andThen(
        m_parts.manager.credentials(setId, Prompt::Allowed), this,
        [this, setId, token](const ClientCredentials &credentials) {
            const auto [set, found] = setAndProvider(m_parts, setId);
            if (!found)
                return Async::ready<void>(failure(ErrorKind::NotFound));
            const Moment sent = m_parts.clock.now();
            const auto request = buildRevocationRequest(
                *found, *set, credentials, token, {.now = sent.wall, .uuid = freshIdentifier()});
            if (!request)
                return Async::ready<void>(failure(request.error()));
            return Async::whenDone(m_parts.client.send(*request).answer, this,
                                   [this, provider = *found, set = *set, request = *request,
                                    sent](const Result<HttpAnswer> &received) {
                                       const Result<void> outcome = received
                                           ? readRevocationAnswer(*received, provider,
                                                                  request.secrets,
                                                                  m_parts.clock.now().wall)
                                           : failure(received.error());
                                       log(provider, set, request, sent, received, outcome);
                                       return Async::ready(outcome);
                                   });
        });
}

void TokenEnding::log(const Provider &provider, const CredentialSet &set,
                      const HttpRequest &request, const Moment &sent,
                      const Result<HttpAnswer> &received, const Result<void> &outcome)
{
    if (!m_parts.log)
        return;
    const Error error = outcome ? Error() : outcome.error();
    LoggedRequest logged = requestFor(provider, set, request.url, sent.wall);
    logged.clientAuthentication = clientAuthenticationOf(provider, set);
    logged.httpStatus = received ? received->status : 0;
    logged.milliseconds = m_parts.clock.now().boot - sent.boot;
    logged.outcome = revocationOutcome(outcome);
    logged.code = error.code;
    logged.message = error.message;
    if (received)
        logged.requestIds = requestIdsIn(*received, provider.response.format);
    logged.askedBy = m_parts.askedBy;
    m_parts.log->add(published(logged, request.secrets, request.clientId));
}

} // namespace Tokenwright

#include "moc_TokenEnding.cpp"
