// SPDX-License-Identifier: MIT
#include "OpenSslKey.h"

#include "KeyText.h"
#include "Text.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>

#include <optional>
#include <vector>

namespace Tokenwright::OpenSsl {

namespace {

using Number = std::unique_ptr<BIGNUM, FreeingByOpenSsl<BN_clear_free>>;
using Numbers = std::vector<Number>;
using ParameterBuilder = std::unique_ptr<OSSL_PARAM_BLD, FreeingByOpenSsl<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, FreeingByOpenSsl<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, FreeingByOpenSsl<EVP_PKEY_CTX_free>>;
using SigningContext = std::unique_ptr<EVP_MD_CTX, FreeingByOpenSsl<EVP_MD_CTX_free>>;

constexpr qsizetype mostModulusBytes = 8192 / 8; ///< What is longer takes seconds to sign.

/// The bytes of one of a JWK's fields, in base64url (RFC 7515 §2); nothing where it holds no such.
std::optional<Secret> bytesOf(const QJsonObject &jwk, QStringView field)
{
    auto decoded = QByteArray::fromBase64Encoding(jwk.value(field).toString().toLatin1(),
                                                  QByteArray::Base64UrlEncoding
                                                      | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || (*decoded).isEmpty())
        return {};
    return Secret(std::move(*decoded));
}

Number numberOf(const Secret &bytes)
{
    return Number(BN_bin2bn(reinterpret_cast<const unsigned char *>(bytes.reveal().data()),
                            int(bytes.size()), nullptr));
}

std::unexpected<Error> incomplete(QStringView field)
{
    return keyProblem(
        Text::tr("The JWK is incomplete: its “%1” is missing or no base64url.").arg(field));
}

std::unexpected<Error> damaged()
{
    return keyProblem(Text::tr("The JWK holds no key: its numbers do not belong together."));
}

std::unexpected<Error> unknownCurve()
{
    return keyProblem(Text::tr("The JWK is a key of a curve that does not sign here; P-256, P-384, "
                               "P-521, Ed25519 and Ed448 do."));
}

OpenSslKey made(const char *type, OSSL_PARAM_BLD *builder)
{
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY *key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1
        || EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, parameters.get()) != 1)
        return {};
    return OpenSslKey(key);
}

Result<OpenSslKey> rsaKey(const QJsonObject &jwk)
{
    if (jwk.contains(u"oth"))
        return keyProblem(Text::tr("The JWK is an RSA key of more than two primes."));
    struct Part
    {
        QStringView field;
        const char *name;
        bool isOptional = false;
    };
    static constexpr Part parts[]{
        {u"n", OSSL_PKEY_PARAM_RSA_N},
        {u"e", OSSL_PKEY_PARAM_RSA_E},
        {u"d", OSSL_PKEY_PARAM_RSA_D},
        {u"p", OSSL_PKEY_PARAM_RSA_FACTOR1, true},
        {u"q", OSSL_PKEY_PARAM_RSA_FACTOR2, true},
        {u"dp", OSSL_PKEY_PARAM_RSA_EXPONENT1, true},
        {u"dq", OSSL_PKEY_PARAM_RSA_EXPONENT2, true},
        {u"qi", OSSL_PKEY_PARAM_RSA_COEFFICIENT1, true},
    };
    const bool hasPrimes = jwk.contains(u"p"); // then all of them have to be there (§6.3.2)
    const ParameterBuilder builder(OSSL_PARAM_BLD_new());
    Numbers numbers; // which the builder borrows
    for (const Part &part : parts) {
        if (part.isOptional && !hasPrimes)
            continue;
        const auto bytes = bytesOf(jwk, part.field);
        if (!bytes)
            return incomplete(part.field);
        if (bytes->size() > mostModulusBytes)
            return keyProblem(Text::tr("The RSA key of the JWK is too long."));
        numbers.push_back(numberOf(*bytes));
        if (OSSL_PARAM_BLD_push_BN(builder.get(), part.name, numbers.back().get()) != 1)
            return damaged();
    }
    return made("RSA", builder.get());
}

Result<OpenSslKey> curveKey(const QJsonObject &jwk)
{
    const QString curve = jwk.value(u"crv").toString();
    const int size = curve == u"P-256" || curve == u"secp256k1" ? 32
        : curve == u"P-384"                                     ? 48
        : curve == u"P-521"                                     ? 66
                                                                : 0;
    if (size == 0)
        return unknownCurve();
    QByteArray point("\x04"); // both coordinates follow (SEC 1 §2.3.3)
    for (const QStringView field : {u"x", u"y"}) {
        const auto bytes = bytesOf(jwk, field);
        if (!bytes || bytes->size() > size)
            return incomplete(field);
        point += QByteArray(size - bytes->size(), '\0') + bytes->reveal().toByteArray();
    }
    const auto secret = bytesOf(jwk, u"d");
    if (!secret)
        return incomplete(u"d");
    const Number number = numberOf(*secret);
    const QByteArray group = curve.toLatin1();
    const ParameterBuilder builder(OSSL_PARAM_BLD_new());
    if (OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME,
                                        group.constData(), std::size_t(group.size()))
            != 1
        || OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY,
                                            point.constData(), std::size_t(point.size()))
            != 1
        || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, number.get()) != 1)
        return damaged();
    return made("EC", builder.get());
}

Result<OpenSslKey> edwardsKey(const QJsonObject &jwk)
{
    const QString curve = jwk.value(u"crv").toString();
    if (curve != u"Ed25519" && curve != u"Ed448")
        return unknownCurve();
    const auto own = bytesOf(jwk, u"x");
    const auto secret = bytesOf(jwk, u"d");
    if (!own || !secret)
        return incomplete(own ? u"d" : u"x");
    OpenSslKey key(EVP_PKEY_new_raw_private_key(
        curve == u"Ed448" ? EVP_PKEY_ED448 : EVP_PKEY_ED25519, nullptr,
        reinterpret_cast<const unsigned char *>(secret->reveal().data()),
        std::size_t(secret->size())));
    QByteArray derived(64, '\0');
    std::size_t size = std::size_t(derived.size());
    if (!key
        || EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char *>(derived.data()),
                                       &size)
            != 1
        || QByteArrayView(derived).first(qsizetype(size)) != own->reveal())
        return damaged();
    return key;
}

bool signsWhatItVerifies(EVP_PKEY *key)
{
    const auto message = reinterpret_cast<const unsigned char *>("Tokenwright");
    constexpr std::size_t length = 11;
    const EVP_MD *digest = EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA
            || EVP_PKEY_get_base_id(key) == EVP_PKEY_EC
        ? EVP_sha256()
        : nullptr;
    QByteArray signature(EVP_PKEY_get_size(key), '\0');
    const auto bytes = reinterpret_cast<unsigned char *>(signature.data());
    std::size_t size = std::size_t(signature.size());
    const SigningContext signing(EVP_MD_CTX_new());
    const SigningContext verifying(EVP_MD_CTX_new());
    return EVP_DigestSignInit(signing.get(), nullptr, digest, nullptr, key) == 1
        && EVP_DigestSign(signing.get(), bytes, &size, message, length) == 1
        && EVP_DigestVerifyInit(verifying.get(), nullptr, digest, nullptr, key) == 1
        && EVP_DigestVerify(verifying.get(), bytes, size, message, length) == 1;
}

/// What \a jwk is, where it is no private key.
std::optional<Error> otherThanPrivate(const QJsonObject &jwk)
{
    const auto is = [](const QString &message) { return keyProblem(message).error(); };
    if (jwk.contains(u"keys")) {
        return is(Text::tr("This is a set of keys (JWKS). Take the one key out of it that the "
                           "server knows you by, with its private part “d”."));
    }
    const QString type = jwk.value(u"kty").toString();
    if (type.isEmpty())
        return is(Text::tr("This is JSON, but no key in JWK form: it has no “kty”."));
    if (type == u"oct") {
        return is(Text::tr("This JWK is a shared secret (oct): it belongs into the client "
                           "secret, and signs by client_secret_jwt."));
    }
    if (!jwk.contains(u"d")) {
        return is(Text::tr("This JWK holds a public key alone: it has no “d”. The private key is "
                           "needed."));
    }
    return {};
}

} // namespace

Result<ReadKey> readJwk(const Secret &text)
{
    const QByteArrayView bytes = withoutMark(text);
    const auto document = QJsonDocument::fromJson(
        QByteArray::fromRawData(bytes.data(), bytes.size()));
    if (document.isArray()) {
        return keyProblem(Text::tr("This is a list of keys. Take the one out of it that the "
                                   "server knows you by."));
    }
    if (!document.isObject())
        return keyProblem(Text::tr("This is no private key: neither PEM nor JSON that is whole."));
    const QJsonObject jwk = document.object();
    if (auto other = otherThanPrivate(jwk))
        return failure(std::move(*other));
    const QString type = jwk.value(u"kty").toString();
    auto key = type == u"RSA" ? rsaKey(jwk)
        : type == u"EC"       ? curveKey(jwk)
        : type == u"OKP"      ? edwardsKey(jwk)
                              : keyProblem(Text::tr("This JWK is of another kind than RSA, EC and "
                                                         "OKP."));
    if (!key)
        return failure(key.error());
    if (!*key || !signsWhatItVerifies(key->get()))
        return damaged();
    ERR_clear_error();
    return ReadKey{.key = std::move(*key),
                   .keyId = jwk.value(u"kid").toString(),
                   .algorithm = jwk.value(u"alg").toString()};
}

} // namespace Tokenwright::OpenSsl
