// SPDX-License-Identifier: MIT
#include "PracticeProviders.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QUrlQuery>

namespace {

PracticeAnswer json(int status, const QJsonObject &object)
{
    return {.status = status, .body = QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

QByteArray basic(const QString &id, const QString &secret)
{
    return "Basic " + (id + u':' + secret).toUtf8().toBase64();
}

bool hasFormContentType(const PracticeRequest &request)
{
    return request.header("Content-Type") == "application/x-www-form-urlencoded";
}

/// A form field, decoded once; a body that was encoded twice is still encoded after that.
QString formValue(const PracticeRequest &request, const QString &name)
{
    const QByteArray body = QByteArray(request.body).replace('+', "%20");
    const QUrlQuery form(QString::fromUtf8(body));
    return form.queryItemValue(name, QUrl::FullyDecoded);
}

PracticeAnswer ebayError(int status, const char *code, const char *description)
{
    return json(status,
                {{QStringLiteral("error"), QLatin1StringView(code)},
                 {QStringLiteral("error_description"), QLatin1StringView(description)}});
}

PracticeAnswer pitneyBowesError(int status, const char *code, const char *description)
{
    const QJsonObject error{{QStringLiteral("errorCode"), QLatin1StringView(code)},
                            {QStringLiteral("errorDescription"), QLatin1StringView(description)}};
    return json(status, {{QStringLiteral("errors"), QJsonArray{error}}});
}

} // namespace

PracticeAnswer PracticeProviders::answer(const PracticeRequest &request)
{
    const QByteArray path = request.target.split('?').first();
    if (path == "/identity/v1/oauth2/token")
        return ebay(request);
    if (path == "/oauth/token")
        return pitneyBowes(request);
    if (path.startsWith("/api/"))
        return api(request);
    return {.status = 404, .body = "no such page\n", .headers = {{"Content-Type", "text/plain"}}};
}

PracticeAnswer PracticeProviders::ebay(const PracticeRequest &request)
{
    if (request.method != "POST")
        return ebayError(405, "invalid_request", "method not allowed");
    if (request.header("Authorization")
        != basic(PracticeTokenServer::ebayClientId(), PracticeTokenServer::ebayClientSecret()))
        return ebayError(401, "invalid_client", "client authentication failed");
    if (!hasFormContentType(request))
        return ebayError(400, "invalid_request",
                         "request is missing a required parameter or malformed");
    if (formValue(request, QStringLiteral("grant_type")) != QStringLiteral("client_credentials"))
        return ebayError(400, "unsupported_grant_type",
                         "grant type in request is not supported by the authorization server");

    const QString known = QStringLiteral("https://api.ebay.com/oauth/api_scope");
    const QStringList scopes = formValue(request, QStringLiteral("scope"))
                                   .split(u' ', Qt::SkipEmptyParts);
    bool granted = !scopes.isEmpty();
    for (const QString &scope : scopes)
        granted = granted && (scope == known || scope.startsWith(known + u'/'));
    if (!granted)
        return ebayError(400, "invalid_scope",
                         "The requested scope is invalid, unknown, malformed, or exceeds the scope "
                         "granted to the client");

    const QByteArray token = freshToken("v^1.1#i^1#p^1#r^0#I^3#f^0#t^H4sIAAAAAAAAA", 1900,
                                        ebaySeconds);
    return json(200,
                {{QStringLiteral("access_token"), QString::fromLatin1(token)},
                 {QStringLiteral("expires_in"), ebaySeconds},
                 {QStringLiteral("token_type"), QStringLiteral("Application Access Token")}});
}

PracticeAnswer PracticeProviders::pitneyBowes(const PracticeRequest &request)
{
    if (request.method != "POST")
        return pitneyBowesError(405, "1000500", "Method not allowed");
    // What the real endpoint answers to a bad key is not documented; this is the documented error
    // object with a documented code.
    if (request.header("Authorization")
        != basic(PracticeTokenServer::pitneyBowesKey(), PracticeTokenServer::pitneyBowesSecret()))
        return pitneyBowesError(401, "1000033", "Unauthorized API Access for given credentials.");
    if (!hasFormContentType(request)
        || formValue(request, QStringLiteral("grant_type")) != QStringLiteral("client_credentials"))
        return pitneyBowesError(400, "1000500", "Invalid or missing value for grant_type");

    const QByteArray token = freshToken({}, 28, pitneyBowesSeconds);
    const auto milliseconds = QDateTime::currentMSecsSinceEpoch();
    return json(200,
                {{QStringLiteral("access_token"), QString::fromLatin1(token)},
                 {QStringLiteral("tokenType"), QStringLiteral("BearerToken")},
                 {QStringLiteral("issuedAt"), QString::number(milliseconds)},
                 {QStringLiteral("expiresIn"), QString::number(pitneyBowesSeconds)},
                 {QStringLiteral("clientID"), PracticeTokenServer::pitneyBowesKey()},
                 {QStringLiteral("org"), QStringLiteral("pitneybowes")}});
}

PracticeAnswer PracticeProviders::api(const PracticeRequest &request) const
{
    const QByteArray header = request.header("Authorization");
    for (const Given &given : m_given) {
        if (header == "Bearer " + given.token && given.expires > QDateTime::currentDateTimeUtc())
            return json(200, {{QStringLiteral("practice"), QStringLiteral("ok")}});
    }
    PracticeAnswer refused = ebayError(401, "invalid_token", "The access token is not valid.");
    refused.headers.emplaceBack("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    return refused;
}

QByteArray PracticeProviders::freshToken(const QByteArray &prefix, int length, int seconds)
{
    static constexpr char letters[]
        = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    QByteArray token = prefix;
    while (token.size() < length)
        token.append(letters[QRandomGenerator::global()->bounded(int(sizeof letters) - 1)]);
    m_given.append({token, QDateTime::currentDateTimeUtc().addSecs(seconds)});
    return token;
}

QList<QByteArray> PracticeProviders::tokensGiven() const
{
    QList<QByteArray> tokens;
    for (const Given &given : m_given)
        tokens.append(given.token);
    return tokens;
}
