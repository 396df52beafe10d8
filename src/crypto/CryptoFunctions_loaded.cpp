// SPDX-License-Identifier: MIT
#include "CryptoFunctions.h"

#include "ProgramPart.h"

namespace Tokenwright {

Result<const CryptoFunctions *> cryptoFunctions()
{
    return partFunctions<CryptoFunctions>(ProgramPart::Keys, "tokenwright_crypto_functions");
}

} // namespace Tokenwright
