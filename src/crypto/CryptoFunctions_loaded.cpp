// SPDX-License-Identifier: MIT
#include "CryptoFunctions.h"

#include "ProgramPart.h"

namespace Tokenwright {

Result<const CryptoFunctions *> cryptoFunctions()
{
    static const auto functions = partFunctions<CryptoFunctions>(ProgramPart::Keys,
                                                                 "tokenwright_crypto_functions");
    return functions;
}

} // namespace Tokenwright
