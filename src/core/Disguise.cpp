// SPDX-License-Identifier: MIT
#include "Disguise.h"

#include <QSet>
#include <QString>

#include <array>
#include <optional>

namespace Tokenwright {

namespace {

constexpr int deepestDisguise = 3;

int hexDigit(char c)
{
    return c >= '0' && c <= '9' ? c - '0'
        : c >= 'a' && c <= 'f'  ? c - 'a' + 10
        : c >= 'A' && c <= 'F'  ? c - 'A' + 10
                                : -1;
}

/// The number that \a digits hexadecimal digits at \a at write; -1 if they are none.
int hexNumber(const QByteArray &text, qsizetype at, int digits)
{
    if (at + digits > text.size())
        return -1;
    int number = 0;
    for (int i = 0; i < digits; ++i) {
        const int digit = hexDigit(text[at + i]);
        if (digit < 0)
            return -1;
        number = number * 16 + digit;
    }
    return number;
}

/// One escape: how much of the text it takes, and what it stands for.
struct Escape
{
    qsizetype length = 0; ///< 0: there is none.
    QByteArray meaning;
};

QByteArray utf8(char32_t c)
{
    return QString::fromUcs4(&c, 1).toUtf8();
}

Escape percentEscape(const QByteArray &text, qsizetype at)
{
    const int byte = text[at] == '%' ? hexNumber(text, at + 1, 2) : -1;
    return byte < 0 ? Escape() : Escape{3, QByteArray(1, char(byte))};
}

/// As forms write a blank.
Escape plus(const QByteArray &text, qsizetype at)
{
    return text[at] == '+' ? Escape{1, " "} : Escape();
}

Escape backslashEscape(const QByteArray &text, qsizetype at)
{
    if (text[at] != '\\' || at + 1 >= text.size())
        return {};
    const char kind = text[at + 1];
    if (kind == 'u') {
        const int unit = hexNumber(text, at + 2, 4);
        if (unit < 0)
            return {};
        const bool isHigh = unit >= 0xd800 && unit < 0xdc00;
        const bool goesOn = isHigh && at + 7 < text.size() && text[at + 6] == '\\'
            && text[at + 7] == 'u';
        const int low = goesOn ? hexNumber(text, at + 8, 4) : -1;
        if (low >= 0xdc00 && low < 0xe000)
            return {12, utf8(QChar::surrogateToUcs4(char16_t(unit), char16_t(low)))};
        return {6, utf8(char32_t(unit))};
    }
    if (kind == 'x') {
        const int byte = hexNumber(text, at + 2, 2);
        return byte < 0 ? Escape() : Escape{4, QByteArray(1, char(byte))};
    }
    constexpr QByteArrayView letters = "nrtbf";
    constexpr QByteArrayView meanings = "\n\r\t\b\f";
    const qsizetype letter = letters.indexOf(kind);
    return {2, QByteArray(1, letter < 0 ? kind : meanings[letter])};
}

Escape entityEscape(const QByteArray &text, qsizetype at)
{
    if (text[at] != '&')
        return {};
    const qsizetype end
        = QByteArrayView(text).sliced(at).first(qMin<qsizetype>(12, text.size() - at)).indexOf(';');
    if (end < 2)
        return {};
    const QByteArray name = text.sliced(at + 1, end - 1).toLower();
    if (name.startsWith('#')) {
        bool isNumber = false;
        const uint number = name.startsWith("#x") ? name.sliced(2).toUInt(&isNumber, 16)
                                                  : name.sliced(1).toUInt(&isNumber);
        return isNumber && number < 0x110000 ? Escape{end + 1, utf8(number)} : Escape();
    }
    constexpr std::pair<const char *, const char *> names[]{
        {"amp", "&"}, {"lt", "<"},     {"gt", ">"},   {"quot", "\""}, {"apos", "'"},
        {"sol", "/"}, {"equals", "="}, {"plus", "+"}, {"nbsp", " "},  {"colon", ":"},
    };
    for (const auto &[known, meaning] : names) {
        if (name == known)
            return {end + 1, meaning};
    }
    return {};
}

/// Line ends inside Base64, NULs of UTF-16, and whatever else cannot be seen.
Escape controlCharacter(const QByteArray &text, qsizetype at)
{
    const bool isControl = uchar(text[at]) < ' ' || text[at] == '\x7f';
    return isControl ? Escape{1, {}} : Escape();
}

/// Where a text was laid out in lines, or will be shown in one: many blanks for one, or one for
/// many.
Escape blanks(const QByteArray &text, qsizetype at)
{
    qsizetype end = at;
    while (end < text.size() && QByteArrayView(" \t\r\n").contains(text[end]))
        ++end;
    const bool isOther = end > at + 1 || (end > at && text[at] != ' ');
    return isOther ? Escape{end - at, " "} : Escape();
}

using Unescape = Escape (*)(const QByteArray &, qsizetype);
constexpr std::array<Unescape, 6> unescapes{percentEscape,    plus,  backslashEscape, entityEscape,
                                            controlCharacter, blanks};

/// \a text without one kind of escape; nothing if it has none of that kind.
std::optional<Undisguised> without(Unescape unescape, const Undisguised &text)
{
    Undisguised result;
    bool isOther = false;
    result.bytes.reserve(text.bytes.size());
    result.origin.reserve(text.origin.size());
    for (qsizetype at = 0; at < text.bytes.size();) {
        const Escape escape = unescape(text.bytes, at);
        const QByteArrayView meaning = escape.length ? QByteArrayView(escape.meaning)
                                                     : QByteArrayView(text.bytes).sliced(at, 1);
        for (const char byte : meaning) {
            result.bytes.append(byte);
            result.origin.append(text.origin[at]);
        }
        isOther = isOther || escape.length;
        at += qMax<qsizetype>(escape.length, 1);
    }
    result.origin.append(text.origin.last());
    return isOther ? std::optional(result) : std::nullopt;
}

} // namespace

void forEachReading(const QByteArray &text, const std::function<void(const Undisguised &)> &look)
{
    Undisguised plain{text, {}};
    plain.origin.reserve(text.size() + 1);
    for (qsizetype i = 0; i <= text.size(); ++i)
        plain.origin.append(i);
    QSet<QByteArray> seen{text}; // the order of taking off mostly makes no difference
    QList<Undisguised> level{plain};
    for (int depth = 0; !level.isEmpty(); ++depth) {
        QList<Undisguised> next;
        for (const Undisguised &reading : std::as_const(level)) {
            look(reading);
            for (const Unescape unescape : unescapes) {
                const auto other = depth < deepestDisguise ? without(unescape, reading)
                                                           : std::nullopt;
                if (other && !seen.contains(other->bytes)) {
                    seen.insert(other->bytes);
                    next.append(*other);
                }
            }
        }
        level = next;
    }
}

} // namespace Tokenwright
