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
    if (text[at] != '%' || at + 1 >= text.size())
        return {};
    if (text[at + 1] == 'u') { // escape() of JavaScript, IIS
        const int unit = hexNumber(text, at + 2, 4);
        return unit < 0 ? Escape() : Escape{6, utf8(char32_t(unit))};
    }
    const int byte = hexNumber(text, at + 1, 2);
    return byte < 0 ? Escape() : Escape{3, QByteArray(1, char(byte))};
}

/// As forms write a blank.
Escape plus(const QByteArray &text, qsizetype at)
{
    return text[at] == '+' ? Escape{1, " "} : Escape();
}

/// \u{5a}: Rust, Swift, JavaScript.
Escape bracedEscape(const QByteArray &text, qsizetype at)
{
    constexpr qsizetype mostDigits = 6;
    const qsizetype begin = at + 3;
    qsizetype end = begin;
    while (end < text.size() && end - begin < mostDigits && hexDigit(text[end]) >= 0)
        ++end;
    const int number = hexNumber(text, begin, int(end - begin));
    const bool isWhole = end > begin && end < text.size() && text[end] == '}' && number < 0x110000;
    return isWhole ? Escape{end + 1 - at, utf8(char32_t(number))} : Escape();
}

/// \053: C, protocol buffers.
Escape octalEscape(const QByteArray &text, qsizetype at)
{
    constexpr qsizetype digits = 3;
    int number = 0;
    for (qsizetype i = at + 1; i <= at + digits; ++i) {
        if (i >= text.size() || text[i] < '0' || text[i] > '7')
            return {};
        number = number * 8 + (text[i] - '0');
    }
    return number < 256 ? Escape{digits + 1, QByteArray(1, char(number))} : Escape();
}

Escape backslashEscape(const QByteArray &text, qsizetype at)
{
    if (text[at] != '\\' || at + 1 >= text.size())
        return {};
    const char kind = text[at + 1];
    if (kind == 'u' && text.size() > at + 2 && text[at + 2] == '{')
        return bracedEscape(text, at);
    if (kind == 'U') {
        const int number = hexNumber(text, at + 2, 2) == 0 ? hexNumber(text, at + 4, 6) : -1;
        return number < 0 || number >= 0x110000 ? Escape() : Escape{10, utf8(char32_t(number))};
    }
    if (const Escape octal = octalEscape(text, at); octal.length)
        return octal;
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

/// &#90 as browsers take it, without the semicolon.
Escape openEntity(const QByteArray &text, qsizetype at)
{
    constexpr qsizetype mostDigits = 8;
    qsizetype end = at + 2;
    while (end < text.size() && end - at - 2 < mostDigits && text[end] >= '0' && text[end] <= '9')
        ++end;
    const bool isOpen = end < text.size() ? text[end] != ';' : true;
    bool isNumber = false;
    const uint number = text.sliced(std::min(at + 2, text.size()),
                                    std::max<qsizetype>(end - at - 2, 0))
                            .toUInt(&isNumber);
    const bool isEntity = isNumber && isOpen && text[at + 1] == '#' && number < 0x110000;
    return isEntity ? Escape{end - at, utf8(number)} : Escape();
}

Escape entityEscape(const QByteArray &text, qsizetype at)
{
    if (text[at] != '&')
        return {};
    if (const Escape number = openEntity(text, at); number.length)
        return number;
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

/// Line ends inside Base64, NULs of UTF-16, where words may be parted, and whatever else cannot be
/// seen.
Escape controlCharacter(const QByteArray &text, qsizetype at)
{
    constexpr QByteArrayView invisible[]{"\xc2\xad", // soft hyphen
                                         "\xe2\x80\x8b", "\xe2\x80\x8c", "\xe2\x80\x8d",
                                         "\xe2\x81\xa0", "\xef\xbb\xbf"};
    const bool isControl = uchar(text[at]) < ' ' || text[at] == '\x7f';
    if (isControl || uchar(text[at]) < 0x80)
        return isControl ? Escape{1, {}} : Escape();
    for (const QByteArrayView &character : invisible) {
        if (QByteArrayView(text).sliced(at).startsWith(character))
            return {character.size(), {}};
    }
    return {};
}

/// A quotation mark as CSV, SQL and YAML write it within what they quote.
Escape doubledMark(const QByteArray &text, qsizetype at)
{
    const bool isDoubled = (text[at] == '"' || text[at] == '\'') && at + 1 < text.size()
        && text[at + 1] == text[at];
    return isDoubled ? Escape{2, QByteArray(1, text[at])} : Escape();
}

/// Bytes as their numbers, as debuggers and languages print them: [90, 107], 5a:6b, 0x5a 0x6b. All
/// of them at once: what parts them tells nothing of a single one.
template <int base> Escape listedBytes(const QByteArray &text, qsizetype at)
{
    constexpr int fewest = 4;
    constexpr int mostDigits = base == 16 ? 2 : 3;
    const auto isDigit = [&](qsizetype i) {
        return i < text.size()
            && (base == 16 ? hexDigit(text[i]) >= 0 : text[i] >= '0' && text[i] <= '9');
    };
    if (!isDigit(at) || (at > 0 && (isDigit(at - 1) || text[at - 1] == '.')))
        return {};
    QByteArray bytes;
    qsizetype behind = at;
    for (qsizetype next = at; isDigit(next);) {
        if (base == 16 && text[next] == '0' && next + 1 < text.size()
            && (text[next + 1] | 0x20) == 'x')
            next += 2;
        qsizetype end = next;
        while (isDigit(end) && end - next <= mostDigits)
            ++end;
        const int number = text.sliced(next, end - next).toInt(nullptr, base);
        if (end == next || end - next > mostDigits || number > 255
            || (base == 16 && end - next != 2))
            break;
        bytes.append(char(number));
        behind = next = end;
        while (next < text.size() && next - end < 3
               && QByteArrayView(" ,:;-\n").contains(text[next]))
            ++next;
        if (next == end)
            break;
    }
    return bytes.size() < fewest ? Escape() : Escape{behind - at, bytes};
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
constexpr std::array<Unescape, 9> unescapes{
    percentEscape,    plus,   backslashEscape, entityEscape,    doubledMark,
    controlCharacter, blanks, listedBytes<16>, listedBytes<10>,
};

/// \a text without one kind of escape; nothing if it has none of that kind.
std::optional<Undisguised> without(Unescape unescape, const Undisguised &text)
{
    qsizetype at = 0; // most texts have none of a kind, and nothing is copied for them
    while (at < text.bytes.size() && unescape(text.bytes, at).length == 0)
        ++at;
    if (at == text.bytes.size())
        return {};
    Undisguised result{text.bytes.first(at), text.origin.first(at)};
    result.bytes.reserve(text.bytes.size());
    result.origin.reserve(text.origin.size());
    while (at < text.bytes.size()) {
        const Escape escape = unescape(text.bytes, at);
        const QByteArrayView meaning = escape.length ? QByteArrayView(escape.meaning)
                                                     : QByteArrayView(text.bytes).sliced(at, 1);
        for (const char byte : meaning) {
            result.bytes.append(byte);
            result.origin.append(text.origin[at]);
        }
        at += qMax<qsizetype>(escape.length, 1);
    }
    result.origin.append(text.origin.last());
    return result;
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
