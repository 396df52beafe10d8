// SPDX-License-Identifier: MIT
// For this room alone: what it does by OpenSSL, of which nothing else knows.
#pragma once

#include "CryptoFunctions.h"
#include "PrivateKey.h"
#include "Result.h"
#include "Secret.h"

#include <QString>

#include <openssl/bio.h>
#include <openssl/evp.h>

#include <memory>

namespace Tokenwright::OpenSsl {

template <auto free> struct FreeingByOpenSsl
{
    template <class T> void operator()(T *object) const { free(object); }
};
using OpenSslBio = std::unique_ptr<BIO, FreeingByOpenSsl<BIO_free>>;
using OpenSslKey = std::unique_ptr<EVP_PKEY, FreeingByOpenSsl<EVP_PKEY_free>>;

/// A private key, and what its text says of it besides.
struct ReadKey
{
    OpenSslKey key;
    QString keyId{}; ///< A JWK's `kid`.
    QString algorithm{}; ///< A JWK's `alg`.
};

/// The failure with \a message; OpenSSL's own words are dropped, which nobody would understand.
std::unexpected<Error> keyProblem(const QString &message);

/// Reads \a text, which is borrowed as long as the result lives.
OpenSslBio readingBio(const Secret &text);
/// Instead of OpenSSL's own, which would ask on the terminal.
int noPassphrase(char *, int, int, void *);

/// The private key that a JSON Web Key holds (RFC 7517, RFC 7518 §6, RFC 8037 §2), proved to be
/// one: it signs what its public part verifies. Errors: ErrorKind::Configuration, with what it is
/// instead.
Result<ReadKey> readJwk(const Secret &text);
/// The private key of \a text, PEM or JWK. Errors: ErrorKind::Configuration, as privateKeyFacts().
Result<ReadKey> readPrivateKey(const Secret &text);
PrivateKeyFacts factsOf(const ReadKey &read);

// What CryptoFunctions offers.
Result<PrivateKeyFacts> privateKeyFacts(const Secret &key);
Result<Secret> openedKey(const Secret &key, const Secret &passphrase);
Result<Secret> keyAsPem(const Secret &key);
Result<CertificateFacts> certificateFacts(const Secret &pem);
bool belongTogether(const Secret &certificate, const Secret &privateKey);
Result<QByteArray> signJws(const Secret &privateKey, const QString &algorithm,
                           QByteArrayView message);
Result<QByteArray> macJws(const Secret &secret, const QString &algorithm, QByteArrayView message);

} // namespace Tokenwright::OpenSsl
