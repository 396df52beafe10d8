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

constexpr JsonField<AccessToken> tokenFields[]{
    {u"access_token",
     [](AccessToken &token, const JsonFieldValue &value) {
         token.value = Secret::fromText(value.toString());
     }},
    {u"fingerprint",
     [](AccessToken &token, const JsonFieldValue &value) { token.fingerprint = value.toString(); }},
    {u"scope",
     [](AccessToken &token, const JsonFieldValue &value) { token.scope = value.toString(); }},
    {u"apiBaseUrl",
     [](AccessToken &token, const JsonFieldValue &value) { token.apiBaseUrl = value.toString(); }},
    {u"jwtOutlivesBy",
     [](AccessToken &token, const JsonFieldValue &value) {
         if (value.isDouble())
             token.jwtOutlivesBySeconds = value.toInteger();
     }},
    {lifetimeFields[0].name, readLifetimeField<0, AccessToken>},
    {lifetimeFields[1].name, readLifetimeField<1, AccessToken>},
    {lifetimeFields[2].name, readLifetimeField<2, AccessToken>},
    {lifetimeFields[3].name, readLifetimeField<3, AccessToken>},
};

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
    return Tokenwright::toPayload(json);
}

Result<AccessToken> AccessToken::fromPayload(const Secret &payload)
{
    const auto bytes = QByteArray::fromRawData(payload.reveal().data(), payload.size());
    AccessToken token;
    token.unknownFields = readFields(QJsonDocument::fromJson(bytes).object(), tokenFields, token);
    // what another program put there and no header can hold is no token of ours
    if (token.value.isEmpty() || token.fingerprint.isEmpty()
        || !isHeaderValue(token.value.reveal()))
        return failure(ErrorKind::SecretMissing);
    return token;
}

} // namespace Tokenwright
