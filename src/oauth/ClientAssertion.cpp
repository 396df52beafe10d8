// SPDX-License-Identifier: MIT
#include "ClientAssertion.h"

#include "PrivateKey.h"
#include "Signature.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace Tokenwright {

namespace {

const QString scopesPlaceholder = u"{scopes}"_s;

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// Fills the placeholders into claims, however deep they stand.
class ClaimFilling
{
public:
    explicit ClaimFilling(const AssertionInput &input)
        : m_scopes(input.scopes)
        , m_values(input.values)
    {
        m_values.insert(u"client_id"_s, input.credentials.clientId);
        m_values.insert(u"token_host"_s, input.tokenUrl.host());
        m_values.insert(u"scopes"_s, input.scopes.join(input.scopeSeparator));
    }

    QJsonValue filled(const QJsonValue &value) const
    {
        if (value.isString())
            return substituteVariables(value.toString(), m_values);
        if (value.isArray())
            return filledList(value.toArray());
        if (!value.isObject())
            return value;
        QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            it.value() = filled(it.value());
        return object;
    }

private:
    QJsonArray filledList(const QJsonArray &list) const
    {
        QJsonArray result;
        for (const QJsonValue &item : list) {
            if (item.toString() == scopesPlaceholder) {
                for (const QString &scope : m_scopes)
                    result.append(scope);
            } else {
                result.append(filled(item));
            }
        }
        return result;
    }

    const QStringList &m_scopes;
    QMap<QString, QString> m_values;
};

QJsonObject claimsOf(const AssertionInput &input)
{
    const AssertionRules &rules = input.rules;
    const QString &client = input.credentials.clientId;
    const qint64 seconds = input.stamp.now / 1000;
    QJsonObject claims{
        {u"iss"_s, client},
        {u"sub"_s, client},
        {u"aud"_s,
         rules.audience.isEmpty() ? input.tokenUrl.toString(QUrl::FullyEncoded) : rules.audience},
        {u"jti"_s, input.stamp.uuid},
        {u"iat"_s, seconds},
        {u"exp"_s, seconds + rules.lifetime},
    };
    const ClaimFilling filling(input);
    for (auto it = rules.claims.begin(); it != rules.claims.end(); ++it) {
        const QJsonValue value = filling.filled(it.value());
        const bool isEmpty = value.isArray() ? value.toArray().isEmpty()
                                             : value.isString() && value.toString().isEmpty();
        if (value.isNull() || isEmpty)
            claims.remove(it.key());
        else
            claims.insert(it.key(), value);
    }
    return claims;
}

QByteArray signedPart(QJsonObject header, const QString &keyId, const AssertionInput &input)
{
    header.insert(u"typ"_s, u"JWT"_s);
    if (!keyId.isEmpty())
        header.insert(u"kid"_s, keyId);
    return base64Url(toAsciiJson(header)) + '.' + base64Url(toAsciiJson(claimsOf(input)));
}

Result<Secret> whole(QByteArray &&message, const Result<QByteArray> &signature)
{
    if (!signature)
        return failure(signature.error());
    message += '.' + base64Url(*signature);
    return Secret(std::move(message));
}

} // namespace

Result<Secret> assertionByKey(const AssertionInput &input)
{
    const ClientCredentials &credentials = input.credentials;
    const auto key = privateKeyFacts(credentials.privateKey);
    if (!key)
        return failure(key.error());
    const QString algorithm = algorithmFor(*key, input.rules.algorithm);
    QJsonObject header{{u"alg"_s, algorithm}};
    if (!credentials.certificate.isEmpty()) {
        const auto certificate = certificateFacts(credentials.certificate);
        if (!certificate)
            return failure(certificate.error());
        header.insert(u"x5t#S256"_s, QString::fromLatin1(base64Url(certificate->sha256)));
    }
    const QString &keyId = input.rules.keyId;
    QByteArray message = signedPart(header, keyId.isEmpty() ? key->keyId : keyId, input);
    const auto signature = signJws(credentials.privateKey, algorithm, message);
    return whole(std::move(message), signature);
}

Result<Secret> assertionBySecret(const AssertionInput &input)
{
    const QString algorithm = input.rules.algorithm.isEmpty() ? u"HS256"_s : input.rules.algorithm;
    QByteArray message = signedPart({{u"alg"_s, algorithm}}, input.rules.keyId, input);
    const auto signature = macJws(input.credentials.clientSecret, algorithm, message);
    return whole(std::move(message), signature);
}

bool claimScopes(const QJsonObject &claims)
{
    const auto says = [](const auto &self, const QJsonValue &value) -> bool {
        const QJsonArray list = value.toArray();
        const QJsonObject object = value.toObject();
        return value.toString().contains(scopesPlaceholder)
            || std::ranges::any_of(list, [&](const QJsonValue &item) { return self(self, item); })
            || std::ranges::any_of(object,
                                   [&](const QJsonValue &item) { return self(self, item); });
    };
    return says(says, claims);
}

} // namespace Tokenwright
