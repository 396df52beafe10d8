// SPDX-License-Identifier: MIT
#include "Placeholder.h"

#include "Literals.h"

#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

/// Put in brackets, or named, for somebody or something else to fill in.
bool isBracketed(QStringView value)
{
    static constexpr std::pair<QStringView, QStringView> brackets[]{
        {u"<", u">"}, {u"{", u"}"}, {u"[", u"]"}, {u"--", u"--"}, {u"__", u"__"}, {u"«", u"»"},
    };
    if (std::ranges::any_of(brackets, [&](const auto &pair) {
            return value.size() > pair.first.size() + pair.second.size()
                && value.startsWith(pair.first) && value.endsWith(pair.second);
        }))
        return true;
    static const QRegularExpression named(
        u"\\{\\{.*\\}\\}|\\$\\{.*\\}|\\$\\(.*\\)|^\\$[A-Z][A-Z0-9_]*$|^\\$[a-z_]+$|"
        "^%[A-Za-z_][A-Za-z0-9_]*%$|<[A-Za-z][^<>]*>|base64\\("_s,
        QRegularExpression::DotMatchesEverythingOption | QRegularExpression::CaseInsensitiveOption);
    return named.match(value.toString()).hasMatch();
}

/// "xxxx-xxxx", "********", "______": nothing but the same.
bool isFilling(QStringView value)
{
    static const QRegularExpression filling(u"^([xX*•.?#_-]+|0+|(.)\\2{3,})$|([xX*•])\\3{5,}"_s);
    return filling.match(value.toString()).hasMatch();
}

/// Whether \a value has the digits among letters that no words have.
bool looksRandom(QStringView value)
{
    static const QRegularExpression chunk(u"[A-Za-z0-9]{6,}"_s);
    auto chunks = chunk.globalMatch(value.toString());
    while (chunks.hasNext()) {
        const QString text = chunks.next().captured();
        const auto digits = std::ranges::count_if(text, [](QChar c) { return c.isDigit(); });
        if (digits >= 2)
            return true;
    }
    return false;
}

/// "yourClientId", "YOUR_CLIENT_ID" and "your client id" as "your-client-id".
QString wordsOf(QStringView value)
{
    QString words;
    bool wasLower = false;
    for (const QChar character : value) {
        const bool isLetter = character.isLetter();
        if ((!isLetter || (wasLower && character.isUpper())) && !words.endsWith(u'-'))
            words.append(u'-');
        if (isLetter)
            words.append(character.toLower());
        wasLower = character.isLower();
    }
    while (words.startsWith(u'-'))
        words.remove(0, 1);
    while (words.endsWith(u'-'))
        words.chop(1);
    return words;
}

/// Words that ask for a value: "YOUR_APP_ID", "insert secret here", "changeme", "client_secret".
bool isRequest(QStringView value)
{
    if (looksRandom(value))
        return false;
    static const QRegularExpression request(QRegularExpression::anchoredPattern(
        u"yours?(-.*)?|your(own|real|client|app|api|secret|cert|key|consumer).*|"
        "(insert|enter|replace|paste|put|fill|add|set)-(.*-)?"
        "(here|id|key|secret|token|credentials?|me|this|value)|"
        "(change|replace)-?(me|this|it)|"
        "((my|the|some|an?|example|sample|dummy|fake)-)?((ebay|pitney-?bowes|pb|oauth)-)?"
        "(client|app|application|api|cert|consumer|developer)-?(id|key|secret)"
        "(-(value|goes-here|here))?|"
        "todo|tbd|fixme|none|null|nil|undefined|empty|placeholder|redacted|hidden|removed|n-a"_s));
    return request.match(wordsOf(value)).hasMatch();
}

} // namespace

bool isPlaceholder(QStringView value)
{
    const QStringView text = value.trimmed();
    return text.isEmpty() || text.contains(u"...") || text.contains(u'…') || isBracketed(text)
        || isFilling(text) || isRequest(text);
}

} // namespace Tokenwright
