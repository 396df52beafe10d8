// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QTemporaryDir>

/// A certificate authority made for this run by the `openssl` command, with one server certificate
/// for localhost, 127.0.0.1 and ::1, and for two names that are not loopback to the program:
/// 0.0.0.0, which leads here all the same, and token.example, which leads nowhere (EC P-256).
/// Everything lies in a temporary folder that goes with the object; nothing is trusted by anybody
/// who is not given caFile(). The constructor blocks for some ten milliseconds.
class CertificateAuthority
{
public:
    CertificateAuthority();

    bool isValid() const { return m_problem.isEmpty(); }
    /// What `openssl` said when isValid() is false.
    QString problem() const { return m_problem; }

    QString caFile() const; ///< PEM, for clients to trust.
    QString serverCertificateFile() const; ///< PEM
    QString serverKeyFile() const; ///< PEM, not encrypted.

private:
    bool openssl(const QStringList &arguments);

    QTemporaryDir m_folder;
    QString m_problem;
};
