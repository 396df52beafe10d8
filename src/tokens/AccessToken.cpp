// SPDX-License-Identifier: MIT
#include "AccessToken.h"

#include "ClientCredentials.h"
#include "HeaderText.h"

#include <QJsonDocument>

namespace Tokenwright {

namespace {

const QString accessTokenField = u"access_token"_s;
const QString tokenFingerprintField = u"fingerprint"_s;
const QString tokenScopeField = u"scope"_s;
const QString tokenIssuedField = u"issued"_s;
const QString apiBaseUrlField = u"apiBaseUrl"_s;
const QString jwtOutlivesByField = u"jwtOutlivesBy"_s;
const QString expiresField = u"expires"_s;
const QString bootIdField = u"bootId"_s;
const QString bootExpiresField = u"bootExpires"_s;

std::optional<qint64> readInteger(const QJsonObject &json, const QString &field)
{
    const QJsonValue value = json.value(field);
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

} // namespace

void insertLifetime(QJsonObject &json, const TokenLifetime &lifetime)
{
    json.insert(tokenIssuedField, lifetime.issued);
    if (lifetime.expires)
        json.insert(expiresField, *lifetime.expires);
    if (lifetime.bootExpires) {
        json.insert(bootIdField, lifetime.bootId);
        json.insert(bootExpiresField, *lifetime.bootExpires);
    }
}

TokenLifetime readLifetime(const QJsonObject &json)
{
    TokenLifetime lifetime;
    lifetime.issued = readInteger(json, tokenIssuedField).value_or(0);
    lifetime.expires = readInteger(json, expiresField);
    lifetime.bootId = json.value(bootIdField).toString();
    lifetime.bootExpires = readInteger(json, bootExpiresField);
    return lifetime;
}

Secret AccessToken::toPayload() const
{
    QJsonObject json = unknownFields;
    json.insert(accessTokenField, value.revealText());
    json.insert(tokenFingerprintField, fingerprint);
    if (!scope.isEmpty())
        json.insert(tokenScopeField, scope);
    if (!apiBaseUrl.isEmpty())
        json.insert(apiBaseUrlField, apiBaseUrl);
    if (jwtOutlivesBySeconds)
        json.insert(jwtOutlivesByField, *jwtOutlivesBySeconds);
    insertLifetime(json, lifetime);
    return Secret(toAsciiJson(json));
}

Result<AccessToken> AccessToken::fromPayload(const Secret &payload)
{
    const auto bytes = QByteArray::fromRawData(payload.reveal().data(), payload.size());
    QJsonObject json = QJsonDocument::fromJson(bytes).object();
    AccessToken token;
    token.value = Secret::fromText(json.take(accessTokenField).toString());
    token.fingerprint = json.take(tokenFingerprintField).toString();
    token.scope = json.take(tokenScopeField).toString();
    token.apiBaseUrl = json.take(apiBaseUrlField).toString();
    token.jwtOutlivesBySeconds = readInteger(json, jwtOutlivesByField);
    json.remove(jwtOutlivesByField);
    token.lifetime = readLifetime(json);
    for (const QStringView field : lifetimeFields)
        json.remove(field);
    token.unknownFields = json;
    // what another program put there and no header can hold is no token of ours
    if (token.value.isEmpty() || token.fingerprint.isEmpty()
        || !isHeaderValue(token.value.reveal()))
        return failure(ErrorKind::SecretMissing);
    return token;
}

} // namespace Tokenwright
