// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialManager.h"

#include "FakeSecretStore.h"

/// The edit of somebody who has just read row and pair: \a set, and \a pair unless it is to stay.
inline QFuture<Tokenwright::Result<void>>
editAsRead(Tokenwright::CredentialManager &manager, const Tokenwright::CredentialRegistry &registry,
           const Tokenwright::FakeSecretStore &store, const Tokenwright::CredentialSet &set,
           const std::optional<Tokenwright::ClientCredentials> &pair = {},
           Tokenwright::OriginConsent consent = Tokenwright::OriginConsent::NotGiven)
{
    using namespace Tokenwright;
    const CredentialSet *row = registry.find(set.id);
    const CredentialSet before = row ? *row : CredentialSet();
    if (!pair)
        return manager.edit(before, set);
    const auto known = ClientCredentials::fromPayload(Secret(store.value(clientKey(set.id))));
    return manager.edit(Entry{.set = before, .credentials = known.value_or(ClientCredentials())},
                        Entry{.set = set, .credentials = *pair}, consent);
}
