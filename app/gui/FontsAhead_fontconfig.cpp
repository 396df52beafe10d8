// SPDX-License-Identifier: MIT
#include "FontsAhead.h"

#include <clocale>

#include <fontconfig/fontconfig.h>

namespace Tokenwright {

std::future<void> readFontsAhead()
{
    // As the application object will: numbers are read meanwhile, and must not change their shape.
    std::setlocale(LC_ALL, "");
    return std::async(std::launch::async | std::launch::deferred, [] { FcInit(); });
}

} // namespace Tokenwright
