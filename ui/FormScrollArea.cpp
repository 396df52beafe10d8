// SPDX-License-Identifier: MIT
#include "FormScrollArea.h"

#include <QEvent>
#include <QLayout>
#include <QScreen>
#include <QScrollBar>

namespace Tokenwright {

FormScrollArea::FormScrollArea(QWidget *form, QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus); // the fields are what the keyboard goes to
    setWidget(form);
    // it stands on the window, not in a box of its own
    form->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    form->installEventFilter(this);
}

QSize FormScrollArea::sizeHint() const
{
    const int width = qMax(contentWidth(), isVisible() ? viewport()->width() : 0);
    const QLayout *layout = widget()->layout();
    const int height = layout->hasHeightForWidth() ? layout->totalHeightForWidth(width)
                                                   : layout->totalSizeHint().height();
    return {width + 2 * frameWidth(),
            qMin(height + 2 * frameWidth(), screen()->availableGeometry().height() * 3 / 4)};
}

QSize FormScrollArea::minimumSizeHint() const
{
    const QSize hint = sizeHint();
    return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(),
            qMin(hint.height(), fontMetrics().height() * 12)};
}

bool FormScrollArea::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        updateGeometry();
        // after the form's own layout had its turn
        QMetaObject::invokeMethod(this, &FormScrollArea::contentResized, Qt::QueuedConnection);
    }
    return QScrollArea::eventFilter(watched, event);
}

int FormScrollArea::contentWidth() const
{
    return widget()->sizeHint().width() + verticalScrollBar()->sizeHint().width();
}

} // namespace Tokenwright
