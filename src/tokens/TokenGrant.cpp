// SPDX-License-Identifier: MIT
#include "TokenGrant.h"

#include "ClockSkew.h"
#include "HttpDate.h"
#include "TokenRequest.h"

namespace Tokenwright {

namespace {

/// What the server's clock read, by the answer's Date or else by the token's own time of issue.
std::optional<qint64> serverClock(const Result<HttpAnswer> &received,
                                  const Result<TokenAnswer> &answer)
{
    const auto date = received ? httpDate(received->date) : std::nullopt;
    return date || !answer ? date : answer->issuedAtMilliseconds;
}

AccessToken tokenOf(const TokenAnswer &answer, const Provider &provider, const Moment &sent)
{
    const auto seconds = answer.lifetimeSeconds ? answer.lifetimeSeconds
                                                : provider.response.lifetimeFallback;
    return {.value = answer.accessToken,
            .lifetime = lifetimeFrom(sent, seconds),
            .fingerprint = {},
            .scope = answer.scope,
            .apiBaseUrl = answer.apiBaseUrl,
            .jwtOutlivesBySeconds = answer.jwtOutlivesBySeconds,
            .unknownFields = {}};
}

/// For the log, as it may be published: neither what was sent nor what came is told.
LoggedRequest loggedMint(const Provider &provider, const CredentialSet &set,
                         const RequestReport &report, QList<RequestId> ids)
{
    LoggedRequest logged = requestFor(provider, set, report.endpoint, report.at);
    logged.clientAuthentication = clientAuthenticationOf(provider, set);
    logged.httpStatus = report.httpStatus;
    logged.milliseconds = report.milliseconds;
    logged.outcome = mintOutcome(report.error);
    logged.code = report.error ? report.error->code : QString();
    logged.message = report.error ? report.error->message : QString();
    logged.requestIds = std::move(ids);
    return logged;
}

} // namespace

Result<TokenGrant> tokenGrant(const Provider &provider, const CredentialSet &set,
                              const ClientCredentials &credentials, const Moment &sent)
{
    auto request = buildTokenRequest(provider, set, credentials,
                                     {.now = sent.wall, .uuid = freshIdentifier()});
    if (!request)
        return failure(request.error());
    const auto read = [provider, set, sent, secrets = request->secrets,
                       clientId = request->clientId,
                       sentRefreshToken = credentials.parameters.value(refreshTokenParameter),
                       endpoint = request->url.adjusted(QUrl::RemoveQuery)](
                          const Result<HttpAnswer> &received, const Moment &now) {
        const Result<TokenAnswer> answer = received
            ? readTokenAnswer(*received, provider, secrets, now.wall, clientId)
            : failure(received.error());
        TokenGrant::Outcome outcome{
            .token = failure(ErrorKind::Malformed),
            .report = {.at = sent.wall,
                       .milliseconds = now.boot - sent.boot,
                       .endpoint = endpoint,
                       .httpStatus = received ? received->status : 0,
                       .error = {},
                       .clockAhead = clockAhead(serverClock(received, answer), sent.wall,
                                                now.wall)},
            .logged = {}};
        if (answer) {
            outcome.token = tokenOf(*answer, provider, sent);
        } else {
            outcome.token = failure(answer.error());
            outcome.report.error = answer.error();
        }
        QList<Secret> hidden = secrets;
        if (answer)
            hidden.append(answer->accessToken);
        const Secret refreshToken = received ? refreshTokenIn(*received, provider) : Secret();
        hidden.append(refreshToken);
        if (provider.usesRefreshToken() && !refreshToken.equals(sentRefreshToken))
            outcome.refreshToken = refreshToken;
        outcome.logged = published(
            loggedMint(provider, set, outcome.report,
                       received ? requestIdsIn(*received, provider.response.format)
                                : QList<RequestId>()),
            hidden, clientId);
        return outcome;
    };
    return TokenGrant{.request = std::move(*request), .read = read};
}

} // namespace Tokenwright
