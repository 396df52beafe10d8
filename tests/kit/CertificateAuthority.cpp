// SPDX-License-Identifier: MIT
#include "CertificateAuthority.h"

#include <QProcess>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace {

const QStringList freshKey{
    u"-newkey"_s, u"ec"_s,    u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
    u"-nodes"_s,  u"-days"_s, u"30"_s,
};

} // namespace

CertificateAuthority::CertificateAuthority()
{
    if (!m_folder.isValid()) {
        m_problem = m_folder.errorString();
        return;
    }
    const QString caKey = m_folder.filePath(u"ca.key"_s);
    const QStringList authority{
        u"-subj"_s,   u"/CN=Tokenwright practice authority"_s,
        u"-keyout"_s, caKey,
        u"-out"_s,    caFile(),
        u"-addext"_s, u"keyUsage=critical,keyCertSign,cRLSign"_s,
    };
    const QStringList server{
        u"-CA"_s,
        caFile(),
        u"-CAkey"_s,
        caKey,
        u"-subj"_s,
        u"/CN=localhost"_s,
        u"-keyout"_s,
        serverKeyFile(),
        u"-out"_s,
        serverCertificateFile(),
        u"-addext"_s,
        u"subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1,IP:0.0.0.0,DNS:token.example"_s,
        u"-addext"_s,
        u"extendedKeyUsage=serverAuth"_s,
        u"-addext"_s,
        u"basicConstraints=critical,CA:FALSE"_s,
    };
    if (openssl(freshKey + authority))
        openssl(freshKey + server);
}

QString CertificateAuthority::caFile() const
{
    return m_folder.filePath(u"ca.pem"_s);
}

QString CertificateAuthority::serverCertificateFile() const
{
    return m_folder.filePath(u"server.pem"_s);
}

QString CertificateAuthority::serverKeyFile() const
{
    return m_folder.filePath(u"server.key"_s);
}

bool CertificateAuthority::openssl(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"openssl"_s, QStringList{u"req"_s, u"-x509"_s} + arguments);
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
