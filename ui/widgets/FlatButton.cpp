// SPDX-License-Identifier: MIT
#include "FlatButton.h"

#include "Tones.h"

#include <QPainter>

namespace Tokenwright {

FlatButton::FlatButton(QWidget *parent)
    : QToolButton(parent)
{
    setAutoRaise(true);
}

void FlatButton::paintEvent(QPaintEvent *event)
{
    QToolButton::paintEvent(event);
    if (!hasFocus())
        return;
    const QColor window = palette().color(QPalette::Window);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(withContrast(palette().color(QPalette::Highlight),
                                     palette().color(QPalette::WindowText), {window}, 3),
                        2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
}

} // namespace Tokenwright

#include "moc_FlatButton.cpp"
