// SPDX-License-Identifier: MIT
#include "Terminal.h"

namespace Tokenwright {

bool isTerminal(std::FILE *)
{
    return false;
}

int cellsOf(uint)
{
    return 1;
}

} // namespace Tokenwright
