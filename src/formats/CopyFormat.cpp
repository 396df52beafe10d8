// SPDX-License-Identifier: MIT
#include "formats/CopyFormat.h"

#include "oauth/ClientAuthentication.h"
#include "oauth/EndpointUrls.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace Tokenwright {

namespace {

/// `Authorization: Bearer …`, or the header and scheme that the provider's file names. The answer's
/// token_type never reaches it.
QByteArray headerLine(const CopySource &source)
{
    const UseTokenRules &rules = source.provider.useToken;
    QByteArray line = rules.header.toUtf8() + ": ";
    if (!rules.scheme.isEmpty())
        line += rules.scheme.toUtf8() + ' ';
    return line.append(source.token->value.reveal());
}

Secret renderHeader(const CopySource &source)
{
    return Secret(headerLine(source));
}

Secret renderToken(const CopySource &source)
{
    return source.token->value;
}

Secret renderCurl(const CopySource &source)
{
    const QString url = apiBaseUrlOf(source.provider, source.set);
    QByteArray header = headerLine(source);
    QByteArray quoted = quotedForShell(header);
    QByteArray line("curl -H ");
    line += quoted + ' ' + quotedForShell(url.toUtf8());
    wipe(header);
    wipe(quoted);
    return Secret(std::move(line));
}

Secret renderBasic(const CopySource &source)
{
    const Secret value = rawBasicAuthorization(*source.credentials);
    QByteArray line("Authorization: ");
    line.append(value.reveal());
    return Secret(std::move(line));
}

constexpr std::array formats{
    CopyFormat{"header", QT_TRANSLATE_NOOP("CopyFormat", "Bearer header"),
               QT_TRANSLATE_NOOP("CopyFormat", "the header"), CopyFormat::Needs::Token,
               renderHeader},
    CopyFormat{"token", QT_TRANSLATE_NOOP("CopyFormat", "Access token"),
               QT_TRANSLATE_NOOP("CopyFormat", "the access token"), CopyFormat::Needs::Token,
               renderToken},
    CopyFormat{"curl", QT_TRANSLATE_NOOP("CopyFormat", "curl command"),
               QT_TRANSLATE_NOOP("CopyFormat", "a curl command"), CopyFormat::Needs::Token,
               renderCurl},
    CopyFormat{"basic", QT_TRANSLATE_NOOP("CopyFormat", "Basic header of the pair"),
               QT_TRANSLATE_NOOP("CopyFormat", "the Basic header"), CopyFormat::Needs::Pair,
               renderBasic},
};

} // namespace

QString CopyFormat::translatedLabel() const
{
    return QCoreApplication::translate("CopyFormat", label);
}

QString CopyFormat::translatedNoun() const
{
    return QCoreApplication::translate("CopyFormat", noun);
}

std::span<const CopyFormat> copyFormats()
{
    return formats;
}

const CopyFormat *copyFormat(const QString &id)
{
    const auto found = std::ranges::find_if(
        formats, [&](const CopyFormat &format) { return id == QLatin1StringView(format.id); });
    return found == formats.end() ? nullptr : &*found;
}

QByteArray quotedForShell(QByteArrayView text)
{
    return '\'' + text.toByteArray().replace('\'', "'\\''") + '\'';
}

} // namespace Tokenwright
