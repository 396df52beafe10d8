// SPDX-License-Identifier: MIT
#include "CopyFormat.h"

#include "AssignmentFormat.h"
#include "ClientAuthentication.h"
#include "EndpointUrls.h"
#include "Quoting.h"
#include "Text.h"
#include "TokenHeader.h"
#include "VisibleText.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace Tokenwright {

namespace {

using Rendered = std::expected<Secret, QString>;

/// Where the token is used; a name that nobody owns (RFC 2606) when the provider names no place.
/// Blanks and control characters, which no URL has (RFC 3986 §2), are percent-encoded.
QByteArray apiUrlOf(const CopySource &source)
{
    const QByteArray given = apiBaseUrlOf(source.provider, source.set).toUtf8();
    if (given.isEmpty())
        return QByteArrayLiteral("https://api.example.com/");
    QByteArray url;
    for (const char c : given) {
        const bool isUnfit = uchar(c) <= 0x20 || c == 0x7f;
        url += isUnfit ? '%' + QByteArray(1, c).toHex().toUpper() : QByteArray(1, c);
    }
    return url;
}

QByteArray headerName(const CopySource &source)
{
    return source.provider.useToken.header.toUtf8();
}

Secret headerValue(const CopySource &source)
{
    return tokenHeaderValue(source.provider.useToken, source.token->value);
}

Secret headerLine(const CopySource &source)
{
    return concatenated({headerName(source), ": ", headerValue(source).reveal()});
}

Rendered renderHeader(const CopySource &source)
{
    return headerLine(source);
}

Rendered renderToken(const CopySource &source)
{
    return source.token->value;
}

Rendered renderCurl(const CopySource &source)
{
    const Secret header(quotedForShell(headerLine(source).reveal()));
    return concatenated({"curl -H ", header.reveal(), " ", quotedForShell(apiUrlOf(source))});
}

/// HTTPie takes a backslash before a separator out of a header, so the usual scheme goes by its
/// option for bearer tokens, which keeps every character.
Rendered renderHttpie(const CopySource &source)
{
    const UseTokenRules &rules = source.provider.useToken;
    const QByteArray url = quotedForShell(apiUrlOf(source));
    if (rules.scheme == u"Bearer" && rules.header == u"Authorization") {
        const Secret token(quotedForShell(source.token->value.reveal()));
        return concatenated({"http --auth-type=bearer --auth=", token.reveal(), " GET ", url});
    }
    const Secret item(quotedForShell(
        concatenated({headerName(source), ":", headerValue(source).reveal()}).reveal()));
    return concatenated({"http GET ", url, " ", item.reveal()});
}

/// As the REST clients of editors read it.
Rendered renderHttpRequest(const CopySource &source)
{
    return concatenated({"GET ", apiUrlOf(source), "\n", headerLine(source).reveal(), "\n"});
}

Rendered renderShellExport(const CopySource &source)
{
    const auto variables = tokenVariables(source.provider, *source.token,
                                          QByteArrayLiteral("TOKENWRIGHT"), source.now);
    return assignmentFormats().front().write(variables);
}

Rendered renderPowerShell(const CopySource &source)
{
    const Secret value(quotedForPowerShell(headerValue(source).reveal()));
    return concatenated({"Invoke-RestMethod -Uri ", quotedForPowerShell(apiUrlOf(source)),
                         " -Headers @{ ", quotedForPowerShell(headerName(source)), " = ",
                         value.reveal(), " }"});
}

Rendered renderJson(const CopySource &source)
{
    const TokenLifetime &lifetime = source.token->lifetime;
    const auto left = remainingMilliseconds(lifetime, source.now);
    const auto expires = expirySeconds(lifetime, source.now);
    const auto iso = [](qint64 seconds) {
        return QDateTime::fromSecsSinceEpoch(seconds).toUTC().toString(Qt::ISODate);
    };
    const QJsonObject json{
        {u"access_token"_s, source.token->value.revealText()},
        {u"token_type"_s, source.provider.useToken.scheme},
        {u"expires_in"_s, left ? QJsonValue(*left / 1000) : QJsonValue()},
        {u"expires_at"_s, expires ? QJsonValue(*expires) : QJsonValue()},
        {u"expires_at_iso"_s, expires ? QJsonValue(iso(*expires)) : QJsonValue()},
        {u"scope"_s, source.token->scope},
        {u"credential_set"_s, source.set.name},
        {u"provider"_s, source.set.provider},
        {u"environment"_s, source.set.environment},
    };
    return Secret(visibleJson(QJsonDocument(json).toJson(QJsonDocument::Compact)));
}

Rendered renderFetch(const CopySource &source)
{
    const Secret value(quotedForJson(headerValue(source).reveal()));
    return concatenated({"await fetch(", quotedForJson(apiUrlOf(source)), ", { headers: { ",
                         quotedForJson(headerName(source)), ": ", value.reveal(), " } })"});
}

Rendered renderBasic(const CopySource &source)
{
    return concatenated({"Authorization: ", rawBasicAuthorization(*source.credentials).reveal()});
}

constexpr std::array copyFormatTable{
    CopyFormat{"header", QT_TRANSLATE_NOOP("Tokenwright", "Bearer header"),
               QT_TRANSLATE_NOOP("Tokenwright", "the header"), CopyFormat::Needs::Token,
               renderHeader},
    CopyFormat{"token", QT_TRANSLATE_NOOP("Tokenwright", "Access token"),
               QT_TRANSLATE_NOOP("Tokenwright", "the access token"), CopyFormat::Needs::Token,
               renderToken},
    CopyFormat{"curl", QT_TRANSLATE_NOOP("Tokenwright", "curl command"),
               QT_TRANSLATE_NOOP("Tokenwright", "a curl command"), CopyFormat::Needs::Token,
               renderCurl},
    CopyFormat{"httpie", QT_TRANSLATE_NOOP("Tokenwright", "HTTPie command"),
               QT_TRANSLATE_NOOP("Tokenwright", "an HTTPie command"), CopyFormat::Needs::Token,
               renderHttpie},
    CopyFormat{"http", QT_TRANSLATE_NOOP("Tokenwright", ".http request"),
               QT_TRANSLATE_NOOP("Tokenwright", "a .http request"), CopyFormat::Needs::Token,
               renderHttpRequest},
    CopyFormat{"sh", QT_TRANSLATE_NOOP("Tokenwright", "Shell export"),
               QT_TRANSLATE_NOOP("Tokenwright", "shell variables"), CopyFormat::Needs::Token,
               renderShellExport},
    CopyFormat{"powershell", QT_TRANSLATE_NOOP("Tokenwright", "PowerShell command"),
               QT_TRANSLATE_NOOP("Tokenwright", "a PowerShell command"), CopyFormat::Needs::Token,
               renderPowerShell},
    CopyFormat{"json", QT_TRANSLATE_NOOP("Tokenwright", "JSON"),
               QT_TRANSLATE_NOOP("Tokenwright", "the token as JSON"), CopyFormat::Needs::Token,
               renderJson},
    CopyFormat{"fetch", QT_TRANSLATE_NOOP("Tokenwright", "JavaScript fetch"),
               QT_TRANSLATE_NOOP("Tokenwright", "a fetch call"), CopyFormat::Needs::Token,
               renderFetch},
    CopyFormat{"basic", QT_TRANSLATE_NOOP("Tokenwright", "Basic header of the pair"),
               QT_TRANSLATE_NOOP("Tokenwright", "the Basic header"), CopyFormat::Needs::Pair,
               renderBasic},
};

} // namespace

Rendered CopyFormat::render(const CopySource &source) const
{
    // whatever is made of them is read by lines, or pasted where a line end runs what stands before
    // it
    const bool isSafe = isOneLine(headerName(source))
        && isOneLine(source.provider.useToken.scheme.toUtf8())
        && (!source.token || isOneLine(source.token->value.reveal()));
    if (!isSafe) {
        return std::unexpected(
            Text::tr("A line end or another control character stands in the token or the header "
                     "that it goes into; mend the provider file."));
    }
    return write(source);
}

QString CopyFormat::translatedLabel() const
{
    return Text::tr(label);
}

QString CopyFormat::translatedNoun() const
{
    return Text::tr(noun);
}

std::span<const CopyFormat> copyFormats()
{
    return copyFormatTable;
}

const CopyFormat *copyFormat(const QString &id)
{
    const auto found = std::ranges::find_if(copyFormatTable, [&](const CopyFormat &format) {
        return id == QLatin1StringView(format.id);
    });
    return found == copyFormatTable.end() ? nullptr : &*found;
}

} // namespace Tokenwright
