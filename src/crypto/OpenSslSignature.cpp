// SPDX-License-Identifier: MIT
#include "OpenSslKey.h"

#include "SignatureAlgorithm.h"
#include "Text.h"

#include <openssl/ecdsa.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>

namespace Tokenwright::OpenSsl {

namespace {

using Kind = SignatureAlgorithm::Kind;
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreeingByOpenSsl<EVP_MD_CTX_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, FreeingByOpenSsl<ECDSA_SIG_free>>;

/// RFC 7518 §3.4: the two numbers of the signature, each of fixed length.
QByteArray joinedHalves(const QByteArray &der, int size)
{
    auto bytes = reinterpret_cast<const unsigned char *>(der.constData());
    const EcdsaSignature signature(d2i_ECDSA_SIG(nullptr, &bytes, der.size()));
    QByteArray halves(2 * size, '\0');
    auto target = reinterpret_cast<unsigned char *>(halves.data());
    if (!signature || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), target, size) != size
        || BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), target + size, size) != size)
        return {};
    return halves;
}

std::unexpected<Error> unknownAlgorithm(const QString &id, const QStringList &known)
{
    return keyProblem(Text::tr("There is no signature algorithm “%1”; known are %2.")
                          .arg(id, known.join(u", "_s)));
}

/// Why \a key does not fit \a algorithm; empty: it does.
QString misfit(const SignatureAlgorithm &algorithm, const PrivateKeyFacts &key)
{
    using Type = PrivateKeyFacts::Type;
    const QLatin1StringView id(algorithm.id);
    switch (algorithm.kind) {
    case Kind::Mac:
        return Text::tr("“%1” signs by the client secret (client_secret_jwt). By a private key "
                        "sign %2.")
            .arg(id, keyAlgorithms().join(u", "_s));
    case Kind::Rsa:
    case Kind::RsaPss:
        if (key.type == Type::Rsa || (algorithm.kind == Kind::RsaPss && key.type == Type::RsaPss))
            return {};
        return Text::tr("%1 needs an RSA key; this one is: %2.").arg(id, key.description);
    case Kind::EllipticCurve: {
        const QLatin1StringView curve(algorithm.curve);
        if (key.type == Type::EllipticCurve && key.curve == curve)
            return {};
        return Text::tr("%1 needs a key of the curve %2; this one is: %3.")
            .arg(id, curve, key.description);
    }
    case Kind::Edwards:
        if (key.type == Type::Edwards)
            return {};
        return Text::tr("%1 needs a key of the kind Ed25519 or Ed448; this one is: %2.")
            .arg(id, key.description);
    }
    return {};
}

QByteArray signedBy(EVP_PKEY *key, const SignatureAlgorithm &algorithm, QByteArrayView message)
{
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *settings = nullptr; // belongs to the context
    const EVP_MD *digest = algorithm.digest ? EVP_get_digestbyname(algorithm.digest) : nullptr;
    bool ready = EVP_DigestSignInit(context.get(), &settings, digest, nullptr, key) == 1;
    if (algorithm.kind == Kind::RsaPss) {
        ready = ready && EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING) == 1
            && EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_DIGEST) == 1;
    }
    const auto data = reinterpret_cast<const unsigned char *>(message.data());
    const auto length = std::size_t(message.size());
    std::size_t size = 0;
    ready = ready && EVP_DigestSign(context.get(), nullptr, &size, data, length) == 1;
    QByteArray signature(qsizetype(size), '\0');
    const auto target = reinterpret_cast<unsigned char *>(signature.data());
    if (!ready || EVP_DigestSign(context.get(), target, &size, data, length) != 1)
        return {};
    signature.truncate(qsizetype(size));
    return algorithm.kind == Kind::EllipticCurve ? joinedHalves(signature, algorithm.halfBytes)
                                                 : signature;
}

} // namespace

Result<QByteArray> signJws(const Secret &privateKey, const QString &algorithm,
                           QByteArrayView message)
{
    const auto read = readPrivateKey(privateKey);
    if (!read)
        return failure(read.error());
    const SignatureAlgorithm *known = signatureAlgorithm(algorithm);
    if (!known)
        return unknownAlgorithm(algorithm, keyAlgorithms());
    const PrivateKeyFacts facts = factsOf(*read);
    if (const QString problem = misfit(*known, facts); !problem.isEmpty())
        return keyProblem(problem);
    const QByteArray signature = signedBy(read->key.get(), *known, message);
    if (signature.isEmpty())
        return keyProblem(Text::tr("The private key could not sign (%1).").arg(facts.description));
    return signature;
}

Result<QByteArray> macJws(const Secret &secret, const QString &algorithm, QByteArrayView message)
{
    const SignatureAlgorithm *known = signatureAlgorithm(algorithm);
    if (!known || known->kind != Kind::Mac)
        return unknownAlgorithm(algorithm, secretAlgorithms());
    if (secret.isEmpty())
        return keyProblem(Text::tr("The client secret is missing."));
    QByteArray mac(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    const bool done = HMAC(
        EVP_get_digestbyname(known->digest), secret.reveal().data(), int(secret.size()),
        reinterpret_cast<const unsigned char *>(message.data()), std::size_t(message.size()),
        reinterpret_cast<unsigned char *>(mac.data()), &size);
    if (!done)
        return keyProblem(Text::tr("The client secret could not sign."));
    mac.truncate(qsizetype(size));
    return mac;
}

} // namespace Tokenwright::OpenSsl
