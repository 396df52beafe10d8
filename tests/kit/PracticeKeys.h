// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

/// Private keys and certificates made for this run by the `openssl` command, and what it says of
/// signatures. Everything lies in a temporary folder that goes with the object. All functions block
/// until `openssl` has ended; what fails ends the test program with what `openssl` said.
class PracticeKeys
{
public:
    /// Whether there is an `openssl` to ask.
    static bool isThere();

    /// A private key as PKCS#8 PEM: "RSA" (2048 bits), "RSA-PSS", "P-256", "P-384", "P-521",
    /// "ED25519" or "ED448". The same \a name (any) gives the same key again.
    QByteArray key(const QString &kind, const QString &name = {});
    /// \a pem as `openssl pkey` with \a options writes it, for example {"-traditional"}.
    QByteArray rewritten(const QByteArray &pem, const QStringList &options);
    /// \a pem, PKCS#8 or older, protected by a passphrase.
    QByteArray encrypted(const QByteArray &pem, bool traditional = false);
    QByteArray publicKey(const QByteArray &pem);
    /// \a pem as a JSON Web Key with its private part, from what `openssl` prints of its numbers.
    QJsonObject jwk(const QByteArray &pem);
    /// A certificate for \a key, signed by itself; \a options are those of `openssl req`.
    QByteArray certificate(const QByteArray &key, const QString &commonName,
                           const QStringList &options = {});

    /// Whether `openssl` finds that \a signature (RSA: as it is, EC: DER) of \a message was made by
    /// \a key. \a options are those of `openssl dgst`.
    bool verifies(const QByteArray &key, const QByteArray &message, const QByteArray &signature,
                  const QStringList &options = {});

    /// The same of the \a signature of a JSON Web Signature by \a algorithm, "RS256" to "HS512";
    /// for the latter \a key is the secret.
    bool verifiesJws(const QString &algorithm, const QByteArray &key, const QByteArray &message,
                     const QByteArray &signature);

    /// \a content in a file of the folder; its path.
    QString file(const QByteArray &content);

private:
    QByteArray openssl(const QStringList &arguments, const QByteArray &input = {});

    QTemporaryDir m_folder;
    QMap<QString, QByteArray> m_keys;
    int m_files = 0;
};
