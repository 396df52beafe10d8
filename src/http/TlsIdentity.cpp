// SPDX-License-Identifier: MIT
#include "TlsIdentity.h"

#include "RegularFile.h"
#include "Text.h"

#include <QCryptographicHash>

namespace Tokenwright {

namespace {

constexpr qint64 largestCertificateFile = 4 * 1024 * 1024;

} // namespace

Result<TlsIdentity> tlsIdentityOf(const HttpRequest &request)
{
    TlsIdentity identity;
    if (request.url.scheme() != u"https")
        return identity;
    if (!request.caCertificates.isEmpty()) {
        const auto content = readRegularFile(request.caCertificates, largestCertificateFile);
        if (!content) {
            return misconfigured(Text::tr("The certificate file %1 cannot be read: %2")
                                     .arg(request.caCertificates, content.error().message));
        }
        identity.trustedFile = request.caCertificates;
        identity.trusted = *content;
        identity.trustedHash = QCryptographicHash::hash(*content, QCryptographicHash::Sha256);
        identity.key = identity.trustedHash;
    }
    if (!request.tlsCertificate.isEmpty()) {
        identity.certificate = request.tlsCertificate;
        identity.privateKey = request.tlsPrivateKey;
        QCryptographicHash hash(QCryptographicHash::Sha256);
        hash.addData(identity.certificate.reveal());
        hash.addData(identity.privateKey.reveal());
        identity.key += hash.result();
    }
    return identity;
}

} // namespace Tokenwright
