// SPDX-License-Identifier: MIT
#include "ProgramPart.h"

namespace Tokenwright {

/// There are none: what is in them is linked.
void holdProgramParts() { }

} // namespace Tokenwright
