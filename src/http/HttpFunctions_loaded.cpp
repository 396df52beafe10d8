// SPDX-License-Identifier: MIT
#include "HttpTransport.h"

#include "ProgramPart.h"

namespace Tokenwright {

Result<const HttpFunctions *> httpFunctions()
{
    static const auto functions = partFunctions<HttpFunctions>(ProgramPart::Network,
                                                               "tokenwright_http_functions");
    return functions;
}

} // namespace Tokenwright
