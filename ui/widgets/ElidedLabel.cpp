// SPDX-License-Identifier: MIT
#include "ElidedLabel.h"

#include "ShownText.h"

#include <QPainter>
#include <QStyle>

namespace Tokenwright {

ElidedLabel::ElidedLabel(std::optional<Tone> tone, QWidget *parent)
    : ToneLabel(tone, parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::showLine(const QString &text)
{
    const QString line = visibleText(text);
    if (line != this->text()) {
        setText(line);
        updateGeometry();
    }
    showToolTip();
}

bool ElidedLabel::isElided() const
{
    return fontMetrics().horizontalAdvance(text()) > contentsRect().width();
}

QSize ElidedLabel::sizeHint() const
{
    // a little more than the letters take, which are not elided for want of half a pixel
    const QMargins margins = contentsMargins();
    return {fontMetrics().horizontalAdvance(text()) + 2 + margins.left() + margins.right(),
            fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), fontMetrics().averageCharWidth() * 4),
            fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect rect = contentsRect();
    painter.setPen(palette().color(foregroundRole()));
    drawLine(&painter, rect, QStyle::visualAlignment(layoutDirection(), alignment()),
             fontMetrics().elidedText(text(), Qt::ElideRight, rect.width()));
}

void ElidedLabel::resizeEvent(QResizeEvent *event)
{
    ToneLabel::resizeEvent(event);
    showToolTip();
}

void ElidedLabel::showToolTip()
{
    setToolTip(isElided() ? toolTipText(text()) : QString());
}

} // namespace Tokenwright

#include "moc_ElidedLabel.cpp"
