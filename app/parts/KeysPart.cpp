// SPDX-License-Identifier: MIT
#include "CryptoFunctions.h"

extern "C" {

Q_DECL_EXPORT const void *tokenwright_crypto_functions()
{
    return *Tokenwright::cryptoFunctions();
}
}
