// SPDX-License-Identifier: MIT
#include "formats/EnvironmentFormat.h"

#include "formats/Quoting.h"
#include "oauth/TokenHeader.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace Tokenwright {

namespace {

/// A line for each variable, its value quoted by \a quote.
Secret lines(const QList<EnvironmentVariable> &variables, QByteArrayView before,
             QByteArrayView between, QByteArray (*quote)(QByteArrayView))
{
    Secret text;
    for (const auto &[name, value] : variables) {
        const Secret quoted(quote(value.reveal()));
        text = concatenated({text.reveal(), before, name, between, quoted.reveal(), "\n"});
    }
    return text;
}

/// Double quotes are what every reader of such files knows; `$` is escaped for those that expand
/// it.
QByteArray quotedForDotenv(QByteArrayView text)
{
    QByteArray quoted("\"");
    for (const char character : text) {
        if (character == '\\' || character == '"' || character == '$')
            quoted += '\\';
        quoted += character;
    }
    return quoted += '"';
}

Secret asShell(const QList<EnvironmentVariable> &variables)
{
    return lines(variables, "export ", "=", quotedForShell);
}

Secret asFish(const QList<EnvironmentVariable> &variables)
{
    return lines(variables, "set -gx ", " ", quotedForShell);
}

Secret asPowerShell(const QList<EnvironmentVariable> &variables)
{
    return lines(variables, "$env:", " = ", quotedForPowerShell);
}

Secret asDotenv(const QList<EnvironmentVariable> &variables)
{
    return lines(variables, "", "=", quotedForDotenv);
}

Secret asJson(const QList<EnvironmentVariable> &variables)
{
    QJsonObject json;
    for (const auto &[name, value] : variables)
        json.insert(QString::fromLatin1(name), value.revealText());
    return Secret(QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n');
}

constexpr std::array formats{
    EnvironmentFormat{"sh", asShell},
    EnvironmentFormat{"fish", asFish},
    EnvironmentFormat{"powershell", asPowerShell},
    EnvironmentFormat{"dotenv", asDotenv},
    EnvironmentFormat{"json", asJson},
};

} // namespace

QList<EnvironmentVariable> tokenVariables(const Provider &provider, const AccessToken &token,
                                          const QByteArray &start)
{
    const auto expires = expirySeconds(token.lifetime);
    return {
        {start + "_ACCESS_TOKEN", token.value},
        {start + "_AUTHORIZATION", tokenHeaderValue(provider.useToken, token.value)},
        {start + "_EXPIRES_AT", Secret(expires ? QByteArray::number(*expires) : QByteArray())},
    };
}

std::span<const EnvironmentFormat> environmentFormats()
{
    return formats;
}

} // namespace Tokenwright
