// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"
#include "TlsIdentity.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QString>

#include <mutex>

namespace Tokenwright {

/// Makes of identities what Qt connects by. The first loads OpenSSL and Qt's part for it, which
/// reads all of the system's certificates: 35 ms and more, longer than a window may be kept from
/// its work, as is the decoding of a company's bundle. So it is asked off the window's thread;
/// several may at a time.
class TlsConfigurations
{
public:
    /// What \a identity says, for a connection to this computer (\a isLocal) or another: here no
    /// public authority vouches for names, so the system's need not be loaded where others are
    /// named. Errors: Configuration, where file, certificate or key cannot be used for TLS.
    Result<QSslConfiguration> of(const TlsIdentity &identity, bool isLocal);

private:
    /// What a file of trusted certificates held, which is decoded when it is another.
    struct Decoded
    {
        QByteArray hash; ///< Of the file's content.
        QList<QSslCertificate> certificates;
    };

    Result<QList<QSslCertificate>> trustedOf(const TlsIdentity &identity);
    const QList<QSslCertificate> &ofTheSystem();

    std::mutex m_mutex; ///< Of m_decoded.
    QHash<QString, Decoded> m_decoded; ///< By its path.
    std::once_flag m_systemIsRead;
    QList<QSslCertificate> m_system;
};

} // namespace Tokenwright
