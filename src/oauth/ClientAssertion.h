// SPDX-License-Identifier: MIT
#pragma once

#include "ClientCredentials.h"
#include "Provider.h"
#include "RequestDraft.h"
#include "Result.h"

namespace Tokenwright {

/// How long an assertion is valid, in seconds: enough for clocks that differ, short enough that a
/// copy of it is soon worthless.
inline constexpr qint64 assertionLifetime = 300;

/// A signed JSON Web Token by which a client shows who it is (RFC 7523 §3): issuer and subject are
/// the client ID, the audience is that of \a rules or else \a tokenUrl. Names the certificate, if
/// the credentials hold one, by its thumbprint (`x5t#S256`). Pure but for the signature's salt.
/// Errors: ErrorKind::Configuration.
Result<Secret> clientAssertion(const AssertionRules &rules, const ClientCredentials &credentials,
                               const QUrl &tokenUrl, const RequestStamp &stamp);

} // namespace Tokenwright
