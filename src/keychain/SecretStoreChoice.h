// SPDX-License-Identifier: MIT
#pragma once

#include "SecretStore.h"

#include <memory>

namespace Tokenwright {

/// The key in settings.ini that chooses, and the value that means the kernel's keyring; anything
/// else, and nothing, means the desktop's keychain.
inline const QString secretStoreKey = u"keychain/store"_s;
inline const QString kernelSecretStore = u"kernel"_s;

/// The store that the user chose in \a settingsFile; both programs ask here and nowhere else. Which
/// of the desktop's keychains it is, KeychainService decides; SecretStore::reason() says why.
std::unique_ptr<SecretStore> createSecretStore(const QString &settingsFile);
/// The desktop's own, whatever the settings say.
std::unique_ptr<SecretStore> createSystemSecretStore();

} // namespace Tokenwright
