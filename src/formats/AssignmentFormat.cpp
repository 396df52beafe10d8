// SPDX-License-Identifier: MIT
#include "AssignmentFormat.h"

#include "Quoting.h"
#include "Text.h"
#include "TokenHeader.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace Tokenwright {

namespace {

/// A line for each variable, its value quoted by \a quote.
Secret oneEach(const QList<EnvironmentVariable> &variables, QByteArrayView before,
               QByteArrayView between, QByteArray (*quote)(QByteArrayView))
{
    Secret text;
    for (const auto &[name, value] : variables) {
        const Secret quoted(quote(value.reveal()));
        text = concatenated({text.reveal(), before, name, between, quoted.reveal(), "\n"});
    }
    return text;
}

/// Within single quotes nothing is special to a shell that sources the file.
QByteArray quotedForDotenv(QByteArrayView text)
{
    return '\'' + text.toByteArray() + '\'';
}

/// The other readers of such files differ in what a quote and a backslash do within quotes, and
/// some put a variable's value where `${` stands even there.
bool holdsDotenv(QByteArrayView value)
{
    return isOneLine(value) && !value.contains('\'') && !value.contains('\\')
        && !value.contains("${");
}

/// An environment holds strings of C.
bool holdsAnyText(QByteArrayView value)
{
    return !value.contains('\0');
}

Secret asShell(const QList<EnvironmentVariable> &variables)
{
    return oneEach(variables, "export ", "=", quotedForShell);
}

Secret asFish(const QList<EnvironmentVariable> &variables)
{
    return oneEach(variables, "set -gx ", " ", quotedForShell);
}

Secret asPowerShell(const QList<EnvironmentVariable> &variables)
{
    return oneEach(variables, "$env:", " = ", quotedForPowerShell);
}

Secret asDotenv(const QList<EnvironmentVariable> &variables)
{
    return oneEach(variables, "", "=", quotedForDotenv);
}

Secret asJson(const QList<EnvironmentVariable> &variables)
{
    QJsonObject json;
    for (const auto &[name, value] : variables)
        json.insert(QString::fromLatin1(name), value.revealText());
    return Secret(QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n');
}

constexpr std::array environmentFormatTable{
    AssignmentFormat{"sh", QT_TRANSLATE_NOOP("Tokenwright", "bash, dash, zsh and the like"),
                     holdsAnyText, asShell},
    AssignmentFormat{"fish", QT_TRANSLATE_NOOP("Tokenwright", "fish"), holdsAnyText, asFish},
    AssignmentFormat{"powershell", QT_TRANSLATE_NOOP("Tokenwright", "PowerShell"), holdsAnyText,
                     asPowerShell},
    AssignmentFormat{"dotenv", QT_TRANSLATE_NOOP("Tokenwright", ".env files and what reads them"),
                     holdsDotenv, asDotenv},
    AssignmentFormat{"json", QT_TRANSLATE_NOOP("Tokenwright", "programs, as one object"),
                     holdsAnyText, asJson},
};

} // namespace

QList<EnvironmentVariable> tokenVariables(const Provider &provider, const AccessToken &token,
                                          const QByteArray &start, const Moment &now)
{
    const auto expires = expirySeconds(token.lifetime, now);
    return {
        {start + "_ACCESS_TOKEN", token.value},
        {start + "_AUTHORIZATION", tokenHeaderValue(provider.useToken, token.value)},
        {start + "_EXPIRES_AT", Secret(expires ? QByteArray::number(*expires) : QByteArray())},
    };
}

QString AssignmentFormat::translatedReaders() const
{
    return Text::tr(readers);
}

std::expected<Secret, QString>
AssignmentFormat::write(const QList<EnvironmentVariable> &variables) const
{
    for (const auto &[variable, value] : variables) {
        if (!holds(value.reveal())) {
            return std::unexpected(
                Text::tr(
                    "The value of %1 has characters that “%2” cannot hold: not everything that "
                    "reads it would see the same. Take another format.")
                    .arg(QString::fromLatin1(variable), QLatin1StringView(name)));
        }
    }
    return lines(variables);
}

std::span<const AssignmentFormat> assignmentFormats()
{
    return environmentFormatTable;
}

} // namespace Tokenwright
