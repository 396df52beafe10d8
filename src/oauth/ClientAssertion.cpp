// SPDX-License-Identifier: MIT
#include "ClientAssertion.h"

#include "PrivateKey.h"

#include <QJsonObject>

namespace Tokenwright {

namespace {

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

Result<Secret> clientAssertion(const AssertionRules &rules, const ClientCredentials &credentials,
                               const QUrl &tokenUrl, const RequestStamp &stamp)
{
    const auto key = privateKeyFacts(credentials.privateKey);
    if (!key)
        return failure(key.error());
    const QString algorithm = algorithmFor(*key, rules.algorithm);

    QJsonObject header{{u"alg"_s, algorithm}, {u"typ"_s, u"JWT"_s}};
    if (!rules.keyId.isEmpty())
        header.insert(u"kid"_s, rules.keyId);
    if (!credentials.certificate.isEmpty()) {
        const auto certificate = certificateFacts(credentials.certificate);
        if (!certificate)
            return failure(certificate.error());
        header.insert(u"x5t#S256"_s, QString::fromLatin1(base64Url(certificate->sha256)));
    }
    const qint64 seconds = stamp.now / 1000;
    const QJsonObject claims{
        {u"iss"_s, credentials.clientId},
        {u"sub"_s, credentials.clientId},
        {u"aud"_s,
         rules.audience.isEmpty() ? tokenUrl.toString(QUrl::FullyEncoded) : rules.audience},
        {u"jti"_s, stamp.uuid},
        {u"iat"_s, seconds},
        {u"exp"_s, seconds + assertionLifetime},
    };
    QByteArray token = base64Url(toAsciiJson(header)) + '.' + base64Url(toAsciiJson(claims));
    const auto signature = signJws(credentials.privateKey, algorithm, token);
    if (!signature)
        return failure(signature.error());
    token += '.' + base64Url(*signature);
    return Secret(std::move(token));
}

} // namespace Tokenwright
