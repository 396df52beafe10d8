// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"
#include "Secret.h"

#include <QByteArray>
#include <QString>

namespace Tokenwright {

/// What kind of key a PEM text holds.
struct PrivateKeyFacts
{
    enum class Type { Rsa, EllipticCurve, Other };
    Type type = Type::Other;
    int bits = 0;
    bool isP256 = false; ///< The curve that ES256 wants.
    QString description; ///< For people: "RSA, 2048 bits".
};

/// What a PEM text's first certificate says of itself.
struct CertificateFacts
{
    QString description; ///< For people: whom it names and until when it is valid.
    QByteArray sha256; ///< Of its DER form, as RFC 8705 and RFC 7515 §4.1.8 thumb it.
};

/// \a pem with its line ends where they belong, for texts that a one-line field or a JSON file
/// squeezed; as it is when it holds no PEM block. Pure.
Secret tidiedPem(const Secret &pem);

/// Errors: ErrorKind::Configuration, saying what is wrong (no key, a passphrase, a certificate in
/// the key's place). Pure.
Result<PrivateKeyFacts> privateKeyFacts(const Secret &pem);

/// Errors: ErrorKind::Configuration. Pure.
Result<CertificateFacts> certificateFacts(const Secret &pem);

/// Those that signJws() knows (RFC 7518 §3.1).
QStringList signatureAlgorithms();

/// The signature algorithm to use with \a key: \a chosen or, if that is empty, the usual one of its
/// kind. Pure.
QString algorithmFor(const PrivateKeyFacts &key, const QString &chosen);

/// Whether the first certificate of \a certificate is for \a privateKey. Pure.
bool belongTogether(const Secret &certificate, const Secret &privateKey);

/// The signature of \a message by \a privateKey as a JSON Web Signature holds it (RFC 7518 §3.3 to
/// §3.5): RS256, PS256 or ES256. Errors: ErrorKind::Configuration (no such algorithm, or the key is
/// not of its kind).
Result<QByteArray> signJws(const Secret &privateKey, const QString &algorithm,
                           QByteArrayView message);

} // namespace Tokenwright
