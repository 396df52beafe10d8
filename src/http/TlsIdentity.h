// SPDX-License-Identifier: MIT
#pragma once

#include "HttpRequest.h"
#include "Result.h"
#include "Secret.h"

#include <QByteArray>
#include <QString>

namespace Tokenwright {

/// What a server's answer and a client's identity rest on in TLS, besides what the system brings:
/// as it is written, because to decode it is TlsConfigurations' work, which nobody may wait for.
struct TlsIdentity
{
    QByteArray key; ///< A name for all of it. Empty: nothing but what the system brings.
    QString trustedFile; ///< Where `trusted` was read; empty: nowhere.
    QByteArray trusted; ///< PEM.
    QByteArray trustedHash; ///< SHA-256.
    Secret certificate; ///< PEM shown to the server; empty: none.
    Secret privateKey; ///< PEM that goes with it.
};

/// What \a request trusts and shows in TLS; nothing where it goes without. Its file is read for
/// each request, since it may be another by now. Errors: Configuration, where that cannot be read.
Result<TlsIdentity> tlsIdentityOf(const HttpRequest &request);

} // namespace Tokenwright
