// SPDX-License-Identifier: MIT
#include "TokenChecker.h"

#include "Async.h"
#include "ClientCredentials.h"
#include "RequestLog.h"

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
            const auto clientId = checkNeedsClientId(*provider.check)
                ? clientIdOf(set.id, Prompt::Allowed)
                : Async::ready(Result<QString>(QString()));
            return Async::andThen(clientId, this, [this, set, provider, issued](const QString &id) {
                return send({.provider = provider,
                             .set = set,
                             .token = issued.token.value,
                             .clientId = id,
                             .sent = {},
                             .endpoint = {}});
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

QFuture<Result<QString>> TokenChecker::clientIdOf(const QString &setId, Prompt prompt)
{
    return Async::andThen(m_parts.store.read(clientKey(setId), prompt), this,
                          [](const Secret &payload) -> QFuture<Result<QString>> {
                              const auto pair = ClientCredentials::fromPayload(payload);
                              if (!pair)
                                  return Async::ready<QString>(failure(pair.error()));
                              return Async::ready(Result<QString>(pair->clientId));
                          });
}

QFuture<Result<TokenVerdict>> TokenChecker::send(Call call)
{
    call.sent = m_parts.clock.now();
    const auto request = buildCheckRequest(call.provider, call.set, call.token, call.clientId,
                                           {.now = call.sent.wall, .uuid = freshIdentifier()});
    if (!request)
        return Async::ready<TokenVerdict>(failure(request.error()));
    call.endpoint = request->url.toString(QUrl::RemoveQuery | QUrl::RemoveFragment
                                          | QUrl::RemoveUserInfo);
    const auto judged = Async::whenDone(
        m_parts.client.send(*request).answer, this,
        [this, call](const Result<HttpAnswer> &received) { return onAnswer(call, received); });
    return Async::andThen(judged, this, [this, call](const TokenVerdict &verdict) {
        return verdict.kind == TokenVerdict::Kind::Refused
            ? withoutToken(call.set.id, call.token, verdict)
            : Async::ready(Result<TokenVerdict>(verdict));
    });
}

/// Judges, and logs it: what the API said goes into a file only where it is known which client ID
/// it must not tell.
QFuture<Result<TokenVerdict>> TokenChecker::onAnswer(const Call &call,
                                                     const Result<HttpAnswer> &received)
{
    const QList<Secret> secrets{call.token};
    const Result<TokenVerdict> verdict = received
        ? Result<TokenVerdict>(readCheckAnswer(*received, call.provider, secrets))
        : failure(received.error());
    if (!m_parts.log)
        return Async::ready(verdict);
    LoggedRequest logged{
        .at = call.sent.wall,
        .setId = call.set.id,
        .setName = call.set.name,
        .provider = call.provider.id,
        .environment = call.set.environment,
        .endpoint = call.endpoint,
        .clientAuthentication = {},
        .httpStatus = verdict ? verdict->httpStatus : 0,
        .milliseconds = m_parts.clock.now().boot - call.sent.boot,
        .outcome = checkOutcome(verdict),
        .code = verdict ? verdict->code : QString(),
        .message = verdict ? verdict->message : verdict.error().message,
        .requestIds = received ? requestIdsIn(*received, AnswerFormat::Json) : QList<RequestId>(),
        .askedBy = m_parts.askedBy,
    };
    const bool tells = received
        && !(logged.code.isEmpty() && logged.message.isEmpty() && logged.requestIds.isEmpty());
    const auto clientId = tells && call.clientId.isEmpty()
        ? clientIdOf(call.set.id, Prompt::Never)
        : Async::ready(Result<QString>(call.clientId));
    return Async::whenDone(clientId, this,
                           [this, verdict, logged, secrets](const Result<QString> &id) mutable {
                               if (!id) {
                                   logged.code.clear();
                                   logged.message.clear();
                                   logged.requestIds.clear();
                               }
                               m_parts.log->add(published(logged, secrets, id.value_or(QString())));
                               return Async::ready(verdict);
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
