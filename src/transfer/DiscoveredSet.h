// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialSet.h"
#include "ProviderCatalog.h"
#include "Result.h"
#include "ServerMetadata.h"

#include <QStringList>

namespace Tokenwright {

/// The ways to authenticate of those that \a found lists, in its order, that this program knows as
/// well. A server that lists none takes client_secret_basic (RFC 8414 §2). Pure.
QStringList methodsForBoth(const ServerMetadata &found);

/// \a set at the generic server, with what \a found says of itself: token endpoint, issuer, where
/// tokens are ended, and of methodsForBoth() its own or else the first. Without an environment it
/// gets the first. What else is in \a set stays. Pure. Errors: Configuration (no provider file is
/// for any server; the two have no method in common).
Result<CredentialSet> discoveredSet(const ServerMetadata &found, const ProviderCatalog &catalog,
                                    CredentialSet set);

} // namespace Tokenwright
