// SPDX-License-Identifier: MIT
#include "TokenChecker.h"

#include "Async.h"
#include "ClientCredentials.h"

namespace Tokenwright {

TokenChecker::TokenChecker(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{ }

bool TokenChecker::canCheck(const QString &setId) const
{
    const CredentialSet *set = m_parts.registry.find(setId);
    const Provider *provider = set ? m_parts.providers.provider(set->provider) : nullptr;
    return provider && provider->check;
}

QFuture<Result<TokenVerdict>> TokenChecker::check(const QString &setId)
{
    if (!m_parts.registry.find(setId))
        return Async::ready<TokenVerdict>(failure(ErrorKind::NotFound));
    if (!canCheck(setId)) {
        return Async::ready<TokenVerdict>(
            misconfigured(tr("The provider's file describes no call that would check a token.")));
    }
    const CredentialSet set = *m_parts.registry.find(setId);
    const Provider provider = *m_parts.providers.provider(set.provider);

    m_underWay.insert(setId);
    Q_EMIT checkStarted(setId);
    // whatever is left of a token is enough to ask about it
    const auto verdict = Async::andThen(
        m_parts.service.token(setId, {.force = false, .minimumSeconds = 0}), this,
        [this, set, provider](const IssuedToken &issued) {
            return Async::andThen(clientIdOf(set.id, *provider.check), this,
                                  [this, set, provider, issued](const QString &clientId) {
                                      return send(provider, set, issued.token.value, clientId);
                                  });
        });
    Async::Completion<TokenVerdict> completion;
    Async::onResult(verdict, this, [this, setId, completion](const Result<TokenVerdict> &result) {
        m_underWay.remove(setId);
        completion.finish(result);
        Q_EMIT checkFinished(setId);
    });
    return completion.future();
}

QFuture<Result<QString>> TokenChecker::clientIdOf(const QString &setId, const CheckRules &rules)
{
    if (!checkNeedsClientId(rules))
        return Async::ready(Result<QString>(QString()));
    return Async::andThen(m_parts.store.read(clientKey(setId), Prompt::Allowed), this,
                          [](const Secret &payload) -> QFuture<Result<QString>> {
                              const auto pair = ClientCredentials::fromPayload(payload);
                              if (!pair)
                                  return Async::ready<QString>(failure(pair.error()));
                              return Async::ready(Result<QString>(pair->clientId));
                          });
}

QFuture<Result<TokenVerdict>> TokenChecker::send(const Provider &provider, const CredentialSet &set,
                                                 const Secret &token, const QString &clientId)
{
    const auto request = buildCheckRequest(
        provider, set, token, clientId,
        {.now = m_parts.clock.now().wall, .uuid = freshIdentifier()});
    if (!request)
        return Async::ready<TokenVerdict>(failure(request.error()));
    return Async::andThen(m_parts.client.send(*request).answer, this,
                          [this, provider, setId = set.id, token,
                           secrets = request->secrets](const HttpAnswer &answer) {
                              const TokenVerdict verdict = readCheckAnswer(answer, provider,
                                                                           secrets);
                              return verdict.kind == TokenVerdict::Kind::Refused
                                  ? withoutToken(setId, token, verdict)
                                  : Async::ready(Result<TokenVerdict>(verdict));
                          });
}

/// \a verdict, once \a token is dropped. Where it cannot be, the verdict is none the less true.
QFuture<Result<TokenVerdict>> TokenChecker::withoutToken(const QString &setId, const Secret &token,
                                                         const TokenVerdict &verdict)
{
    return Async::whenDone(
        m_parts.ending.forget(setId, token), this,
        [verdict](const Result<bool> &) { return Async::ready(Result<TokenVerdict>(verdict)); });
}

} // namespace Tokenwright

#include "moc_TokenChecker.cpp"
