// SPDX-License-Identifier: MIT
#include "ClientCredentials.h"

#include "JsonFields.h"
#include "Origin.h"
#include "Text.h"

#include <QJsonDocument>

#include <utility>

namespace Tokenwright {

namespace {

const QString idField = u"id"_s;
const QString secretField = u"secret"_s;
const QString previousSecretField = u"previousSecret"_s;
const QString previousRefreshTokenField = u"previousRefreshToken"_s;
const QString parametersField = u"parameters"_s;
const QString privateKeyField = u"privateKey"_s;
const QString certificateField = u"certificate"_s;
const QString originField = u"origin"_s;
const QString apiOriginField = u"apiOrigin"_s;

void insertUnlessEmpty(QJsonObject &object, const QString &field, const Secret &secret)
{
    if (!secret.isEmpty())
        object.insert(field, secret.revealText());
}

QJsonObject objectIn(const Secret &payload)
{
    const auto bytes = QByteArray::fromRawData(payload.reveal().data(), payload.size());
    return QJsonDocument::fromJson(bytes).object();
}

QJsonObject fieldsOf(const ClientCredentials &credentials)
{
    QJsonObject object = credentials.unknownFields;
    object.insert(idField, credentials.clientId);
    object.insert(secretField, credentials.clientSecret.revealText());
    object.insert(originField, credentials.origin);
    if (!credentials.apiOrigin.isEmpty())
        object.insert(apiOriginField, credentials.apiOrigin);
    insertUnlessEmpty(object, previousSecretField, credentials.previousSecret);
    insertUnlessEmpty(object, previousRefreshTokenField, credentials.previousRefreshToken);
    insertUnlessEmpty(object, privateKeyField, credentials.privateKey);
    insertUnlessEmpty(object, certificateField, credentials.certificate);
    if (!credentials.parameters.isEmpty()) {
        QJsonObject nested;
        for (auto it = credentials.parameters.begin(); it != credentials.parameters.end(); ++it)
            nested.insert(it.key(), it.value().revealText());
        object.insert(parametersField, nested);
    }
    return object;
}

Result<ClientCredentials> withFields(QJsonObject object)
{
    if (!object.value(idField).isString() || !object.value(secretField).isString())
        return failure(ErrorKind::SecretMissing);

    ClientCredentials credentials;
    credentials.clientId = object.take(idField).toString();
    credentials.clientSecret = Secret::fromText(object.take(secretField).toString());
    credentials.previousSecret = Secret::fromText(object.take(previousSecretField).toString());
    credentials.previousRefreshToken = Secret::fromText(
        object.take(previousRefreshTokenField).toString());
    credentials.privateKey = Secret::fromText(object.take(privateKeyField).toString());
    credentials.certificate = Secret::fromText(object.take(certificateField).toString());
    credentials.origin = asOrigin(object.take(originField).toString());
    credentials.apiOrigin = asOrigin(object.take(apiOriginField).toString());
    const QJsonObject nested = object.take(parametersField).toObject();
    for (auto it = nested.begin(); it != nested.end(); ++it)
        credentials.parameters.insert(it.key(), Secret::fromText(it.value().toString()));
    credentials.unknownFields = object;
    return credentials;
}

/// \a origin for people.
QString named(const QString &origin)
{
    return origin.isEmpty() ? Text::tr("no known server") : origin;
}

} // namespace

QByteArray toAsciiJson(const QJsonObject &object)
{
    const QString text = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    QByteArray ascii;
    ascii.reserve(text.size());
    for (const QChar character : text) {
        if (character.unicode() < 0x80)
            ascii.append(char(character.unicode()));
        else
            ascii.append("\\u"
                         + QByteArray::number(character.unicode(), 16).rightJustified(4, '0'));
    }
    return ascii;
}

Secret toPayload(const QJsonObject &object)
{
    QByteArray payload;
    bool isInText = false;
    bool isEscaped = false;
    for (const char character : toAsciiJson(object)) {
        if (isInText && character == '{')
            payload.append("\\u007b");
        else if (isInText && character == '}')
            payload.append("\\u007d");
        else
            payload.append(character);
        if (character == '"' && !isEscaped)
            isInText = !isInText;
        isEscaped = character == '\\' && !isEscaped;
    }
    return Secret(std::move(payload));
}

Secret ClientCredentials::toPayload(const Secret &earlier) const
{
    const QJsonObject there = objectIn(earlier);
    const auto known = withFields(there);
    return Tokenwright::toPayload(
        withChanges(there, known ? fieldsOf(*known) : QJsonObject(), fieldsOf(*this)));
}

Result<ClientCredentials> ClientCredentials::fromPayload(const Secret &payload)
{
    return withFields(objectIn(payload));
}

bool isSame(const ClientCredentials &a, const ClientCredentials &b)
{
    return fieldsOf(a) == fieldsOf(b);
}

bool isSameSecret(const ClientCredentials &a, const ClientCredentials &b)
{
    return a.clientId == b.clientId && a.clientSecret.equals(b.clientSecret)
        && a.privateKey.equals(b.privateKey) && a.certificate.equals(b.certificate);
}

bool keepsSecrets(const ClientCredentials &before, const ClientCredentials &after)
{
    const auto isKept = [](const Secret &old, const Secret &now) {
        return !old.isEmpty() && old.equals(now);
    };
    if (isKept(before.clientSecret, after.clientSecret)
        || isKept(before.privateKey, after.privateKey)) {
        return true;
    }
    // under whichever name: a secret that a header sends may have got another
    for (const Secret &old : before.parameters) {
        for (const Secret &now : after.parameters) {
            if (isKept(old, now))
                return true;
        }
    }
    return false;
}

ClientCredentials merged(const ClientCredentials &now, const ClientCredentials &before,
                         const ClientCredentials &after)
{
    auto result = withFields(withChanges(fieldsOf(now), fieldsOf(before), fieldsOf(after)))
                      .value_or(after);
    const auto isAnother = [](const Secret &one, const Secret &other) {
        return !one.equals(other);
    };
    if (isAnother(result.parameters.value(refreshTokenParameter),
                  now.parameters.value(refreshTokenParameter))
        && !isAnother(before.previousRefreshToken, after.previousRefreshToken))
        result.previousRefreshToken = {};
    return result;
}

ClientCredentials withRefreshToken(ClientCredentials pair, const Secret &received)
{
    Secret &token = pair.parameters[refreshTokenParameter];
    pair.previousRefreshToken = std::exchange(token, received);
    return pair;
}

std::optional<Error> originProblem(const ClientCredentials &credentials, const QString &origin)
{
    if (credentials.origin == origin)
        return {};
    return Error{.kind = ErrorKind::EndpointMoved,
                 .message = Text::tr("It was saved for %1 and would go to %2.")
                                .arg(named(credentials.origin), origin)};
}

std::optional<Error> tokenOriginProblem(const ClientCredentials &credentials, const QString &origin)
{
    if (origin == credentials.origin || origin == credentials.apiOrigin)
        return {};
    const QString agreed = credentials.apiOrigin.isEmpty() ? credentials.origin
                                                           : credentials.apiOrigin;
    return Error{
        .kind = ErrorKind::ApiMoved,
        .message = Text::tr("It may go to %1 and would go to %2.").arg(named(agreed), origin)};
}

std::optional<Error> originProblem(const ClientCredentials &before, const ClientCredentials &after)
{
    if (!keepsSecrets(before, after))
        return {};
    if (const auto problem = originProblem(before, after.origin))
        return problem;
    return after.apiOrigin.isEmpty() ? std::nullopt : tokenOriginProblem(before, after.apiOrigin);
}

QString clientKey(const QString &setId)
{
    return u"tokenwright/" + setId + u"/client";
}

QString tokenKey(const QString &setId)
{
    return u"tokenwright/" + setId + u"/token";
}

} // namespace Tokenwright
