// SPDX-License-Identifier: MIT
#include "TokenChecker.h"

#include "Async.h"
#include "ClientCredentials.h"
#include "RequestLog.h"
#include "SetAndProvider.h"

namespace Tokenwright {

TokenChecker::TokenChecker(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{ }

bool TokenChecker::canCheck(const QString &setId) const
{
    const Provider *provider = setAndProvider(m_parts, setId).provider;
    return provider && provider->check;
}

QFuture<Result<TokenVerdict>> TokenChecker::check(const QString &setId)
{
    const auto found = setAndProvider(m_parts, setId);
    if (!found.set)
        return Async::ready<TokenVerdict>(failure(ErrorKind::NotFound));
    if (!found.provider || !found.provider->check) {
        return Async::ready<TokenVerdict>(
            misconfigured(tr("The provider's file describes no call that would check a token.")));
    }
    const CredentialSet set = *found.set;
    const Provider provider = *found.provider;

    m_underWay.insert(setId);
    Q_EMIT checkStarted(setId);
    // whatever is left of a token is enough to ask about it
    const auto verdict = Async::andThen(
        m_parts.service.token(setId, {.force = false, .minimumSeconds = 0}), this,
        [this, set, provider](const IssuedToken &issued) {
            const auto pair = checkNeedsPair(provider, set, issued.token.apiBaseUrl)
                ? pairOf(set.id, Prompt::Allowed)
                : Async::ready(Result<ClientCredentials>(ClientCredentials()));
            return Async::andThen(pair, this,
                                  [this, set, provider, issued](const ClientCredentials &known) {
                                      return send({.provider = provider,
                                                   .set = set,
                                                   .token = issued.token.value,
                                                   .apiBaseUrl = issued.token.apiBaseUrl,
                                                   .pair = known});
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

QFuture<Result<ClientCredentials>> TokenChecker::pairOf(const QString &setId, Prompt prompt)
{
    return Async::andThen(m_parts.store.read(clientKey(setId), prompt), this,
                          [](const Secret &payload) {
                              return Async::ready(ClientCredentials::fromPayload(payload));
                          });
}

QFuture<Result<TokenVerdict>> TokenChecker::send(Call call)
{
    call.sent = m_parts.clock.now();
    const auto request = buildCheckRequest(call.provider, call.set, call.token, call.pair,
                                           {.now = call.sent.wall, .uuid = freshIdentifier()},
                                           call.apiBaseUrl);
    if (!request)
        return Async::ready<TokenVerdict>(failure(request.error()));
    call.url = request->url;
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
    const QList<Secret> secrets = QList<Secret>{call.token} + call.pair.parameters.values();
    const Result<TokenVerdict> verdict = received
        ? Result<TokenVerdict>(readCheckAnswer(*received, call.provider, secrets))
        : failure(received.error());
    if (!m_parts.log)
        return Async::ready(verdict);
    LoggedRequest logged = requestFor(call.provider, call.set, call.url, call.sent.wall);
    logged.httpStatus = verdict ? verdict->httpStatus : 0;
    logged.milliseconds = m_parts.clock.now().boot - call.sent.boot;
    logged.outcome = checkOutcome(verdict);
    logged.code = verdict ? verdict->code : QString();
    logged.message = verdict ? verdict->message : verdict.error().message;
    if (received)
        logged.requestIds = requestIdsIn(*received, AnswerFormat::Json);
    logged.askedBy = m_parts.askedBy;
    const bool tells = received
        && !(logged.code.isEmpty() && logged.message.isEmpty() && logged.requestIds.isEmpty());
    const auto pair = tells && call.pair.clientId.isEmpty()
        ? pairOf(call.set.id, Prompt::Never)
        : Async::ready(Result<ClientCredentials>(call.pair));
    return Async::whenDone(
        pair, this,
        [this, verdict, logged, secrets](const Result<ClientCredentials> &known) mutable {
            if (!known) {
                logged.code.clear();
                logged.message.clear();
                logged.requestIds.clear();
            }
            m_parts.log->add(published(logged, secrets, known ? known->clientId : QString()));
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
