// SPDX-License-Identifier: MIT
#include "UrlTemplate.h"

#include "Literals.h"

#include <QUrl>

#include <algorithm>

namespace Tokenwright {

namespace {

/// The parts of a URL (RFC 3986 §3) that a variable can stand in.
enum class UrlPlace { Whole, Start, WholeHost, Host, Path, Query };

/// Where in \a text, a URL, a variable stands that comes after \a before, and \a after after it.
UrlPlace placeBetween(QStringView before, QStringView after)
{
    if (before.isEmpty() && after.isEmpty())
        return UrlPlace::Whole;
    if (before.contains(u'?') || before.contains(u'#'))
        return UrlPlace::Query;
    const qsizetype scheme = before.indexOf(u"://");
    const QStringView sinceScheme = scheme < 0 ? before : before.sliced(scheme + 3);
    if (sinceScheme.contains(u'/'))
        return UrlPlace::Path;
    const bool endsHere = after.isEmpty() || QStringView(u"/?#").contains(after.front());
    if (!sinceScheme.isEmpty() || !endsHere)
        return UrlPlace::Host;
    return scheme < 0 ? UrlPlace::Start : UrlPlace::WholeHost;
}

bool isHostCharacter(char32_t c)
{
    return QChar::isLetterOrNumber(c) || QChar::isMark(c) || c == U'-' || c == U'_' || c == U'.';
}

/// What \a value holds that is not \a allowed; empty: nothing.
template <class Allowed> QString firstOther(QStringView value, Allowed allowed)
{
    const QList<uint> characters = value.toUcs4();
    const auto found = std::ranges::find_if_not(characters,
                                                [&](uint c) { return allowed(char32_t(c)); });
    if (found == characters.end())
        return {};
    const auto first = char32_t(*found);
    return QString::fromUcs4(&first, 1);
}

/// The same of a part in which \a special characters mean something.
QString firstSpecial(QStringView value, QStringView special)
{
    return firstOther(value, [&](char32_t c) {
        return QChar::isPrint(c) && !QChar::isSpace(c) && c != U'\\'
            && (c > 0xffff || !special.contains(QChar(char16_t(c))));
    });
}

QString leavesPath(QStringView value)
{
    if (const QString special = firstSpecial(value, u"?#"); !special.isEmpty())
        return special;
    const QString plain = QUrl::fromPercentEncoding(value.toUtf8());
    for (const QStringView segment : QStringView(plain).split(u'/')) {
        if (segment == u".." || segment == u".")
            return segment.toString();
    }
    return {};
}

} // namespace

QString leavesItsPlace(const QString &text, const QString &name, const QString &value)
{
    const QString placeholder = u'{' + name + u'}';
    for (qsizetype at = text.indexOf(placeholder); at >= 0;
         at = text.indexOf(placeholder, at + placeholder.size())) {
        QString wrong;
        switch (placeBetween(QStringView(text).first(at),
                             QStringView(text).sliced(at + placeholder.size()))) {
        case UrlPlace::Whole:
            break;
        case UrlPlace::Start:
            wrong = firstSpecial(value, u"?#");
            break;
        case UrlPlace::WholeHost: {
            const qsizetype slash = value.indexOf(u'/');
            const QStringView host = QStringView(value).first(slash < 0 ? value.size() : slash);
            wrong = firstOther(host, [](char32_t c) {
                return isHostCharacter(c) || c == U':' || c == U'[' || c == U']';
            });
            if (wrong.isEmpty())
                wrong = leavesPath(QStringView(value).sliced(host.size()));
            break;
        }
        case UrlPlace::Host:
            wrong = firstOther(value, isHostCharacter);
            break;
        case UrlPlace::Path:
            wrong = leavesPath(value);
            break;
        case UrlPlace::Query:
            wrong = firstSpecial(value, u"&#");
            break;
        }
        if (!wrong.isEmpty())
            return wrong;
    }
    return {};
}

} // namespace Tokenwright
