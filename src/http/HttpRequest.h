// SPDX-License-Identifier: MIT
#pragma once

#include "HeaderText.h"
#include "Secret.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

namespace Tokenwright {

/// A header whose value may be secret.
struct RequestHeader
{
    QByteArray name;
    Secret value;
};

/// An HTTP request, whole: what goes over the wire, and nothing else. A value.
struct HttpRequest
{
    QByteArray method;
    QUrl url;
    QList<RequestHeader> headers;
    Secret body;
    QString caCertificates; ///< PEM file trusted besides the system's; may be empty.
    Secret tlsCertificate; ///< PEM shown to the server (RFC 8705); empty: none.
    Secret tlsPrivateKey; ///< PEM that goes with it.
    QList<Secret> secrets; ///< What must be redacted from anything shown about this request.
    QString clientId; ///< May be shown, but not be written into a file.
};

} // namespace Tokenwright
