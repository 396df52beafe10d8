// SPDX-License-Identifier: MIT
#include "FormScrollArea.h"

#include <QEvent>
#include <QFontMetrics>
#include <QLayout>
#include <QScreen>
#include <QScrollBar>
#include <QStyle>

namespace Tokenwright {

namespace {

constexpr int comfortableCharacters = 84; // a token URL stays on one line beside its label

} // namespace

// Not setWidgetResizable(): that goes by the layout's minimum height, which counts every wrapped
// text at its narrowest, and so the form would be too high for the window it is in.
FormScrollArea::FormScrollArea(QWidget *form, QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus); // the fields are what the keyboard goes to
    setWidget(form);
    // it stands on the window, not in a box of its own
    form->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
}

// ensureWidgetVisible() goes by the cursor of a text field, and shows two of its lines.
void FormScrollArea::showWhole(const QWidget *control)
{
    const QRect rect(control->mapTo(widget(), QPoint()), control->size());
    const int margin = fontMetrics().height();
    ensureVisible(rect.left(), rect.center().y(), 0, rect.height() / 2 + margin);
}

bool FormScrollArea::focusNextPrevChild(bool next)
{
    const bool hasMoved = QScrollArea::focusNextPrevChild(next);
    const QWidget *focused = widget()->focusWidget();
    if (hasMoved && focused && focused->hasFocus())
        showWhole(focused);
    return hasMoved;
}

QSize FormScrollArea::sizeHint() const
{
    if (isVisible())
        return {width(), boundedHeight(m_formHeight)};
    const int comfortable = fontMetrics().averageCharWidth() * comfortableCharacters;
    const int width = qMin(qMax(comfortable, widget()->sizeHint().width()),
                           screen()->availableSize().width() * 9 / 10);
    return {width, boundedHeight(heightOfForm(width))};
}

QSize FormScrollArea::minimumSizeHint() const
{
    return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(),
            fontMetrics().height() * 8};
}

void FormScrollArea::resizeEvent(QResizeEvent *event)
{
    fitForm();
    QScrollArea::resizeEvent(event);
}

bool FormScrollArea::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        fitForm();
        updateGeometry();
    }
    return QScrollArea::eventFilter(watched, event);
}

int FormScrollArea::heightOfForm(int width) const
{
    const QLayout *layout = widget()->layout();
    return layout->hasHeightForWidth() ? layout->totalHeightForWidth(width)
                                       : layout->totalSizeHint().height();
}

/// Leaves room on the screen for what else is in the window.
int FormScrollArea::boundedHeight(int height) const
{
    return qMin(height, screen()->availableSize().height() * 17 / 20);
}

// The width that is asked about last must be the one the form gets: QFormLayout remembers the
// heights of two widths, but the rows of the last one alone (Qt 6.4).
void FormScrollArea::fitForm()
{
    int width = this->width();
    int height = heightOfForm(width);
    m_formHeight = height;
    if (height > this->height()) {
        width -= verticalScrollBar()->sizeHint().width()
            + style()->pixelMetric(QStyle::PM_LayoutHorizontalSpacing, nullptr, this);
        height = heightOfForm(width);
    }
    widget()->resize(width, qMax(height, this->height()));
}

} // namespace Tokenwright

#include "moc_FormScrollArea.cpp"
