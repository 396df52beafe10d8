// SPDX-License-Identifier: MIT
#include "FontsAhead.h"

namespace Tokenwright {

std::future<void> readFontsAhead()
{
    return {};
}

} // namespace Tokenwright
