// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialRegistry.h"

#include <optional>

namespace Tokenwright {

/// \a set as the start of a new one in its other environment: production if it is none, and the
/// other way round. Its name is free there, and says the environment if it did before. It has no
/// id, is no favourite and not kept fresh, and what stands for a secret of the pair is gone.
/// Nothing: \a provider, which is the set's, has no such environment. Pure.
std::optional<CredentialSet> inOtherEnvironment(const CredentialSet &set, const Provider &provider,
                                                const CredentialRegistry &registry);

} // namespace Tokenwright
