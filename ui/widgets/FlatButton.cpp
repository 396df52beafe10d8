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
    QPainter painter(this);
    paintKeyboardMark(&painter, rect(), palette());
}

} // namespace Tokenwright

#include "moc_FlatButton.cpp"
