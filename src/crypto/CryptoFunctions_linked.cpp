// SPDX-License-Identifier: MIT
#include "CryptoFunctions.h"

#include "OpenSslKey.h"

namespace Tokenwright {

Result<const CryptoFunctions *> cryptoFunctions()
{
    static constexpr CryptoFunctions functions{.privateKeyFacts = OpenSsl::privateKeyFacts,
                                               .openedKey = OpenSsl::openedKey,
                                               .keyAsPem = OpenSsl::keyAsPem,
                                               .certificateFacts = OpenSsl::certificateFacts,
                                               .belongTogether = OpenSsl::belongTogether,
                                               .signJws = OpenSsl::signJws,
                                               .macJws = OpenSsl::macJws};
    return &functions;
}

} // namespace Tokenwright
