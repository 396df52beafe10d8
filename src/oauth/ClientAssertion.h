// SPDX-License-Identifier: MIT
#pragma once

#include "ClientCredentials.h"
#include "Provider.h"
#include "RequestDraft.h"
#include "Result.h"

#include <QMap>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace Tokenwright {

/// What an assertion is made from. Borrowed for the call.
struct AssertionInput
{
    const AssertionRules &rules; ///< The set's on top of the provider's.
    const ClientCredentials &credentials;
    const QUrl &tokenUrl;
    const RequestStamp &stamp;
    QMap<QString, QString> values{}; ///< What the claims may hold: {client_id}, {variables}.
    QStringList scopes{}; ///< And {scopes}; in a text they are joined by \a scopeSeparator.
    QString scopeSeparator = u" "_s;
};

/// A signed JSON Web Token by which a client shows who it is, or what it is granted (RFC 7523 §3),
/// signed by the private key of the credentials. Issuer and subject are the client ID, the audience
/// is that of the rules or else the token URL; the rules' claims replace them. Names the key by the
/// rules' ID or a JWK's own, and the certificate, if the credentials hold one, by its thumbprint
/// (`x5t#S256`). Pure but for the signature's salt. Errors: ErrorKind::Configuration.
Result<Secret> assertionByKey(const AssertionInput &input);

/// The same signed by the client secret (client_secret_jwt): HS256 unless the rules name another.
Result<Secret> assertionBySecret(const AssertionInput &input);

/// Whether \a claims say {scopes}, which then are no parameter of the request. Pure.
bool claimScopes(const QJsonObject &claims);

} // namespace Tokenwright
