// SPDX-License-Identifier: MIT
#include "TlsIdentities.h"

#include "RegularFile.h"
#include "Text.h"

#include <QCryptographicHash>

namespace Tokenwright {

namespace {

constexpr qint64 largestCertificateFile = 4 * 1024 * 1024;

QSslKey keyOf(const QByteArray &pem)
{
    for (const auto algorithm : {QSsl::Rsa, QSsl::Ec}) {
        if (const QSslKey key(pem, algorithm); !key.isNull())
            return key;
    }
    return {};
}

} // namespace

Result<QByteArray> TlsIdentities::readTrusted(const QString &path, QList<QSslCertificate> &trusted)
{
    if (path.isEmpty())
        return QByteArray();
    const auto content = readRegularFile(path, largestCertificateFile);
    if (!content) {
        return misconfigured(Text::tr("The certificate file %1 cannot be read: %2")
                                 .arg(path, content.error().message));
    }
    const QByteArray hash = QCryptographicHash::hash(*content, QCryptographicHash::Sha256);
    Decoded &decoded = m_decoded[path];
    if (decoded.hash != hash)
        decoded = {.hash = hash, .certificates = QSslCertificate::fromData(*content, QSsl::Pem)};
    if (decoded.certificates.isEmpty())
        return misconfigured(Text::tr("The certificate file %1 holds no certificate.").arg(path));
    trusted = decoded.certificates;
    return hash;
}

Result<NamedIdentity> TlsIdentities::of(const HttpRequest &request)
{
    NamedIdentity named;
    if (request.url.scheme() != u"https")
        return named;
    const auto trusted = readTrusted(request.caCertificates, named.identity.trusted);
    if (!trusted)
        return failure(trusted.error());
    named.key = *trusted;
    if (request.tlsCertificate.isEmpty())
        return named;

    const QByteArray certificate = request.tlsCertificate.reveal().toByteArray();
    QByteArray privateKey = request.tlsPrivateKey.reveal().toByteArray();
    named.identity.clientChain = QSslCertificate::fromData(certificate, QSsl::Pem);
    named.identity.clientKey = keyOf(privateKey);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(certificate);
    hash.addData(privateKey);
    named.key += hash.result();
    wipe(privateKey);
    if (named.identity.clientChain.isEmpty() || named.identity.clientKey->isNull()) {
        return misconfigured(Text::tr("The client's certificate or its private key "
                                      "cannot be used for TLS."));
    }
    return named;
}

} // namespace Tokenwright
