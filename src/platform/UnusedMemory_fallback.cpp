// SPDX-License-Identifier: MIT
#include "UnusedMemory.h"

namespace Tokenwright {

void releaseUnusedMemory() { }

} // namespace Tokenwright
