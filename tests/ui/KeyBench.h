// SPDX-License-Identifier: MIT
#pragma once

#include "CertificateAuthority.h"
#include "Secret.h"

#include <QFile>
#include <QProcess>

/// Keys made for this run, so that none has to lie in the sources.
class KeyBench
{
public:
    KeyBench()
        : ecKey(textOf(m_authority.serverKeyFile()))
        , ecCertificate(textOf(m_authority.serverCertificateFile()))
        , otherCertificate(textOf(m_authority.caFile()))
        , rsaKey(generated({QStringLiteral("RSA"), QStringLiteral("-pkeyopt"),
                            QStringLiteral("rsa_keygen_bits:2048")}))
    { }

    bool isReady() const { return m_authority.isValid() && rsaKey.contains(u"PRIVATE KEY"); }

    static QString generated(const QStringList &algorithm)
    {
        QProcess process;
        process.start(QStringLiteral("openssl"),
                      QStringList{QStringLiteral("genpkey"), QStringLiteral("-algorithm")}
                          + algorithm);
        process.waitForFinished(20'000);
        return QString::fromLatin1(process.readAllStandardOutput())
            .remove(u'\r'); // with which it ends lines on Windows
    }

private:
    static QString textOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly | QIODevice::Text)
            ? QString::fromLatin1(file.readAll())
            : QString();
    }

    const CertificateAuthority m_authority;

public:
    const QString ecKey; ///< Of the curve P-256.
    const QString ecCertificate; ///< For ecKey: localhost.
    const QString otherCertificate; ///< For another key.
    const QString rsaKey; ///< 2048 bits.

    QString ecKeyFile() const { return m_authority.serverKeyFile(); }
    QString ecCertificateFile() const { return m_authority.serverCertificateFile(); }
};
