// SPDX-License-Identifier: MIT
#include "PracticeProviders.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

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
                {{u"error"_s, QLatin1StringView(code)},
                 {u"error_description"_s, QLatin1StringView(description)}});
}

PracticeAnswer pitneyBowesError(int status, const char *code, const char *description)
{
    const QJsonObject error{{u"errorCode"_s, QLatin1StringView(code)},
                            {u"errorDescription"_s, QLatin1StringView(description)}};
    return json(status, {{u"errors"_s, QJsonArray{error}}});
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
    if (formValue(request, u"grant_type"_s) == u"refresh_token"_s)
        return ebayUser(request);
    if (formValue(request, u"grant_type"_s) != u"client_credentials"_s)
        return ebayError(400, "unsupported_grant_type",
                         "grant type in request is not supported by the authorization server");

    const QString known = u"https://api.ebay.com/oauth/api_scope"_s;
    const QStringList scopes = formValue(request, u"scope"_s).split(u' ', Qt::SkipEmptyParts);
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
                {{u"access_token"_s, QString::fromLatin1(token)},
                 {u"expires_in"_s, ebaySeconds},
                 {u"token_type"_s, u"Application Access Token"_s}});
}

/// As RFC 9700 §4.14.2 has it: each use brings another one, and a second use of one ends all. eBay
/// itself gives no other one.
PracticeAnswer PracticeProviders::ebayUser(const PracticeRequest &request)
{
    const QByteArray sent = formValue(request, u"refresh_token"_s).toUtf8();
    const bool isSecondUse = m_rotates && sent != refreshToken && refreshTokensSent.contains(sent);
    refreshTokensSent.append(sent);
    isFamilyRevoked = isFamilyRevoked || isSecondUse;
    if (isFamilyRevoked || sent != refreshToken || sent.isEmpty()) {
        return ebayError(400, "invalid_grant",
                         "the provided authorization refresh token is invalid or was issued to "
                         "another client");
    }
    const QByteArray token = freshToken("v^1.1#i^1#p^3#r^1#I^3#f^0#t^H4sIAAAAAAAAA", 1900,
                                        ebaySeconds);
    QJsonObject answer{{u"access_token"_s, QString::fromLatin1(token)},
                       {u"expires_in"_s, ebaySeconds},
                       {u"token_type"_s, u"User Access Token"_s}};
    if (m_rotates) {
        refreshToken = freshToken("v^1.1#i^1#practice-refresh-", 90, 0);
        answer.insert(u"refresh_token"_s, QString::fromLatin1(refreshToken));
    }
    return json(200, answer);
}

QByteArray PracticeProviders::beginRefreshTokens(bool rotating)
{
    m_rotates = rotating;
    isFamilyRevoked = false;
    refreshTokensSent.clear();
    return refreshToken = freshToken("v^1.1#i^1#practice-refresh-", 90, 0);
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
        || formValue(request, u"grant_type"_s) != u"client_credentials"_s)
        return pitneyBowesError(400, "1000500", "Invalid or missing value for grant_type");

    const QByteArray token = freshToken({}, 28, pitneyBowesSeconds);
    const auto milliseconds = QDateTime::currentMSecsSinceEpoch();
    return json(200,
                {{u"access_token"_s, QString::fromLatin1(token)},
                 {u"tokenType"_s, u"BearerToken"_s},
                 {u"issuedAt"_s, QString::number(milliseconds)},
                 {u"expiresIn"_s, QString::number(pitneyBowesSeconds)},
                 {u"clientID"_s, PracticeTokenServer::pitneyBowesKey()},
                 {u"org"_s, u"pitneybowes"_s}});
}

PracticeAnswer PracticeProviders::api(const PracticeRequest &request) const
{
    const QByteArray header = request.header("Authorization");
    for (const Given &given : m_given) {
        if (header == "Bearer " + given.token && given.expires > QDateTime::currentDateTimeUtc())
            return json(200, {{u"practice"_s, u"ok"_s}});
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
