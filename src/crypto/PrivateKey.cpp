// SPDX-License-Identifier: MIT
// The only user of OpenSSL.
#include "PrivateKey.h"

#include "Text.h"

#include <QLocale>
#include <QRegularExpression>
#include <QSslCertificate>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>

namespace Tokenwright {

namespace {

template <auto free> struct Freeing
{
    template <class T> void operator()(T *object) const { free(object); }
};
using Bio = std::unique_ptr<BIO, Freeing<BIO_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freeing<X509_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freeing<EVP_MD_CTX_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, Freeing<ECDSA_SIG_free>>;

constexpr int p256Bytes = 32; ///< Of each half of an ES256 signature.

std::unexpected<Error> wrong(const QString &message)
{
    ERR_clear_error();
    return misconfigured(message);
}

Bio reading(const Secret &text)
{
    return Bio(BIO_new_mem_buf(text.reveal().data(), int(text.size())));
}

/// Instead of OpenSSL's own, which would ask on the terminal.
int noPassphrase(char *, int, int, void *)
{
    return -1;
}

Key keyOf(const Secret &pem)
{
    const Secret tidy = tidiedPem(pem);
    Key key(PEM_read_bio_PrivateKey(reading(tidy).get(), nullptr, noPassphrase, nullptr));
    ERR_clear_error();
    return key;
}

PrivateKeyFacts factsOf(EVP_PKEY *key)
{
    PrivateKeyFacts facts;
    facts.bits = EVP_PKEY_get_bits(key);
    const int type = EVP_PKEY_get_base_id(key);
    if (type == EVP_PKEY_RSA) {
        facts.type = PrivateKeyFacts::Type::Rsa;
        facts.description = Text::tr("RSA, %1 bits").arg(facts.bits);
    } else if (type == EVP_PKEY_EC) {
        char group[64] = {};
        EVP_PKEY_get_group_name(key, group, sizeof group, nullptr);
        facts.type = PrivateKeyFacts::Type::EllipticCurve;
        facts.isP256 = QByteArrayView(group) == "prime256v1" || QByteArrayView(group) == "P-256";
        facts.description = Text::tr("elliptic curve %1").arg(QString::fromLatin1(group));
    } else {
        facts.description = QString::fromLatin1(OBJ_nid2sn(type));
    }
    return facts;
}

/// RFC 7518 §3.4: the two numbers of the signature, each of fixed length.
QByteArray joinedHalves(const QByteArray &der)
{
    auto bytes = reinterpret_cast<const unsigned char *>(der.constData());
    const EcdsaSignature signature(d2i_ECDSA_SIG(nullptr, &bytes, der.size()));
    QByteArray halves(2 * p256Bytes, '\0');
    auto target = reinterpret_cast<unsigned char *>(halves.data());
    if (!signature
        || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), target, p256Bytes) != p256Bytes
        || BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), target + p256Bytes, p256Bytes)
            != p256Bytes)
        return {};
    return halves;
}

} // namespace

Secret tidiedPem(const Secret &pem)
{
    // Only the white space is put right, so that an unusual PEM stays what it is. Line ends copied
    // out of a JSON file are still written as there.
    static const QRegularExpression block(
        u"-----BEGIN ([A-Z0-9 ]+)-----((?:[A-Za-z0-9+/=\\s]++|\\\\[nr])*+)-----END \\1-----"_s);
    static const QRegularExpression space(u"\\s|\\\\[nr]"_s);
    const QString text = pem.revealText();
    QString tidy;
    auto matches = block.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        QString base64 = match.captured(2);
        base64.remove(space);
        tidy += u"-----BEGIN " + match.captured(1) + u"-----\n";
        for (qsizetype at = 0; at < base64.size(); at += 64)
            tidy += base64.mid(at, 64) + u'\n';
        tidy += u"-----END " + match.captured(1) + u"-----\n";
    }
    return tidy.isEmpty() ? pem : Secret::fromText(tidy);
}

Result<PrivateKeyFacts> privateKeyFacts(const Secret &pem)
{
    if (pem.reveal().trimmed().isEmpty())
        return wrong(Text::tr("The private key is missing."));
    if (const Key key = keyOf(pem))
        return factsOf(key.get());
    const QByteArrayView text = pem.reveal();
    if (text.contains("ENCRYPTED"))
        return wrong(Text::tr("The private key is protected by a passphrase. Take it off with "
                              "“openssl pkey -in KEY”; the keychain protects the key instead."));
    if (text.contains("PUBLIC KEY-----") || text.contains("BEGIN CERTIFICATE"))
        return wrong(Text::tr("This is a public key or a certificate; the private key is needed."));
    return wrong(Text::tr("This is no private key in PEM form (-----BEGIN PRIVATE KEY-----)."));
}

Result<CertificateFacts> certificateFacts(const Secret &pem)
{
    if (pem.reveal().trimmed().isEmpty())
        return wrong(Text::tr("The certificate is missing."));
    const QByteArray tidy = tidiedPem(pem).reveal().toByteArray();
    const QList<QSslCertificate> chain = QSslCertificate::fromData(tidy, QSsl::Pem);
    if (chain.isEmpty())
        return wrong(Text::tr("This is no certificate in PEM form (-----BEGIN CERTIFICATE-----)."));
    const QSslCertificate &own = chain.first();
    QString name = own.subjectDisplayName();
    if (name.isEmpty())
        name = Text::tr("no name");
    const QString until = QLocale().toString(own.expiryDate().date(), QLocale::ShortFormat);
    const bool hasPassed = own.expiryDate() < QDateTime::currentDateTimeUtc();
    return CertificateFacts{.description = hasPassed
                                ? Text::tr("%1, expired on %2").arg(name, until)
                                : Text::tr("%1, valid until %2").arg(name, until),
                            .sha256 = own.digest(QCryptographicHash::Sha256)};
}

QStringList signatureAlgorithms()
{
    return {u"RS256"_s, u"PS256"_s, u"ES256"_s};
}

QString algorithmFor(const PrivateKeyFacts &key, const QString &chosen)
{
    if (!chosen.isEmpty())
        return chosen;
    return key.type == PrivateKeyFacts::Type::EllipticCurve ? u"ES256"_s : u"RS256"_s;
}

bool belongTogether(const Secret &certificate, const Secret &privateKey)
{
    const Secret tidy = tidiedPem(certificate);
    const Certificate x509(PEM_read_bio_X509(reading(tidy).get(), nullptr, noPassphrase, nullptr));
    const Key key = keyOf(privateKey);
    const bool fits = x509 && key && X509_check_private_key(x509.get(), key.get()) == 1;
    ERR_clear_error();
    return fits;
}

Result<QByteArray> signJws(const Secret &privateKey, const QString &algorithm,
                           QByteArrayView message)
{
    using Type = PrivateKeyFacts::Type;
    const auto facts = privateKeyFacts(privateKey);
    if (!facts)
        return failure(facts.error());
    if (!signatureAlgorithms().contains(algorithm)) {
        return wrong(Text::tr("There is no signature algorithm “%1”; known are %2.")
                         .arg(algorithm, signatureAlgorithms().join(u", ")));
    }
    const bool isEc = algorithm == u"ES256";
    const bool isRsa = !isEc;
    if (isRsa ? facts->type != Type::Rsa : !facts->isP256) {
        return wrong((isRsa ? Text::tr("%1 needs an RSA key; this one is: %2.")
                            : Text::tr("%1 needs a key of the curve P-256; this one is: %2."))
                         .arg(algorithm, facts->description));
    }

    const Key key = keyOf(privateKey);
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *settings = nullptr; // belongs to the context
    bool ready = EVP_DigestSignInit(context.get(), &settings, EVP_sha256(), nullptr, key.get())
        == 1;
    if (algorithm == u"PS256") { // RFC 7518 §3.5: the salt as long as the hash
        ready = ready && EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING) == 1
            && EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_DIGEST) == 1;
    }
    const auto data = reinterpret_cast<const unsigned char *>(message.data());
    const auto length = std::size_t(message.size());
    std::size_t size = 0;
    ready = ready && EVP_DigestSign(context.get(), nullptr, &size, data, length) == 1;
    QByteArray signature(qsizetype(size), '\0');
    ready = ready
        && EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size,
                          data, length)
            == 1;
    signature.truncate(qsizetype(size));
    if (ready && isEc)
        signature = joinedHalves(signature);
    if (!ready || signature.isEmpty())
        return wrong(Text::tr("The private key could not sign (%1).").arg(facts->description));
    return signature;
}

} // namespace Tokenwright
