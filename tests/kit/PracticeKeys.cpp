// SPDX-License-Identifier: MIT
#include "PracticeKeys.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

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
    QByteArray output = process.readAllStandardOutput();
    if (!arguments.contains(u"-binary"_s))
        output.replace("\r\n", "\n"); // on Windows it ends its lines so
    return {.succeeded = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0,
            .output = output,
            .words = output + process.readAllStandardError()};
}

QString base64Url(const QByteArray &bytes)
{
    return QString::fromLatin1(
        bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

/// The bytes that `openssl pkey -text` prints in hexadecimal below \a title, \a size of them, or as
/// many as there are but for a zero before them.
QByteArray numberBelow(const QByteArray &title, const QByteArray &text, qsizetype size = 0)
{
    const qsizetype at = text.indexOf(QByteArray(title + ":\n"));
    if (at < 0)
        qFatal("openssl printed no %s", title.constData());
    static const QRegularExpression lines(u"^((?: +[0-9a-f:]+\n)+)"_s);
    const QString rest = QString::fromLatin1(text.sliced(at + title.size() + 2));
    QByteArray bytes = QByteArray::fromHex(lines.match(rest).captured(1).toLatin1());
    while (bytes.size() > qMax<qsizetype>(size, 1) && bytes.front() == '\0')
        bytes.remove(0, 1);
    return bytes.rightJustified(size, '\0');
}

/// The two halves of an ES signature as openssl reads them: a SEQUENCE of two INTEGERs.
QByteArray derOf(const QByteArray &halves)
{
    const auto integer = [](QByteArray number) -> QByteArray {
        while (number.size() > 1 && number.front() == '\0')
            number.remove(0, 1);
        if (number.front() & 0x80)
            number.prepend('\0');
        return "\x02" + QByteArray(1, char(number.size())) + number;
    };
    const qsizetype half = halves.size() / 2;
    const QByteArray both = integer(halves.left(half)) + integer(halves.mid(half));
    return QByteArray("\x30") + (both.size() > 127 ? "\x81" : "") + QByteArray(1, char(both.size()))
        + both;
}

} // namespace

bool PracticeKeys::isThere()
{
    return !QStandardPaths::findExecutable(u"openssl"_s).isEmpty();
}

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

QByteArray PracticeKeys::certificate(const QByteArray &key, const QString &commonName,
                                     const QStringList &options)
{
    return openssl(QStringList{u"req"_s, u"-x509"_s, u"-key"_s, file(key), u"-days"_s, u"30"_s,
                               u"-subj"_s, u"/CN=" + commonName}
                   + options);
}

QJsonObject PracticeKeys::jwk(const QByteArray &pem)
{
    const QByteArray text = rewritten(pem, {u"-noout"_s, u"-text"_s});
    QJsonObject jwk;
    const auto insert = [&](const char *field, const QByteArray &bytes) {
        jwk.insert(QLatin1StringView(field), base64Url(bytes));
    };
    if (text.contains("modulus:")) {
        jwk.insert(u"kty", u"RSA"_s);
        insert("e", QByteArray("\x01\x00\x01", 3));
        for (const auto &[field, title] :
             {std::pair("n", "modulus"), std::pair("d", "privateExponent"),
              std::pair("p", "prime1"), std::pair("q", "prime2"), std::pair("dp", "exponent1"),
              std::pair("dq", "exponent2"), std::pair("qi", "coefficient")})
            insert(field, numberBelow(title, text));
        return jwk;
    }
    static const QRegularExpression nist(u"NIST CURVE: (\\S+)"_s);
    if (const auto curve = nist.match(QString::fromLatin1(text)); curve.hasMatch()) {
        const QByteArray point = numberBelow("pub", text);
        const qsizetype half = point.size() / 2; // behind the byte that says: both
        jwk.insert(u"kty", u"EC"_s);
        jwk.insert(u"crv", curve.captured(1));
        insert("x", point.mid(1, half));
        insert("y", point.mid(1 + half));
        insert("d", numberBelow("priv", text, half));
        return jwk;
    }
    const bool is448 = text.contains("ED448");
    jwk.insert(u"kty", u"OKP"_s);
    jwk.insert(u"crv", is448 ? u"Ed448"_s : u"Ed25519"_s);
    insert("d", numberBelow("priv", text, is448 ? 57 : 32));
    insert("x", numberBelow("pub", text, is448 ? 57 : 32));
    return jwk;
}

bool PracticeKeys::verifiesJws(const QString &algorithm, const QByteArray &key,
                               const QByteArray &message, const QByteArray &signature)
{
    const QString bits = algorithm.right(3);
    if (algorithm == u"EdDSA") {
        return outcomeOf({u"pkeyutl"_s, u"-verify"_s, u"-pubin"_s, u"-inkey"_s,
                          file(publicKey(key)), u"-rawin"_s, u"-in"_s, file(message), u"-sigfile"_s,
                          file(signature)},
                         {})
            .succeeded;
    }
    if (algorithm.startsWith(u"HS")) {
        return openssl({u"dgst"_s, u"-sha" + bits, u"-mac"_s, u"HMAC"_s, u"-macopt"_s,
                        u"hexkey:" + QString::fromLatin1(key.toHex()), u"-binary"_s, file(message)})
            == signature;
    }
    QStringList options;
    if (algorithm.startsWith(u"PS")) {
        options = {u"-sigopt"_s, u"rsa_padding_mode:pss"_s, u"-sigopt"_s,
                   u"rsa_pss_saltlen:" + QString::number(bits.toInt() / 8)};
    }
    return outcomeOf(QStringList{u"dgst"_s, u"-sha" + bits, u"-verify"_s, file(publicKey(key)),
                                 u"-signature"_s,
                                 file(algorithm.startsWith(u"ES") ? derOf(signature) : signature)}
                         + options + QStringList{file(message)},
                     {})
        .succeeded;
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
