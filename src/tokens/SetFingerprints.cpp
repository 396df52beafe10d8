// SPDX-License-Identifier: MIT
#include "SetFingerprints.h"

#include "TokenRequest.h"

namespace Tokenwright {

QString SetFingerprints::of(const CredentialSet &set) const
{
    Known &known = m_known[set.id];
    if (known.revision != m_providers.revision() || known.set != set) {
        const Provider *provider = m_providers.provider(set.provider);
        known = {.set = set,
                 .revision = m_providers.revision(),
                 .fingerprint = provider ? requestFingerprint(*provider, set) : QString()};
    }
    return known.fingerprint;
}

} // namespace Tokenwright
