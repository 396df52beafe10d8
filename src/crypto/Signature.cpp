// SPDX-License-Identifier: MIT
#include "Signature.h"

#include "CryptoFunctions.h"

namespace Tokenwright {

Result<QByteArray> signJws(const Secret &privateKey, const QString &algorithm,
                           QByteArrayView message)
{
    return byCryptoFunctions<&CryptoFunctions::signJws>(privateKey, algorithm, message);
}

Result<QByteArray> macJws(const Secret &secret, const QString &algorithm, QByteArrayView message)
{
    return byCryptoFunctions<&CryptoFunctions::macJws>(secret, algorithm, message);
}

} // namespace Tokenwright
