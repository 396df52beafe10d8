// SPDX-License-Identifier: MIT
#include "UnusedMemory.h"

#include <malloc.h>

namespace Tokenwright {

void releaseUnusedMemory()
{
#ifdef __GLIBC__ // another C library does it by itself, or cannot
    malloc_trim(0);
#endif
}

} // namespace Tokenwright
