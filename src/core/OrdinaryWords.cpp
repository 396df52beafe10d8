// SPDX-License-Identifier: MIT
#include "OrdinaryWords.h"

#include "Literals.h"

#include <QString>

#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

// The words of RFC 6749's codes and of what token endpoints say around them.
constexpr QByteArrayView words
    = " a able about accept accepted access account action active admin after again all "
      "allowed an and any api app application are argument at audience auth authenticate "
      "authenticated authentication authorization authorize authorized bad basic be bearer "
      "been body but by call can cannot check client clients code config configuration "
      "contact content could credential credentials data default demo denied description "
      "detail details developer did disabled do does done empty enabled endpoint entity "
      "environment error errors example exist exists expired expires fail failed failure "
      "false field for forbidden form format found from gateway get given grant granted has "
      "have header host http https id identifier if in incorrect info internal invalid is "
      "it its json key later limit locked login malformed many message method missing more "
      "must name no none not null oauth of ok on one only or owner pair parameter "
      "parameters pass password path permission please policy post private production "
      "provided public rate read realm reason received request requested required resource "
      "response retry sandbox scope scopes secret secrets server service set signature slow "
      "down state status string support supported system temporarily tenant test than that "
      "the this time timeout to token too true try type unable unauthorized unavailable "
      "unexpected unknown unsupported url use used user valid value version was were with "
      "write wrong x you your ";

constexpr qsizetype longestNumber = 4; // a status, a year

} // namespace

bool consistsOfOrdinaryWords(const QByteArray &secret)
{
    if (secret.size() < 2)
        return true; // one character is everywhere
    const bool isNumber = std::ranges::all_of(secret, [](char c) { return c >= '0' && c <= '9'; });
    if (isNumber)
        return secret.size() <= longestNumber;
    QByteArray text = secret.toLower();
    for (const char mark : {'_', '-', '.', '/'})
        text.replace(mark, ' ');
    const QList<QByteArray> parts = text.simplified().split(' ');
    return std::ranges::all_of(
        parts, [](const QByteArray &part) { return words.contains(QByteArray(' ' + part + ' ')); });
}

bool standsAsValue(const QByteArray &text, qsizetype begin, qsizetype end)
{
    const auto isNothing = [](QByteArrayView rest) {
        return std::ranges::all_of(rest, [](char c) { return c == ' ' || c == '"' || c == '\''; });
    };
    if (isNothing(QByteArrayView(text).first(begin)) && isNothing(QByteArrayView(text).sliced(end)))
        return true;
    static const QRegularExpression introduction(
        u"(?:secret|password|passwd|passphrase|pwd|api.?key|credentials?)\\b[\"']?\\s*"
        "(?:[:=]|\\b(?:is|was|value|given|received|provided|of)\\b|\\s)?\\s*[\"'(\\[<]*$"_s);
    const qsizetype from = std::max<qsizetype>(0, begin - 60);
    const QString before = QString::fromLatin1(text.sliced(from, begin - from));
    return introduction.match(before).hasMatch();
}

} // namespace Tokenwright
