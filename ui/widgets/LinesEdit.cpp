// SPDX-License-Identifier: MIT
#include "LinesEdit.h"

#include <QFontMetrics>
#include <QScrollBar>
#include <QTextDocument>

namespace Tokenwright {

namespace {

constexpr int usualLetters = 56;
constexpr int leastLetters = 40; ///< Of the font it has: letters of equal width may be wide.

} // namespace

LinesEdit::LinesEdit(int lines, int minimum, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_lines(lines)
    , m_minimum(minimum)
{
    setTabChangesFocus(true); // otherwise the keyboard could not leave
    setInputMethodHints(Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText | Qt::ImhMultiLine);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void LinesEdit::setUsualText(const QString &text)
{
    const bool isTouched = toPlainText() != m_usualText;
    m_usualText = text;
    if (!isTouched && toPlainText() != text)
        setPlainText(text);
}

void LinesEdit::replaceText(const QString &text)
{
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
}

QSize LinesEdit::sizeHint() const
{
    return sizeOf(usualLetters, m_lines);
}

QSize LinesEdit::minimumSizeHint() const
{
    return sizeOf(leastLetters, m_minimum);
}

QSize LinesEdit::sizeOf(int letters, int lines) const
{
    const QFontMetrics metrics = fontMetrics();
    // a pixel each way, or the last line counts as hidden and there is a scroll bar
    const int margins = 2 * (frameWidth() + int(document()->documentMargin()) + 1);
    return {metrics.averageCharWidth() * letters + margins
                + verticalScrollBar()->sizeHint().width(),
            metrics.lineSpacing() * lines + margins};
}

} // namespace Tokenwright

#include "moc_LinesEdit.cpp"
