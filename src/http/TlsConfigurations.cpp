// SPDX-License-Identifier: MIT
#include "TlsConfigurations.h"

#include "Text.h"

#include <QSslKey>

namespace Tokenwright {

namespace {

QSslKey keyOf(const QByteArray &pem)
{
    for (const auto algorithm : {QSsl::Rsa, QSsl::Ec}) {
        if (const QSslKey key(pem, algorithm); !key.isNull())
            return key;
    }
    return {};
}

} // namespace

Result<QList<QSslCertificate>> TlsConfigurations::trustedOf(const TlsIdentity &identity)
{
    const std::scoped_lock lock(m_mutex);
    Decoded &decoded = m_decoded[identity.trustedFile];
    if (decoded.hash != identity.trustedHash) {
        decoded = {.hash = identity.trustedHash,
                   .certificates = QSslCertificate::fromData(identity.trusted, QSsl::Pem)};
    }
    if (decoded.certificates.isEmpty()) {
        return misconfigured(
            Text::tr("The certificate file %1 holds no certificate.").arg(identity.trustedFile));
    }
    return decoded.certificates;
}

/// Read once, when first needed, by whichever thread comes first.
const QList<QSslCertificate> &TlsConfigurations::ofTheSystem()
{
    std::call_once(m_systemIsRead,
                   [this] { m_system = QSslConfiguration::systemCaCertificates(); });
    return m_system;
}

Result<QSslConfiguration> TlsConfigurations::of(const TlsIdentity &identity, bool isLocal)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (!identity.trustedFile.isEmpty()) {
        const auto trusted = trustedOf(identity);
        if (!trusted)
            return failure(trusted.error());
        // Naming any authority makes Qt forget the system's, so both are named.
        configuration.setCaCertificates(isLocal ? *trusted : ofTheSystem() + *trusted);
    }
    if (!identity.certificate.isEmpty()) {
        const auto chain = QSslCertificate::fromData(identity.certificate.reveal().toByteArray(),
                                                     QSsl::Pem);
        QByteArray pem = identity.privateKey.reveal().toByteArray();
        const QSslKey privateKey = keyOf(pem);
        wipe(pem);
        if (chain.isEmpty() || privateKey.isNull()) {
            return misconfigured(Text::tr("The client's certificate or its private key "
                                          "cannot be used for TLS."));
        }
        configuration.setLocalCertificateChain(chain);
        configuration.setPrivateKey(privateKey);
    }
    return configuration;
}

} // namespace Tokenwright
