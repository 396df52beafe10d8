// SPDX-License-Identifier: MIT
#pragma once

#include "core/Result.h"
#include "core/Secret.h"
#include "credentials/ClientCredentials.h"
#include "credentials/CredentialSet.h"
#include "providers/Provider.h"

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

/// A token request, whole: what goes over the wire, and nothing else. A value.
struct TokenRequest
{
    QByteArray method;
    QUrl url;
    QList<RequestHeader> headers;
    Secret body;
    QString caCertificates; ///< PEM file trusted besides the system's; may be empty.
    QList<Secret> secrets; ///< What must be redacted from anything shown about this request.
};

/// The token endpoint of \a set at \a provider, variables filled in.
/// Errors: ErrorKind::Configuration (no such environment, variable without value, URL not allowed).
Result<QUrl> tokenUrlOf(const Provider &provider, const CredentialSet &set);

/// Builds the client-credentials request (RFC 6749 §4.4.2) for \a set. Pure.
/// Errors: ErrorKind::Configuration.
Result<TokenRequest> buildTokenRequest(const Provider &provider, const CredentialSet &set,
                                       const ClientCredentials &credentials);

/// A hash over everything that shapes the token: provider, environment, endpoint, client
/// authentication, grant, scopes, parameters and the pair's mark. Never over the pair itself.
QString requestFingerprint(const Provider &provider, const CredentialSet &set);

} // namespace Tokenwright
