// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialRegistry.h"
#include "ProviderCatalog.h"

namespace Tokenwright {

/// A credential set and its provider, found together. Both are borrowed: until the set changes, or
/// the providers are read again.
struct SetAndProvider
{
    const CredentialSet *set = nullptr; ///< Null: there is none.
    const Provider *provider = nullptr; ///< Null: there is no set, or nothing is known of its own.
};

/// The set \a setId of the registry that \a parts have, and its provider among theirs.
template <class Parts> SetAndProvider setAndProvider(const Parts &parts, const QString &setId)
{
    const CredentialSet *set = parts.registry.find(setId);
    return {set, set ? parts.providers.provider(set->provider) : nullptr};
}

} // namespace Tokenwright
