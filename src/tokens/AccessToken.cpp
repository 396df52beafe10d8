// SPDX-License-Identifier: MIT
#include "tokens/AccessToken.h"

#include "credentials/ClientCredentials.h"

#include <QJsonDocument>

namespace Tokenwright {

namespace {

const QString accessTokenField = QStringLiteral("access_token");
const QString fingerprintField = QStringLiteral("fingerprint");
const QString scopeField = QStringLiteral("scope");
const QString issuedField = QStringLiteral("issued");
const QString expiresField = QStringLiteral("expires");
const QString bootIdField = QStringLiteral("bootId");
const QString bootExpiresField = QStringLiteral("bootExpires");

std::optional<qint64> takeInteger(QJsonObject &json, const QString &field)
{
    const QJsonValue value = json.take(field);
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

} // namespace

void insertLifetime(QJsonObject &json, const TokenLifetime &lifetime)
{
    json.insert(issuedField, lifetime.issued);
    if (lifetime.expires)
        json.insert(expiresField, *lifetime.expires);
    if (lifetime.bootExpires) {
        json.insert(bootIdField, lifetime.bootId);
        json.insert(bootExpiresField, *lifetime.bootExpires);
    }
}

TokenLifetime takeLifetime(QJsonObject &json)
{
    TokenLifetime lifetime;
    lifetime.issued = takeInteger(json, issuedField).value_or(0);
    lifetime.expires = takeInteger(json, expiresField);
    lifetime.bootId = json.take(bootIdField).toString();
    lifetime.bootExpires = takeInteger(json, bootExpiresField);
    return lifetime;
}

Secret AccessToken::toPayload() const
{
    QJsonObject json = unknownFields;
    json.insert(accessTokenField, value.revealText());
    json.insert(fingerprintField, fingerprint);
    if (!scope.isEmpty())
        json.insert(scopeField, scope);
    insertLifetime(json, lifetime);
    return Secret(toAsciiJson(json));
}

Result<AccessToken> AccessToken::fromPayload(const Secret &payload)
{
    const auto bytes = QByteArray::fromRawData(payload.reveal().data(), payload.size());
    QJsonObject json = QJsonDocument::fromJson(bytes).object();
    AccessToken token;
    token.value = Secret::fromText(json.take(accessTokenField).toString());
    token.fingerprint = json.take(fingerprintField).toString();
    token.scope = json.take(scopeField).toString();
    token.lifetime = takeLifetime(json);
    token.unknownFields = json;
    if (token.value.isEmpty() || token.fingerprint.isEmpty())
        return failure(ErrorKind::SecretMissing);
    return token;
}

} // namespace Tokenwright
