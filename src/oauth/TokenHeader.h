// SPDX-License-Identifier: MIT
#pragma once

#include "ClientCredentials.h"
#include "CredentialSet.h"
#include "Provider.h"
#include "RequestDraft.h"
#include "Result.h"
#include "Secret.h"

namespace Tokenwright {

/// What stands behind the header's name when \a token is shown to an API: "Bearer …" (RFC 6750
/// §2.1) unless \a rules name another scheme. The answer's token_type never reaches it. Pure.
Secret tokenHeaderValue(const UseTokenRules &rules, const Secret &token);

/// Whether \a headers can be filled in only by who knows the pair: they name the client, or hold a
/// secret. Pure.
bool needPair(const QList<NameValue> &headers);

/// The headers that \a provider wants beside the token in every call, for \a set with
/// \a credentials (which may be empty unless needPair()) filled in. Pure. Errors:
/// ErrorKind::Configuration.
Result<QList<RequestField>> standingHeaders(const Provider &provider, const CredentialSet &set,
                                            const ClientCredentials &credentials,
                                            const RequestStamp &stamp);

} // namespace Tokenwright
