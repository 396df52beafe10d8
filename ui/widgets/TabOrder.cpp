// SPDX-License-Identifier: MIT
#include "TabOrder.h"

#include <QList>
#include <QWidget>

namespace Tokenwright {

namespace {

/// \a widget and what is in it, as far as the keyboard comes there, in its order.
QList<QWidget *> stopsIn(QWidget &widget)
{
    QList<QWidget *> stops;
    QWidget *next = &widget;
    do {
        if (next->focusPolicy() != Qt::NoFocus && (next == &widget || widget.isAncestorOf(next)))
            stops.append(next);
        next = next->nextInFocusChain();
    } while (next != &widget);
    return stops;
}

} // namespace

void takeIntoTabOrder(QWidget &container, QWidget &added)
{
    const QList<QWidget *> stops = stopsIn(added);
    QWidget *before = container.previousInFocusChain();
    while (before->focusPolicy() == Qt::NoFocus && before != &container)
        before = before->previousInFocusChain();
    for (QWidget *stop : stops) {
        QWidget::setTabOrder(before, stop);
        before = stop;
    }
}

} // namespace Tokenwright
