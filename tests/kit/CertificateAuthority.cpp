// SPDX-License-Identifier: MIT
#include "CertificateAuthority.h"

#include <QProcess>
#include <QStringList>

namespace {

const QStringList freshKey{
    QStringLiteral("-newkey"),  QStringLiteral("ec"),
    QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256"),
    QStringLiteral("-nodes"),   QStringLiteral("-days"),
    QStringLiteral("30"),
};

} // namespace

CertificateAuthority::CertificateAuthority()
{
    if (!m_folder.isValid()) {
        m_problem = m_folder.errorString();
        return;
    }
    const QString caKey = m_folder.filePath(QStringLiteral("ca.key"));
    const QStringList authority{
        QStringLiteral("-subj"),   QStringLiteral("/CN=Tokenwright practice authority"),
        QStringLiteral("-keyout"), caKey,
        QStringLiteral("-out"),    caFile(),
        QStringLiteral("-addext"), QStringLiteral("keyUsage=critical,keyCertSign,cRLSign"),
    };
    const QStringList server{
        QStringLiteral("-CA"),
        caFile(),
        QStringLiteral("-CAkey"),
        caKey,
        QStringLiteral("-subj"),
        QStringLiteral("/CN=localhost"),
        QStringLiteral("-keyout"),
        serverKeyFile(),
        QStringLiteral("-out"),
        serverCertificateFile(),
        QStringLiteral("-addext"),
        QStringLiteral(
            "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1,IP:0.0.0.0,DNS:token.example"),
        QStringLiteral("-addext"),
        QStringLiteral("extendedKeyUsage=serverAuth"),
        QStringLiteral("-addext"),
        QStringLiteral("basicConstraints=critical,CA:FALSE"),
    };
    if (openssl(freshKey + authority))
        openssl(freshKey + server);
}

QString CertificateAuthority::caFile() const
{
    return m_folder.filePath(QStringLiteral("ca.pem"));
}

QString CertificateAuthority::serverCertificateFile() const
{
    return m_folder.filePath(QStringLiteral("server.pem"));
}

QString CertificateAuthority::serverKeyFile() const
{
    return m_folder.filePath(QStringLiteral("server.key"));
}

bool CertificateAuthority::openssl(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("openssl"),
                  QStringList{QStringLiteral("req"), QStringLiteral("-x509")} + arguments);
    if (!process.waitForFinished(20'000)) {
        m_problem = process.errorString();
        return false;
    }
    if (process.exitCode() != 0) {
        m_problem = QString::fromLocal8Bit(process.readAll());
        return false;
    }
    return true;
}
