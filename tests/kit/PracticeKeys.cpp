// SPDX-License-Identifier: MIT
#include "PracticeKeys.h"

#include <QFile>
#include <QProcess>

namespace {

struct Outcome
{
    bool succeeded = false;
    QByteArray output{};
    QByteArray words{};
};

Outcome outcomeOf(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.start(QStringLiteral("openssl"), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(20'000))
        return {.words = process.errorString().toLocal8Bit()};
    const QByteArray output = process.readAllStandardOutput();
    return {.succeeded = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0,
            .output = output,
            .words = output + process.readAllStandardError()};
}

} // namespace

QByteArray PracticeKeys::key(const QString &kind, const QString &name)
{
    QByteArray &key = m_keys[kind + u'/' + name];
    if (!key.isEmpty())
        return key;
    QStringList arguments{QStringLiteral("genpkey"), QStringLiteral("-algorithm")};
    if (kind == u"RSA") {
        arguments += {kind, QStringLiteral("-pkeyopt"), QStringLiteral("rsa_keygen_bits:2048")};
    } else if (kind.startsWith(u"P-")) {
        arguments += {QStringLiteral("EC"), QStringLiteral("-pkeyopt"),
                      u"ec_paramgen_curve:" + kind};
    } else {
        arguments += kind;
    }
    key = openssl(arguments);
    return key;
}

QByteArray PracticeKeys::rewritten(const QByteArray &pem, const QStringList &options)
{
    return openssl(QStringList{QStringLiteral("pkey")} + options, pem);
}

QByteArray PracticeKeys::encrypted(const QByteArray &pem, bool traditional)
{
    QStringList options{QStringLiteral("-aes-256-cbc"), QStringLiteral("-passout"),
                        QStringLiteral("pass:not-a-secret")};
    if (traditional)
        options += QStringLiteral("-traditional");
    return rewritten(pem, options);
}

QByteArray PracticeKeys::publicKey(const QByteArray &pem)
{
    return rewritten(pem, {QStringLiteral("-pubout")});
}

QByteArray PracticeKeys::certificate(const QByteArray &key, const QString &commonName)
{
    return openssl({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-key"),
                    file(key), QStringLiteral("-days"), QStringLiteral("30"),
                    QStringLiteral("-subj"), u"/CN=" + commonName});
}

bool PracticeKeys::verifies(const QByteArray &key, const QByteArray &message,
                            const QByteArray &signature, const QStringList &options)
{
    const QStringList arguments{QStringLiteral("dgst"),       QStringLiteral("-sha256"),
                                QStringLiteral("-verify"),    file(publicKey(key)),
                                QStringLiteral("-signature"), file(signature)};
    return outcomeOf(arguments + options + QStringList{file(message)}, {}).succeeded;
}

QString PracticeKeys::file(const QByteArray &content)
{
    const QString path = m_folder.filePath(QString::number(++m_files));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s: %s", qPrintable(path), qPrintable(file.errorString()));
    return path;
}

QByteArray PracticeKeys::openssl(const QStringList &arguments, const QByteArray &input)
{
    const Outcome outcome = outcomeOf(arguments, input);
    if (!outcome.succeeded)
        qFatal("openssl %s: %s", qPrintable(arguments.first()), outcome.words.constData());
    return outcome.output;
}
