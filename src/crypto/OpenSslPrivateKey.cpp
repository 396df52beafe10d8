// SPDX-License-Identifier: MIT
#include "OpenSslKey.h"

#include "KeyText.h"
#include "Text.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <ctime>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace Tokenwright::OpenSsl {

namespace {

using Certificate = std::unique_ptr<X509, FreeingByOpenSsl<X509_free>>;

/// The first of \a pem, if there is one. Not by Qt, which reads all of the system's for it.
Certificate firstCertificate(const Secret &pem)
{
    Certificate first(PEM_read_bio_X509(readingBio(pem).get(), nullptr, noPassphrase, nullptr));
    ERR_clear_error();
    return first;
}

/// Whom \a certificate names; may be empty.
QString nameOf(X509 *certificate)
{
    const X509_NAME *subject = X509_get_subject_name(certificate);
    for (const int part : {NID_commonName, NID_organizationName, NID_organizationalUnitName}) {
        const int at = X509_NAME_get_index_by_NID(subject, part, -1);
        if (at < 0)
            continue;
        unsigned char *text = nullptr;
        const int size = ASN1_STRING_to_UTF8(
            &text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
        QString name = QString::fromUtf8(reinterpret_cast<const char *>(text), std::max(size, 0));
        OPENSSL_free(text);
        return name;
    }
    return {};
}

/// Until when it is valid.
QDateTime endOf(const X509 *certificate)
{
    std::tm end{};
    if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end) != 1)
        return {};
    return QDateTime(QDate(end.tm_year + 1900, end.tm_mon + 1, end.tm_mday),
                     QTime(end.tm_hour, end.tm_min, end.tm_sec), QTimeZone::utc());
}

/// Hands the passphrase, a Secret, to OpenSSL.
int givePassphrase(char *target, int room, int, void *secret)
{
    const QByteArrayView bytes = static_cast<const Secret *>(secret)->reveal();
    if (bytes.size() > room)
        return -1;
    std::ranges::copy(bytes, target); // there may be none
    return int(bytes.size());
}

PrivateKeyFacts kindOf(EVP_PKEY *key)
{
    using Type = PrivateKeyFacts::Type;
    PrivateKeyFacts facts;
    facts.bits = EVP_PKEY_get_bits(key);
    const int type = EVP_PKEY_get_base_id(key);
    if (type == EVP_PKEY_RSA || type == EVP_PKEY_RSA_PSS) {
        facts.type = type == EVP_PKEY_RSA ? Type::Rsa : Type::RsaPss;
        facts.description = (type == EVP_PKEY_RSA ? Text::tr("RSA, %1 bits")
                                                  : Text::tr("RSA for PSS alone, %1 bits"))
                                .arg(facts.bits);
    } else if (type == EVP_PKEY_EC) {
        char group[64] = {};
        EVP_PKEY_get_group_name(key, group, sizeof group, nullptr);
        const QString name = QString::fromLatin1(group);
        facts.type = Type::EllipticCurve;
        facts.curve = name == u"prime256v1" ? u"P-256"_s
            : name == u"secp384r1"          ? u"P-384"_s
            : name == u"secp521r1"          ? u"P-521"_s
                                            : name;
        facts.description = Text::tr("elliptic curve %1").arg(name);
    } else {
        facts.type = type == EVP_PKEY_ED25519 || type == EVP_PKEY_ED448 ? Type::Edwards
                                                                        : Type::Other;
        facts.description = QString::fromLatin1(OBJ_nid2sn(type));
    }
    return facts;
}

/// \a key as PKCS#8; empty where OpenSSL cannot.
Secret writtenAsPem(EVP_PKEY *key)
{
    const OpenSslBio bio(BIO_new(BIO_s_secmem()));
    char *bytes = nullptr;
    if (!bio
        || PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr)
            != 1)
        return {};
    const long size = BIO_get_mem_data(bio.get(), &bytes);
    return Secret(QByteArray(bytes, qsizetype(size)));
}

/// What \a text is, where it is no private key in PEM form.
std::unexpected<Error> otherThanPem(const Secret &text)
{
    const QByteArrayView bytes = text.reveal();
    if (isEncryptedKey(text)) {
        return keyProblem(Text::tr("The private key is protected by a passphrase, which is needed "
                                   "once: the keychain keeps the key without it."));
    }
    if (bytes.contains("PUBLIC KEY-----") || bytes.contains("BEGIN CERTIFICATE"))
        return keyProblem(
            Text::tr("This is a public key or a certificate; the private key is needed."));
    return keyProblem(Text::tr("This is no private key in PEM form (-----BEGIN PRIVATE KEY-----) "
                               "and no JWK."));
}

} // namespace

std::unexpected<Error> keyProblem(const QString &message)
{
    ERR_clear_error();
    return misconfigured(message);
}

OpenSslBio readingBio(const Secret &text)
{
    return OpenSslBio(BIO_new_mem_buf(text.reveal().data(), int(text.size())));
}

int noPassphrase(char *, int, int, void *)
{
    return -1;
}

Result<ReadKey> readPrivateKey(const Secret &text)
{
    if (text.reveal().trimmed().isEmpty())
        return keyProblem(Text::tr("The private key is missing."));
    if (isJsonKey(text))
        return readJwk(text);
    const Secret tidy = tidiedKeyText(text);
    OpenSslKey key(PEM_read_bio_PrivateKey(readingBio(tidy).get(), nullptr, noPassphrase, nullptr));
    ERR_clear_error();
    if (!key)
        return otherThanPem(text);
    return ReadKey{.key = std::move(key)};
}

PrivateKeyFacts factsOf(const ReadKey &read)
{
    PrivateKeyFacts facts = kindOf(read.key.get());
    facts.keyId = read.keyId;
    facts.algorithm = read.algorithm;
    return facts;
}

Result<PrivateKeyFacts> privateKeyFacts(const Secret &key)
{
    const auto read = readPrivateKey(key);
    return read ? Result<PrivateKeyFacts>(factsOf(*read)) : failure(read.error());
}

Result<Secret> openedKey(const Secret &key, const Secret &passphrase)
{
    const Secret tidy = tidiedKeyText(key);
    const OpenSslKey read(PEM_read_bio_PrivateKey(readingBio(tidy).get(), nullptr, givePassphrase,
                                                  const_cast<Secret *>(&passphrase)));
    ERR_clear_error();
    Secret pem = read ? writtenAsPem(read.get()) : Secret();
    if (pem.isEmpty()) {
        return keyProblem(Text::tr("The passphrase does not open the private key. Where it is the "
                                   "right one, open the key with “openssl pkey -in KEY”."));
    }
    return pem;
}

Result<Secret> keyAsPem(const Secret &key)
{
    if (!isJsonKey(key))
        return tidiedKeyText(key);
    const auto read = readJwk(key);
    if (!read)
        return failure(read.error());
    return writtenAsPem(read->key.get());
}

Result<CertificateFacts> certificateFacts(const Secret &pem)
{
    if (pem.reveal().trimmed().isEmpty())
        return keyProblem(Text::tr("The certificate is missing."));
    const Certificate own = firstCertificate(tidiedKeyText(pem));
    QByteArray sha256(EVP_MAX_MD_SIZE, 0);
    unsigned int size = 0;
    if (!own
        || X509_digest(own.get(), EVP_sha256(), reinterpret_cast<unsigned char *>(sha256.data()),
                       &size)
            != 1)
        return keyProblem(
            Text::tr("This is no certificate in PEM form (-----BEGIN CERTIFICATE-----)."));
    sha256.truncate(size);
    QString name = nameOf(own.get());
    if (name.isEmpty())
        name = Text::tr("no name");
    const QDateTime end = endOf(own.get());
    const QString until = QLocale().toString(end.date(), QLocale::ShortFormat);
    const bool hasPassed = end < QDateTime::currentDateTimeUtc();
    return CertificateFacts{.description = hasPassed
                                ? Text::tr("%1, expired on %2").arg(name, until)
                                : Text::tr("%1, valid until %2").arg(name, until),
                            .sha256 = sha256};
}

bool belongTogether(const Secret &certificate, const Secret &privateKey)
{
    const Certificate x509 = firstCertificate(tidiedKeyText(certificate));
    const auto read = readPrivateKey(privateKey);
    const bool fits = x509 && read && X509_check_private_key(x509.get(), read->key.get()) == 1;
    ERR_clear_error();
    return fits;
}

} // namespace Tokenwright::OpenSsl
