// SPDX-License-Identifier: MIT
// For this room alone.
#pragma once

#include "PrivateKey.h"

namespace Tokenwright {

/// What this room does by OpenSSL, as PrivateKey.h and Signature.h have it.
struct CryptoFunctions
{
    Result<PrivateKeyFacts> (*privateKeyFacts)(const Secret &key);
    Result<Secret> (*openedKey)(const Secret &key, const Secret &passphrase);
    Result<Secret> (*keyAsPem)(const Secret &key);
    Result<CertificateFacts> (*certificateFacts)(const Secret &pem);
    bool (*belongTogether)(const Secret &certificate, const Secret &privateKey);
    Result<QByteArray> (*signJws)(const Secret &privateKey, const QString &algorithm,
                                  QByteArrayView message);
    Result<QByteArray> (*macJws)(const Secret &secret, const QString &algorithm,
                                 QByteArrayView message);
};

/// They are linked, or in a part of the program (ProgramPart.h) that is loaded by the first call.
/// Usable from any thread. Errors: as partFunctions().
Result<const CryptoFunctions *> cryptoFunctions();

/// Calls one of them. What it gives is a Result.
template <auto function, class... Arguments> auto byCryptoFunctions(const Arguments &...arguments)
{
    const auto functions = cryptoFunctions();
    using Given = decltype(((*functions)->*function)(arguments...));
    return functions ? ((*functions)->*function)(arguments...) : Given(failure(functions.error()));
}

} // namespace Tokenwright
