// SPDX-License-Identifier: MIT
#include "TokenEnvironment.h"

#include "formats/CopyFormat.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <array>

namespace Tokenwright {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(TokenEnvironment)
};

QByteArray variableName(const QString &text)
{
    static const QRegularExpression other(QStringLiteral("[^A-Z0-9]"));
    return text.toUpper().replace(other, QStringLiteral("_")).toLatin1();
}

/// What stands behind the header's name.
QByteArray authorizationOf(const Program &program, const NamedToken &named)
{
    const Secret header = copyFormats().front().render(
        {.provider = *program.providerOf(named.set), .set = named.set, .token = &named.token});
    const QByteArrayView line = header.reveal();
    return line.sliced(line.indexOf(": ") + 2).toByteArray();
}

QByteArray asShell(const QList<EnvironmentVariable> &variables)
{
    QByteArray text;
    for (const auto &[name, value] : variables)
        text += "export " + name + '=' + quotedForShell(value) + '\n';
    return text;
}

/// In fish only backslash and quote mean anything within single quotes.
QByteArray asFish(const QList<EnvironmentVariable> &variables)
{
    QByteArray text;
    for (const auto &[name, value] : variables) {
        QByteArray quoted = value;
        quoted.replace('\\', "\\\\").replace('\'', "\\'");
        text += "set -gx " + name + " '" + quoted + "'\n";
    }
    return text;
}

QByteArray asPowerShell(const QList<EnvironmentVariable> &variables)
{
    QByteArray text;
    for (const auto &[name, value] : variables) {
        QByteArray quoted = value;
        text += "$env:" + name + " = '" + quoted.replace('\'', "''") + "'\n";
    }
    return text;
}

/// Double quotes are what every reader of such files knows; `$` is escaped for those that expand
/// it.
QByteArray asDotenv(const QList<EnvironmentVariable> &variables)
{
    QByteArray text;
    for (const auto &[name, value] : variables) {
        QByteArray quoted = value;
        quoted.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$");
        text += name + "=\"" + quoted + "\"\n";
    }
    return text;
}

QByteArray asJson(const QList<EnvironmentVariable> &variables)
{
    QJsonObject json;
    for (const auto &[name, value] : variables)
        json.insert(QString::fromLatin1(name), QString::fromUtf8(value));
    return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
}

constexpr std::array formats{
    EnvironmentFormat{"sh", asShell},
    EnvironmentFormat{"fish", asFish},
    EnvironmentFormat{"powershell", asPowerShell},
    EnvironmentFormat{"dotenv", asDotenv},
    EnvironmentFormat{"json", asJson},
};

} // namespace

std::expected<QList<EnvironmentVariable>, QString>
tokenEnvironment(const Program &program, const QList<NamedToken> &tokens, const QString &prefix)
{
    QList<EnvironmentVariable> variables;
    QSet<QByteArray> taken;
    for (const NamedToken &named : tokens) {
        QByteArray start = variableName(prefix);
        if (tokens.size() > 1)
            start += '_' + variableName(named.set.name);
        if (taken.contains(start)) {
            return std::unexpected(
                Text::tr("Two of these names become the same variable %1_…; ask for them one at a "
                         "time or rename one.")
                    .arg(QString::fromLatin1(start)));
        }
        taken.insert(start);
        const auto expires = expiryOf(named.token);
        variables.append({start + "_ACCESS_TOKEN", named.token.value.reveal().toByteArray()});
        variables.append({start + "_AUTHORIZATION", authorizationOf(program, named)});
        variables.append(
            {start + "_EXPIRES_AT", expires ? QByteArray::number(*expires) : QByteArray()});
    }
    return variables;
}

std::span<const EnvironmentFormat> environmentFormats()
{
    return formats;
}

} // namespace Tokenwright
