// SPDX-License-Identifier: MIT
#include "HttpTransport.h"

#include "ProgramPart.h"

namespace Tokenwright {

Result<const HttpFunctions *> httpFunctions()
{
    return partFunctions<HttpFunctions>(ProgramPart::Network, "tokenwright_http_functions");
}

} // namespace Tokenwright
