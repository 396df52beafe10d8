// SPDX-License-Identifier: MIT
#include "VisibleText.h"

#include <QList>

#include <algorithm>

namespace Tokenwright {

namespace {

bool canBeSeen(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

QString spelledOut(char32_t c)
{
    const QString hex = QString::number(uint(c), 16).toUpper();
    return c > 0xffff ? u"\\u{%1}"_s.arg(hex) : u"\\u"_s + hex.rightJustified(4, u'0');
}

/// Whether \a text is of letters, digits and marks that everybody sees, as nearly all are.
bool isPlain(QStringView text)
{
    bool spaced = true;
    for (const QChar c : text) {
        const bool isSpace = c == u' ';
        if ((isSpace && spaced) || c < u' ' || c > u'~')
            return false;
        spaced = isSpace;
    }
    return !spaced;
}

} // namespace

QString visibleCharacters(const QString &text)
{
    if (isPlain(text))
        return text;
    QString visible;
    visible.reserve(text.size());
    const QList<uint> characters = text.toUcs4();
    for (const char32_t c : characters) {
        if (canBeSeen(c))
            visible += QChar::fromUcs4(c);
        else
            visible += spelledOut(c);
    }
    return visible;
}

QString visibleText(const QString &text)
{
    if (isPlain(text)) // ten thousand rows are searched while somebody types
        return text;
    QString line;
    line.reserve(text.size());
    for (const QChar c : text) {
        const bool isBlank = c == u' ' || c == u'\t' || c == u'\r' || c == u'\n';
        if (!isBlank)
            line += c;
        else if (!line.endsWith(u' '))
            line += u' ';
    }
    return visibleCharacters(line).trimmed();
}

QString visibleTextLines(const QString &text)
{
    QStringList lines = text.split(u'\n');
    std::ranges::transform(lines, lines.begin(), visibleText);
    return lines.join(u'\n');
}

QByteArray visibleJson(const QByteArray &json)
{
    QString visible;
    visible.reserve(json.size());
    const QList<uint> characters = QString::fromUtf8(json).toUcs4();
    for (const char32_t c : characters) {
        if (c < 0x7f || canBeSeen(c)) { // line ends stand between the values, never within
            visible += QChar::fromUcs4(c);
            continue;
        }
        const auto units = QChar::fromUcs4(c);
        for (const char16_t unit : units) // beyond the first plane JSON has pairs (RFC 8259 §7)
            visible += spelledOut(unit);
    }
    return visible.toUtf8();
}

} // namespace Tokenwright
