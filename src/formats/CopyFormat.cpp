// SPDX-License-Identifier: MIT
#include "CopyFormat.h"

#include "AssignmentFormat.h"
#include "ClientAuthentication.h"
#include "EndpointUrls.h"
#include "Origin.h"
#include "Quoting.h"
#include "ResolvedRules.h"
#include "Text.h"
#include "TokenDestination.h"
#include "TokenHeader.h"
#include "VisibleText.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <algorithm>
#include <array>
#include <optional>

namespace Tokenwright {

namespace {

using Rendered = Result<Secret>;

/// Where the token's answer said that it is used; may be empty.
QString toldApi(const CopySource &source)
{
    return source.token ? source.token->apiBaseUrl : QString();
}

/// Where the token is used; a name that nobody owns (RFC 2606) when the provider names no place.
/// Blanks and control characters, which no URL has (RFC 3986 §2), are percent-encoded.
QByteArray apiUrlOf(const CopySource &source)
{
    const QString told = toldApi(source);
    const QByteArray given = (told.isEmpty() ? apiBaseUrlOf(source.provider, source.set) : told)
                                 .toUtf8();
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

struct Header
{
    QByteArray name;
    Secret value;
};
using Headers = Result<QList<Header>>;

/// What stands beside the token in every call.
Headers standingHeadersOf(const CopySource &source)
{
    const ClientCredentials none;
    const auto filled = standingHeaders(source.provider, source.set,
                                        source.credentials ? *source.credentials : none,
                                        {.now = source.now.wall, .uuid = freshIdentifier()});
    if (!filled)
        return failure(filled.error());
    QList<Header> headers;
    for (const RequestField &field : *filled)
        headers.append({field.name.toUtf8(), field.value});
    return headers;
}

/// All headers of a call, the token's first.
Headers callHeaders(const CopySource &source)
{
    auto headers = standingHeadersOf(source);
    if (headers)
        headers->prepend({headerName(source), headerValue(source)});
    return headers;
}

/// \a headers one after another, each as \a written.
template <class Written>
Secret joined(const QList<Header> &headers, QByteArrayView between, Written written)
{
    Secret text;
    for (const Header &header : headers) {
        const Secret one = written(header);
        text = concatenated(
            {text.reveal(), text.isEmpty() ? QByteArrayView() : between, one.reveal()});
    }
    return text;
}

Secret lineOf(const Header &header)
{
    return concatenated({header.name, ": ", header.value.reveal()});
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
    const Headers headers = callHeaders(source);
    if (!headers)
        return failure(headers.error());
    const Secret options = joined(*headers, " ", [](const Header &header) {
        return concatenated({"-H ", quotedForShell(lineOf(header).reveal())});
    });
    return concatenated({"curl ", options.reveal(), " ", quotedForShell(apiUrlOf(source))});
}

/// As HTTPie reads it: what makes another item of it stands behind a backslash.
Secret httpieItem(const Header &header)
{
    const QByteArrayView value = header.value.reveal();
    const bool isOther = value.startsWith('=') || value.startsWith('@');
    return Secret(
        quotedForShell(concatenated({header.name, ":", isOther ? "\\" : "", value}).reveal()));
}

/// HTTPie takes a backslash before a separator out of a header, so the usual scheme goes by its
/// option for bearer tokens, which keeps every character.
Rendered renderHttpie(const CopySource &source)
{
    const UseTokenRules &rules = source.provider.useToken;
    const bool isUsual = rules.scheme == u"Bearer" && rules.header == u"Authorization";
    const Headers headers = isUsual ? standingHeadersOf(source) : callHeaders(source);
    if (!headers)
        return failure(headers.error());
    const QByteArray url = quotedForShell(apiUrlOf(source));
    const Secret items = joined(*headers, " ", httpieItem);
    const Secret rest = concatenated({"GET ", url, items.isEmpty() ? "" : " ", items.reveal()});
    if (!isUsual)
        return concatenated({"http ", rest.reveal()});
    const Secret token(quotedForShell(source.token->value.reveal()));
    return concatenated({"http --auth-type=bearer --auth=", token.reveal(), " ", rest.reveal()});
}

/// As the REST clients of editors read it.
Rendered renderHttpRequest(const CopySource &source)
{
    const Headers headers = callHeaders(source);
    if (!headers)
        return failure(headers.error());
    const Secret lines = joined(*headers, "\n", lineOf);
    return concatenated({"GET ", apiUrlOf(source), "\n", lines.reveal(), "\n"});
}

Rendered renderShellExport(const CopySource &source)
{
    const auto variables = tokenVariables(source.provider, *source.token,
                                          QByteArrayLiteral("TOKENWRIGHT"), source.now);
    auto text = assignmentFormats().front().write(variables);
    return text ? Rendered(std::move(*text)) : misconfigured(text.error());
}

Rendered renderPowerShell(const CopySource &source)
{
    const Headers headers = callHeaders(source);
    if (!headers)
        return failure(headers.error());
    const Secret entries = joined(*headers, "; ", [](const Header &header) {
        const Secret value(quotedForPowerShell(header.value.reveal()));
        return concatenated({quotedForPowerShell(header.name), " = ", value.reveal()});
    });
    return concatenated({"Invoke-RestMethod -Uri ", quotedForPowerShell(apiUrlOf(source)),
                         " -Headers @{ ", entries.reveal(), " }"});
}

/// What the answer said, or else what was asked for (RFC 6749 §5.1).
QString grantedScope(const CopySource &source)
{
    return source.token->scope.isEmpty() ? scopesAskedFor(source.provider, source.set).join(u' ')
                                         : source.token->scope;
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
        {u"scope"_s, grantedScope(source)},
        {u"credential_set"_s, source.set.name},
        {u"provider"_s, source.set.provider},
        {u"environment"_s, source.set.environment},
    };
    return Secret(visibleJson(QJsonDocument(json).toJson(QJsonDocument::Compact)));
}

Rendered renderFetch(const CopySource &source)
{
    const Headers headers = callHeaders(source);
    if (!headers)
        return failure(headers.error());
    const Secret entries = joined(*headers, ", ", [](const Header &header) {
        const Secret value(quotedForJson(header.value.reveal()));
        return concatenated({quotedForJson(header.name), ": ", value.reveal()});
    });
    return concatenated({"await fetch(", quotedForJson(apiUrlOf(source)), ", { headers: { ",
                         entries.reveal(), " } })"});
}

Rendered renderBasic(const CopySource &source)
{
    return concatenated(
        {"Authorization: ",
         rawBasicAuthorization(*source.credentials, source.provider.request.authorizationScheme)
             .reveal()});
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
               renderCurl, true},
    CopyFormat{"httpie", QT_TRANSLATE_NOOP("Tokenwright", "HTTPie command"),
               QT_TRANSLATE_NOOP("Tokenwright", "an HTTPie command"), CopyFormat::Needs::Token,
               renderHttpie, true},
    CopyFormat{"http", QT_TRANSLATE_NOOP("Tokenwright", ".http request"),
               QT_TRANSLATE_NOOP("Tokenwright", "a .http request"), CopyFormat::Needs::Token,
               renderHttpRequest, true},
    CopyFormat{"sh", QT_TRANSLATE_NOOP("Tokenwright", "Shell export"),
               QT_TRANSLATE_NOOP("Tokenwright", "shell variables"), CopyFormat::Needs::Token,
               renderShellExport},
    CopyFormat{"powershell", QT_TRANSLATE_NOOP("Tokenwright", "PowerShell command"),
               QT_TRANSLATE_NOOP("Tokenwright", "a PowerShell command"), CopyFormat::Needs::Token,
               renderPowerShell, true},
    CopyFormat{"json", QT_TRANSLATE_NOOP("Tokenwright", "JSON"),
               QT_TRANSLATE_NOOP("Tokenwright", "the token as JSON"), CopyFormat::Needs::Token,
               renderJson},
    CopyFormat{"fetch", QT_TRANSLATE_NOOP("Tokenwright", "JavaScript fetch"),
               QT_TRANSLATE_NOOP("Tokenwright", "a fetch call"), CopyFormat::Needs::Token,
               renderFetch, true},
    CopyFormat{"basic", QT_TRANSLATE_NOOP("Tokenwright", "Basic header (ID and secret)"),
               QT_TRANSLATE_NOOP("Tokenwright", "the Basic header"), CopyFormat::Needs::Pair,
               renderBasic},
};

} // namespace

namespace {

/// Whatever is made of a token and its header is read by lines, or pasted where a line end runs
/// what stands before it.
std::optional<Error> lineProblem(const CopySource &source)
{
    const bool isSafe = isOneLine(headerName(source))
        && isOneLine(source.provider.useToken.scheme.toUtf8())
        && (!source.token || isOneLine(source.token->value.reveal()));
    if (isSafe)
        return {};
    return Error{.kind = ErrorKind::Configuration,
                 .message = Text::tr("A line end or another control character stands in the token "
                                     "or the header that it goes into; mend the provider file.")};
}

/// Where a call leads. To the name that nobody owns any token may go.
TokenDestination destinationOf(const CopySource &source)
{
    const QString told = toldApi(source);
    const QUrl url = QUrl::fromEncoded(apiUrlOf(source));
    if (told.isEmpty() && apiBaseUrlOf(source.provider, source.set).isEmpty())
        return {.url = url, .isAgreed = true};
    return tokenDestination(source.provider, source.set, url, told);
}

/// Why nobody shall be given a call to send that leads where it does.
std::optional<Error> callProblem(const CopySource &source)
{
    if (const auto tokenUrl = tokenUrlOf(source.provider, source.set); !tokenUrl)
        return tokenUrl.error(); // a variable's value would change URLs
    const TokenDestination destination = destinationOf(source);
    if (!isAllowedTokenUrl(destination.url)) {
        return Error{.kind = ErrorKind::Configuration,
                     .message = Text::tr("%1 would get the token in clear, for everybody on the "
                                         "way to read. Use https; plain http is for 127.0.0.1, "
                                         "localhost and [::1] alone.")
                                    .arg(shownUrl(destination.url))};
    }
    return destinationProblem(destination,
                              source.credentials ? *source.credentials : ClientCredentials());
}

} // namespace

Rendered CopyFormat::render(const CopySource &source) const
{
    if (const auto problem = lineProblem(source))
        return failure(*problem);
    if (const auto problem = isCall ? callProblem(source) : std::nullopt)
        return failure(*problem);
    return write(source);
}

bool CopyFormat::needsPair(const CopySource &source) const
{
    const bool isForCall = needPair(source.provider.useToken.headers)
        || !destinationOf(source).isAgreed;
    return needs == Needs::Pair || (isCall && isForCall);
}

Result<Secret> callHeaderLines(const CopySource &source)
{
    if (const auto problem = lineProblem(source))
        return failure(*problem);
    const Headers headers = callHeaders(source);
    if (!headers)
        return failure(headers.error());
    return joined(*headers, "\n", lineOf);
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
