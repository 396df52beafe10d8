// SPDX-License-Identifier: MIT
#include "Terminal.h"

#include <cwchar>

#include <unistd.h>

namespace Tokenwright {

bool isTerminal(std::FILE *stream)
{
    return isatty(fileno(stream)) != 0;
}

int cellsOf(uint character)
{
    const int cells = wcwidth(wchar_t(character));
    return cells < 0 ? 1 : cells; // negative: the system's locale does not know it
}

} // namespace Tokenwright
