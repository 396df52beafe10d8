// SPDX-License-Identifier: MIT
#pragma once

#include "ConnectionSetup.h"
#include "HttpRequest.h"
#include "Result.h"

#include <QByteArray>
#include <QHash>

namespace Tokenwright {

/// A TLS identity with a name for what it is made of.
struct NamedIdentity
{
    QByteArray key; ///< Empty: nothing but what the system brings.
    TlsIdentity identity;
};

/// Reads what requests trust and show in TLS. The files are read for each request, since they may
/// be others by now, but decoded only when they are: a company's bundle of certificates takes
/// longer than a window may be kept from its work. Lives in one thread.
class TlsIdentities
{
public:
    /// Errors: Configuration, where a file or what the set holds cannot be used for TLS.
    Result<NamedIdentity> of(const HttpRequest &request);

private:
    Result<QByteArray> readTrusted(const QString &path, QList<QSslCertificate> &trusted);

    /// What a file of trusted certificates held, by its path.
    struct Decoded
    {
        QByteArray hash; ///< Of the file's content.
        QList<QSslCertificate> certificates;
    };
    QHash<QString, Decoded> m_decoded;
};

} // namespace Tokenwright
