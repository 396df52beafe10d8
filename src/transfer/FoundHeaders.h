// SPDX-License-Identifier: MIT
#pragma once

#include "FoundPair.h"

namespace Tokenwright {

/// Gives \a target those headers of \a pair that are its own. One that the provider's file makes of
/// a variable tells that variable; what is made anew for each request is left out.
void takeFoundHeaders(ImportedSet &target, const FoundPair &pair, const Provider &provider);

} // namespace Tokenwright
