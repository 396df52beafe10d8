// SPDX-License-Identifier: MIT
#include "credentials/ClientCredentials.h"

#include "core/Text.h"

#include <QJsonDocument>

namespace Tokenwright {

namespace {

const QString idField = QStringLiteral("id");
const QString secretField = QStringLiteral("secret");
const QString parametersField = QStringLiteral("parameters");
const QString privateKeyField = QStringLiteral("privateKey");
const QString certificateField = QStringLiteral("certificate");
const QString originField = QStringLiteral("origin");

void insertUnlessEmpty(QJsonObject &object, const QString &field, const Secret &secret)
{
    if (!secret.isEmpty())
        object.insert(field, secret.revealText());
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

Secret ClientCredentials::toPayload() const
{
    QJsonObject object = unknownFields;
    object.insert(idField, clientId);
    object.insert(secretField, clientSecret.revealText());
    object.insert(originField, origin);
    insertUnlessEmpty(object, privateKeyField, privateKey);
    insertUnlessEmpty(object, certificateField, certificate);
    if (!parameters.isEmpty()) {
        QJsonObject nested;
        for (auto it = parameters.begin(); it != parameters.end(); ++it)
            nested.insert(it.key(), it.value().revealText());
        object.insert(parametersField, nested);
    }
    return Secret(toAsciiJson(object));
}

Result<ClientCredentials> ClientCredentials::fromPayload(const Secret &payload)
{
    const auto bytes = QByteArray::fromRawData(payload.reveal().data(), payload.size());
    QJsonObject object = QJsonDocument::fromJson(bytes).object();
    if (!object.value(idField).isString() || !object.value(secretField).isString())
        return failure(ErrorKind::SecretMissing);

    ClientCredentials credentials;
    credentials.clientId = object.take(idField).toString();
    credentials.clientSecret = Secret::fromText(object.take(secretField).toString());
    credentials.privateKey = Secret::fromText(object.take(privateKeyField).toString());
    credentials.certificate = Secret::fromText(object.take(certificateField).toString());
    credentials.origin = object.take(originField).toString();
    const QJsonObject nested = object.take(parametersField).toObject();
    for (auto it = nested.begin(); it != nested.end(); ++it)
        credentials.parameters.insert(it.key(), Secret::fromText(it.value().toString()));
    credentials.unknownFields = object;
    return credentials;
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

std::optional<Error> originProblem(const ClientCredentials &credentials, const QString &origin)
{
    if (credentials.origin == origin)
        return {};
    const QString before = credentials.origin.isEmpty() ? Text::tr("no known server")
                                                        : credentials.origin;
    return Error{
        .kind = ErrorKind::EndpointMoved,
        .message = Text::tr("It was saved for %1 and would go to %2.").arg(before, origin)};
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
