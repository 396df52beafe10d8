// SPDX-License-Identifier: MIT
#include "LinkButton.h"

#include "ShownText.h"
#include "Tones.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr int linkMargin = 3; // pixels, for what shows that the keyboard is here
constexpr int leastLinkLetters = 16;

} // namespace

LinkButton::LinkButton(QWidget *parent)
    : QPushButton(parent)
{
    setFlat(true);
    setAutoDefault(false); // Enter is the dialog's
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    QFont underlined = font();
    underlined.setUnderline(true);
    setFont(underlined);
}

void LinkButton::showLine(const QString &text)
{
    setText(menuText(text));
    setAccessibleName(visibleText(text));
}

QSize LinkButton::sizeHint() const
{
    // a little more than the letters take, which are not elided for want of half a pixel
    return {fontMetrics().horizontalAdvance(accessibleName()) + 2 + 2 * linkMargin,
            fontMetrics().height() + 2 * linkMargin};
}

QSize LinkButton::minimumSizeHint() const
{
    const QSize whole = sizeHint();
    return {std::min(whole.width(), fontMetrics().averageCharWidth() * leastLinkLetters),
            whole.height()};
}

void LinkButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Link));
    const QRect line = rect().adjusted(linkMargin, linkMargin, -linkMargin, -linkMargin);
    drawLine(&painter, line, QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft),
             fontMetrics().elidedText(accessibleName(), Qt::ElideRight, line.width()));
    if (hasFocus())
        paintKeyboardMark(&painter, rect(), palette());
}

} // namespace Tokenwright

#include "moc_LinkButton.cpp"
