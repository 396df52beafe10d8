// SPDX-License-Identifier: MIT
// The whole way of a token endpoint's answer: to a token, or to what is said of a failure.
#include "FuzzTarget.h"

#include "AnswerReader.h"
#include "TokenResponse.h"

namespace Tokenwright::Fuzz::AnswerTarget {

namespace {

const QByteArray secret = "not-a-real-secret/+%=Xb81 Rm4Qy";
const QString clientId = u"not-a-real-client-id-Kq7Zt2Vw"_s;
constexpr qint64 now = 1'800'000'000'000;
constexpr int statuses[]{200, 400, 401, 403, 404, 429, 500, 503, 201, 204, 302, 100, 0, 999};

/// What would be a token if the answer were taken for one.
QList<QByteArray> tokensIn(const QJsonValue &root, const ResponseRules &rules)
{
    QList<QByteArray> tokens;
    for (const QString &path : rules.accessToken) {
        for (const QJsonValue &value : valuesAt(root, path)) {
            if (const QByteArray token = value.toString().toUtf8();
                isTelling(token) && token.size() >= 24)
                tokens.append(token);
        }
    }
    return tokens;
}

void checkFailure(const Error &error, int status, const QList<QByteArray> &tokens)
{
    require(isShowable(error.message), "what is said is one harmless line", error.message);
    require(error.message.size() <= 4 * Redaction::usualLimit, "what is said is short",
            error.message);
    require(!error.message.contains(textOf(secret)), "no secret is told", error.message);
    require(!error.message.contains(QString::fromLatin1(secret.toPercentEncoding())),
            "no encoded secret is told", error.message);
    require(error.code.isEmpty() || looksLikeCode(error.code), "a code is a code", error.code);
    require(error.code != clientId && !error.code.contains(textOf(secret)),
            "a code may be published", error.code);
    require(error.httpStatus == status, "the status is told", error.message);
    require(!error.retryAt
                || (*error.retryAt >= now && *error.retryAt <= now + 3'660LL * 24 * 3600 * 1000),
            "the next try is within ten years", QByteArray::number(error.retryAt.value_or(0)));
    for (const QByteArray &token : tokens) {
        require(status >= 300 || !error.message.contains(textOf(token)),
                "a 2xx that may hold a live token shows none", error.message);
    }
    errorSentence(error);
    errorAdvice(error);
}

void checkToken(const TokenAnswer &token)
{
    require(!token.accessToken.isEmpty(), "a token is not empty");
    for (const char c : token.accessToken.reveal())
        require(c > ' ' && c < '\x7f', "a token can stand in a header");
    require(token.lifetimeSeconds.value_or(0) >= 0
                && token.lifetimeSeconds.value_or(0) <= 3'153'600'000,
            "a lifetime is from none to a hundred years",
            QByteArray::number(token.lifetimeSeconds.value_or(0)));
    require(isShowable(token.tokenType) && isShowable(token.scope),
            "type and scope are harmless lines", token.tokenType + token.scope);
    require(token.scope.size() <= 4'000, "a scope is bounded", token.scope);
}

/// The first byte chooses the format, the second the status, the third the provider; then a line of
/// headers with "|" between them, and the body.
const Target answerTarget("answer", [](const QByteArray &bytes) {
    Input input(bytes);
    static const Provider plain = *catalog().provider(u"oauth2"_s);
    static const Provider odd = [] {
        Provider provider = plain;
        provider.response.expiresAt = {{u"expires_at"_s, TimeUnit::Iso8601},
                                       {u"expiresAt"_s, TimeUnit::Milliseconds},
                                       {u"exp"_s, TimeUnit::Seconds}};
        provider.response.issuedAt = {{u"issued_at"_s, TimeUnit::Milliseconds}};
        provider.response.accessToken = {u"data.0.token"_s, u"access_token"_s};
        provider.request.scopes.separator = u","_s;
        return provider;
    }();
    const int format = input.choose(3);
    HttpAnswer answer;
    answer.status = statuses[input.choose(std::size(statuses))];
    Provider provider = input.choose(2) ? odd : plain;
    provider.response.format = AnswerFormat(format);
    const QList<QByteArray> headers = input.upTo('\n').split('|');
    answer.retryAfter = headers.value(0);
    answer.date = headers.value(1);
    answer.wwwAuthenticate = headers.value(2);
    answer.location = headers.value(3);
    answer.contentType = headers.value(4);
    answer.body = Secret(QByteArray(input.rest()));
    const QJsonValue root = parseAnswer(input.rest(), provider.response.format);
    const auto result = readTokenAnswer(answer, provider, {Secret(QByteArray(secret))}, now,
                                        clientId);
    if (result)
        checkToken(*result);
    else
        checkFailure(result.error(), answer.status, tokensIn(root, provider.response));
});

} // namespace

} // namespace Tokenwright::Fuzz::AnswerTarget
