// SPDX-License-Identifier: MIT
#include "RedactedText.h"

#include "Literals.h"

#include "SecretName.h"

#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

using R = QRegularExpression;

/// What follows "Bearer" is a word unless it is as long as this.
constexpr int shortestToken = 20;

constexpr QStringView telling[]{
    u"token",      u"secret",        u"password",   u"passwd",    u"passphrase",
    u"assertion",  u"authorization", u"credential", u"jwt",       u"apikey",
    u"privatekey", u"codeverifier",  u"cookie",     u"signature",
};

/// What a name ends in that speaks of a secret and holds none.
constexpr QStringView harmless[]{
    u"type",      u"endpoint", u"url",        u"uri",          u"expires", u"expiresin",
    u"expiresat", u"expiry",   u"expiration", u"lifetime",     u"ttl",     u"issuedat",
    u"name",      u"method",   u"methods",    u"supported",    u"scope",   u"scopes",
    u"status",    u"error",    u"errorcode",  u"errormessage", u"message", u"description",
    u"reason",    u"count",    u"format",     u"required",     u"missing", u"algorithm",
    u"alg",       u"audience", u"issuer",
};

/// Where the value that starts at \a at ends. A list, an object and what is not closed end with the
/// text: nobody can tell where.
qsizetype endOfValue(const QString &text, qsizetype at)
{
    static const R quoted(u"\\G(\\\\{0,8}[\"'])(?:(?!\\1)(?:\\\\.|.))*+(?:\\1)?"_s,
                          R::DotMatchesEverythingOption);
    static const R bare(u"\\G[^&\\s\"'<>,;}\\]]*+"_s);
    if (at < text.size() && (text[at] == u'{' || text[at] == u'['))
        return text.size();
    if (const auto match = quoted.match(text, at); match.hasMatch())
        return match.capturedEnd();
    return bare.match(text, at).capturedEnd();
}

/// Calls \a valueEnd for each match of \a start, whose group 1 is a name that hides its value, and
/// hides what lies from the match's end to there.
template <class EndOf> QString hideValues(const QString &text, const R &start, EndOf endOf)
{
    QString result;
    qsizetype done = 0;
    for (auto match = start.match(text); match.hasMatch();) {
        qsizetype next = match.capturedEnd();
        if (hidesValue(match.captured(1))) {
            const qsizetype end = endOf(text, match.capturedEnd());
            if (end > match.capturedEnd()) {
                result += QStringView(text).sliced(done, match.capturedEnd() - done);
                result += hiddenText;
                done = next = end;
            }
        }
        match = start.match(text, next);
    }
    return result + QStringView(text).sliced(done);
}

qsizetype endOfElement(const QString &text, qsizetype at)
{
    // to the next closing tag, whichever it is: CDATA and markup inside a secret are none of ours
    const qsizetype close = text.indexOf(u"</", at);
    return close < 0 ? text.size() : close;
}

/// <input name="access_token" value="…">: a tag whose name is a value, as a page's forms have it.
QString withoutNamedValues(const QString &text)
{
    static const R tag(u"<[A-Za-z][^<>]{0,2000}+"_s);
    static const R attribute(u"(?<![\\w-])(name|id|property|value|content)\\s{0,20}=\\s{0,20}"
                             "(?:\"([^\"]*+)|'([^']*+)|([^\\s\"'<>]++))"_s,
                             R::CaseInsensitiveOption);
    QString result;
    qsizetype done = 0;
    for (auto tags = tag.globalMatch(text); tags.hasNext();) {
        const auto match = tags.next();
        bool namesSecret = false;
        QList<std::pair<qsizetype, qsizetype>> values;
        for (auto attributes = attribute.globalMatch(match.captured()); attributes.hasNext();) {
            const auto found = attributes.next();
            const int group = found.lastCapturedIndex();
            const QString name = found.captured(1).toLower();
            if (name == u"value" || name == u"content")
                values.append({match.capturedStart() + found.capturedStart(group),
                               match.capturedStart() + found.capturedEnd(group)});
            else
                namesSecret = namesSecret || hidesValue(found.captured(group));
        }
        if (!namesSecret)
            continue;
        for (const auto &[begin, end] : std::as_const(values)) {
            if (begin == end)
                continue;
            result += QStringView(text).sliced(done, begin - done);
            result += hiddenText;
            done = end;
        }
    }
    return result + QStringView(text).sliced(done);
}

/// "client_secret: x7Gh…" in plain text; "invalid token: expired" stays.
qsizetype endOfWordWithDigits(const QString &text, qsizetype at)
{
    static const R word(u"\\G[^\\s\"'<>,;&]{6,}+"_s);
    const auto match = word.match(text, at);
    const bool isValue = match.hasMatch()
        && std::ranges::any_of(match.capturedView(), [](QChar c) { return c.isDigit(); });
    return isValue ? match.capturedEnd() : at;
}

/// Runs in which capitals, small letters and digits mix, as no word does.
QString withoutLongRuns(QString text)
{
    static const R run(u"(?<![\\w~+=^#|-])(?=[a-z0-9_~+=^#|-]*+[A-Z])"
                       "(?=[A-Z0-9_~+=^#|-]*+[a-z])(?=[A-Za-z_~+=^#|-]*+[0-9])"
                       "[\\w~+=^#|-]{48,}+"_s);
    return text.replace(run, hiddenText);
}

} // namespace

bool hidesValue(const QString &name)
{
    if (saysSecret(name))
        return true;
    QString word = name.toCaseFolded();
    word.removeIf([](QChar character) { return !character.isLetter(); });
    return std::ranges::any_of(telling, [&](QStringView part) { return word.contains(part); })
        && !std::ranges::any_of(harmless, [&](QStringView end) { return word.endsWith(end); });
}

QString withoutTokens(const QString &text)
{
    // "name": 'name': \"name\":
    static const R quotedName(u"\\\\{0,8}[\"']([\\w.:-]{1,80}+)\\\\{0,8}[\"']\\s{0,20}"
                              "[:=]\\s{0,20}"_s);
    static const R element(u"<([\\w.:-]{1,80}+)(?:\\s[^>]{0,200}+)?>"_s);
    static const R field(u"(?<![\\w.:-])([\\w.:-]{1,80}+)\\s?=\\s?"_s);
    static const R line(u"(?<![\\w.-])([\\w.-]{1,80}+)\\s?:\\s?"_s);
    static const R header(
        u"\\b(Bearer|Basic|Negotiate|NTLM)(\\s+)[\\w.~+/=^#|-]{%1,}+"_s.arg(shortestToken),
        R::CaseInsensitiveOption);
    static const R jwt(u"\\beyJ[\\w-]{5,}+\\.[\\w-]*+(?:\\.[\\w-]*+)*+"_s);

    QString result = hideValues(withoutNamedValues(text), quotedName, endOfValue);
    result = hideValues(result, element, endOfElement);
    result = hideValues(result, field, endOfValue);
    result.replace(header, u"\\1\\2"_s + hiddenText);
    result.replace(jwt, hiddenText);
    result = hideValues(result, line, endOfWordWithDigits);
    return withoutLongRuns(result);
}

} // namespace Tokenwright
