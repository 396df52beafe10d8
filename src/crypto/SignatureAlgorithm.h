// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <span>

namespace Tokenwright {

/// One way to sign a JSON Web Token (RFC 7518 §3.1, RFC 8037 §3.1).
struct SignatureAlgorithm
{
    enum class Kind {
        Mac, ///< By the client secret, whose UTF-8 bytes are the key; all others by a private key.
        Rsa, ///< RSASSA-PKCS1-v1_5
        RsaPss, ///< The salt as long as the hash.
        EllipticCurve, ///< The two numbers of the signature one behind the other (§3.4).
        Edwards,
    };

    const char *id; ///< As in a JWT's `alg`, for example "ES256".
    Kind kind;
    const char *digest = nullptr; ///< OpenSSL's name of the hash; null: the signature's own.
    const char *curve = nullptr; ///< The one that it wants, as a JWK names it.
    int halfBytes = 0; ///< Of each of the two numbers.
};

/// THE table of algorithms: a new one is one entry in SignatureAlgorithm.cpp, and its word in
/// schema.json.
std::span<const SignatureAlgorithm> signatureAlgorithms();
/// Null for an unknown id.
const SignatureAlgorithm *signatureAlgorithm(const QString &id);

/// The names of those by which a private key signs, or the client secret.
QStringList keyAlgorithms();
QStringList secretAlgorithms();
/// Whether \a id is one of the latter.
bool isSecretAlgorithm(const QString &id);

} // namespace Tokenwright
