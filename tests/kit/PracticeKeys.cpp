// SPDX-License-Identifier: MIT
#include "PracticeKeys.h"

#include <QFile>
#include <QProcess>

using namespace Qt::StringLiterals;

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
    process.start(u"openssl"_s, arguments);
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
    QStringList arguments{u"genpkey"_s, u"-algorithm"_s};
    if (kind == u"RSA") {
        arguments += {kind, u"-pkeyopt"_s, u"rsa_keygen_bits:2048"_s};
    } else if (kind.startsWith(u"P-")) {
        arguments += {u"EC"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:" + kind};
    } else {
        arguments += kind;
    }
    key = openssl(arguments);
    return key;
}

QByteArray PracticeKeys::rewritten(const QByteArray &pem, const QStringList &options)
{
    return openssl(QStringList{u"pkey"_s} + options, pem);
}

QByteArray PracticeKeys::encrypted(const QByteArray &pem, bool traditional)
{
    QStringList options{u"-aes-256-cbc"_s, u"-passout"_s, u"pass:not-a-secret"_s};
    if (traditional)
        options += u"-traditional"_s;
    return rewritten(pem, options);
}

QByteArray PracticeKeys::publicKey(const QByteArray &pem)
{
    return rewritten(pem, {u"-pubout"_s});
}

QByteArray PracticeKeys::certificate(const QByteArray &key, const QString &commonName)
{
    return openssl({u"req"_s, u"-x509"_s, u"-key"_s, file(key), u"-days"_s, u"30"_s, u"-subj"_s,
                    u"/CN=" + commonName});
}

bool PracticeKeys::verifies(const QByteArray &key, const QByteArray &message,
                            const QByteArray &signature, const QStringList &options)
{
    const QStringList arguments{u"dgst"_s,       u"-sha256"_s,   u"-verify"_s, file(publicKey(key)),
                                u"-signature"_s, file(signature)};
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
