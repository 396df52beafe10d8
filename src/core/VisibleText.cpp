// SPDX-License-Identifier: MIT
#include "core/VisibleText.h"

namespace Tokenwright {

namespace {

QString spelledOut(char32_t c)
{
    const QString hex = QString::number(uint(c), 16).toUpper();
    return c > 0xffff ? QStringLiteral("\\u{%1}").arg(hex)
                      : QStringLiteral("\\u") + hex.rightJustified(4, u'0');
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

QString visibleText(const QString &text)
{
    if (isPlain(text))
        return text;
    QString visible;
    visible.reserve(text.size());
    bool spaced = false;
    const QList<uint> characters = text.toUcs4();
    for (const char32_t c : characters) {
        if (c == U' ' || c == U'\t' || c == U'\r' || c == U'\n') {
            if (!spaced)
                visible += u' ';
            spaced = true;
            continue;
        }
        spaced = false;
        switch (QChar::category(c)) {
        case QChar::Other_Control:
        case QChar::Other_Format:
        case QChar::Other_Surrogate:
        case QChar::Other_PrivateUse:
        case QChar::Other_NotAssigned:
        case QChar::Separator_Line:
        case QChar::Separator_Paragraph:
            visible += spelledOut(c);
            break;
        default:
            visible += QChar::fromUcs4(c);
        }
    }
    return visible.trimmed();
}

} // namespace Tokenwright
