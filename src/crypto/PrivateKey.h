// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"
#include "Secret.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace Tokenwright {

/// A private key is a text: PEM (PKCS#8, PKCS#1, SEC 1) or a JSON Web Key (RFC 7517). Whatever
/// tells of one may also fail with ErrorKind::Storage: a part of the program is not there. What
/// this file says of one:
struct PrivateKeyFacts
{
    enum class Type { Rsa, RsaPss, EllipticCurve, Edwards, Other };
    Type type = Type::Other;
    int bits = 0;
    QString curve{}; ///< Of an EllipticCurve, as a JWK names it: "P-256".
    QString description; ///< For people: "RSA, 2048 bits".
    QString keyId{}; ///< A JWK's `kid`; may be empty.
    QString algorithm{}; ///< A JWK's `alg`; may be empty, or no algorithm at all.
};

/// What a PEM text's first certificate says of itself.
struct CertificateFacts
{
    QString description; ///< For people: whom it names and until when it is valid.
    QByteArray sha256; ///< Of its DER form, as RFC 8705 and RFC 7515 §4.1.8 thumb it.
};

/// Errors: ErrorKind::Configuration, saying what is wrong (no key, a passphrase, a certificate, a
/// public key or a set of keys in the key's place). Pure.
Result<PrivateKeyFacts> privateKeyFacts(const Secret &key);

/// \a key as PKCS#8 without its \a passphrase. Deriving a key of it may take a tenth of a second.
/// Errors: ErrorKind::Configuration (not its passphrase). Pure.
Result<Secret> openedKey(const Secret &key, const Secret &passphrase);

/// \a key as PEM, whichever it is, for TLS. Errors: as privateKeyFacts(), of a JWK. Pure.
Result<Secret> keyAsPem(const Secret &key);

/// Errors: ErrorKind::Configuration. Pure.
Result<CertificateFacts> certificateFacts(const Secret &pem);

/// The signatureAlgorithm() to use with \a key: \a chosen or, if that is empty, the one that the
/// key names, or else the usual one of its kind. Pure.
QString algorithmFor(const PrivateKeyFacts &key, const QString &chosen);

/// Whether the first certificate of \a certificate is for \a privateKey. Pure.
bool belongTogether(const Secret &certificate, const Secret &privateKey);

} // namespace Tokenwright
