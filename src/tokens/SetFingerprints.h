// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialSet.h"
#include "ProviderCatalog.h"

#include <QHash>

namespace Tokenwright {

/// requestFingerprint() of sets that are asked about again and again: reckoned once for each state
/// of a set and of the catalog, because a thousand take longer than a window may stand still. Knows
/// of changes by comparing, so that nobody has to tell it. What it is given is borrowed.
class SetFingerprints
{
public:
    explicit SetFingerprints(const ProviderCatalog &providers)
        : m_providers(providers)
    { }

    /// Empty when there is no such provider.
    QString of(const CredentialSet &set) const;

private:
    struct Known
    {
        CredentialSet set;
        int revision = -1;
        QString fingerprint;
    };

    const ProviderCatalog &m_providers;
    mutable QHash<QString, Known> m_known; ///< By the set's ID.
};

} // namespace Tokenwright
