// SPDX-License-Identifier: MIT
#include "FormScrollArea.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QEvent>
#include <QFontMetrics>
#include <QLayout>
#include <QScreen>
#include <QScrollBar>
#include <QStyle>

namespace Tokenwright {

namespace {

constexpr int comfortableCharacters = 96; // a token URL stays on one line beside its label

/// Whether the wheel would choose something else in \a object.
bool isChooser(const QObject *object)
{
    return qobject_cast<const QComboBox *>(object)
        || qobject_cast<const QAbstractSpinBox *>(object);
}

/// Before they are shown, layouts are not told of what has changed in those within them.
void measureAnew(QWidget *window)
{
    const auto layouts = window->findChildren<QLayout *>();
    for (QLayout *layout : layouts)
        layout->invalidate();
    const auto widgets = window->findChildren<QWidget *>();
    for (QWidget *widget : widgets)
        widget->updateGeometry();
}

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
    const auto choosers = form->findChildren<QWidget *>();
    for (QWidget *chooser : choosers) {
        if (isChooser(chooser))
            chooser->installEventFilter(this);
    }
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget *, const QWidget *now) {
        if (now && widget() && widget()->isAncestorOf(now))
            keepInSight(now);
    });
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] { m_kept.clear(); });
}

void FormScrollArea::goTo(QWidget *control)
{
    control->setFocus(Qt::OtherFocusReason);
    keepInSight(control);
}

const QWidget *FormScrollArea::rowOf(const QWidget *control) const
{
    while (control->parentWidget() != widget())
        control = control->parentWidget();
    return control;
}

void FormScrollArea::keepInSight(const QWidget *control)
{
    m_kept = rowOf(control);
    if (QGuiApplication::mouseButtons()
        == Qt::NoButton) // nothing moves under a button that is held
        showKept();
}

// ensureWidgetVisible() goes by the cursor of a text field, and shows two of its lines.
void FormScrollArea::showKept()
{
    if (!m_kept || !m_kept->isVisibleTo(widget()))
        return;
    const QRect rect = m_kept->geometry();
    const int margin = fontMetrics().height();
    ensureVisible(rect.left(), rect.center().y(), 0, rect.height() / 2 + margin);
}

void FormScrollArea::showFrom(const QWidget *control)
{
    const int top = control->mapTo(widget(), QPoint()).y();
    m_kept = rowOf(control);
    const int missing = widget()->height() - verticalScrollBar()->value() - viewport()->height();
    const int above = top - verticalScrollBar()->value();
    verticalScrollBar()->setValue(verticalScrollBar()->value()
                                  + qMax(0, qMin(missing, above - fontMetrics().height() / 2)));
}

int FormScrollArea::reservedWidth() const
{
    return verticalScrollBar()->sizeHint().width()
        + style()->pixelMetric(QStyle::PM_LayoutHorizontalSpacing, nullptr, this);
}

QMargins FormScrollArea::marginsAround(QMargins margins) const
{
    const QMargins below = marginsBelow();
    margins.setLeft(below.right());
    margins.setRight(below.left());
    return margins;
}

QMargins FormScrollArea::marginsBelow() const
{
    // the scroll bar is on the left where people write from right to left; layouts do not mirror it
    return isRightToLeft() ? QMargins(reservedWidth(), 0, 0, 0)
                           : QMargins(0, 0, reservedWidth(), 0);
}

bool FormScrollArea::focusNextPrevChild(bool next)
{
    const bool hasMoved = QScrollArea::focusNextPrevChild(next);
    showKept();
    return hasMoved;
}

QSize FormScrollArea::sizeHint() const
{
    // Once it is seen, no other width may be asked for than the one the form has: QFormLayout keeps
    // the rows of the last one alone (Qt 6.4).
    if (isVisible())
        return size();
    const int comfortable = fontMetrics().averageCharWidth() * comfortableCharacters;
    const int width = qMin(qMax(comfortable, widget()->sizeHint().width() + reservedWidth()),
                           screen()->availableSize().width() * 9 / 10);
    return {width, heightOfForm(width - reservedWidth())};
}

QSize FormScrollArea::minimumSizeHint() const
{
    return {widget()->minimumSizeHint().width() + reservedWidth(), fontMetrics().height() * 5};
}

void FormScrollArea::resizeEvent(QResizeEvent *event)
{
    fitForm();
    QScrollArea::resizeEvent(event);
    showKept();
}

bool FormScrollArea::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        fitForm();
        showKept();
    }
    if (event->type() == QEvent::Wheel && isChooser(watched)) {
        event->ignore(); // then it is the form's
        return true;
    }
    return QScrollArea::eventFilter(watched, event);
}

int FormScrollArea::heightOfForm(int width) const
{
    const QLayout *layout = widget()->layout();
    return layout->hasHeightForWidth() ? layout->totalHeightForWidth(width)
                                       : layout->totalSizeHint().height();
}

void FormScrollArea::fitForm()
{
    const int width = this->width() - reservedWidth();
    widget()->resize(width, qMax(heightOfForm(width), height()));
}

void resizeForScreen(QDialog *dialog, int lines)
{
    dialog->ensurePolished();
    measureAnew(dialog);
    const QLayout *layout = dialog->layout();
    const QSize screen = dialog->screen()->availableSize();
    const int width = qMin(dialog->sizeHint().width(), screen.width());
    const int wanted = layout->hasHeightForWidth() ? layout->totalHeightForWidth(width)
                                                   : dialog->sizeHint().height();
    const int least = dialog->fontMetrics().lineSpacing() * lines;
    const int frame = dialog->style()->pixelMetric(QStyle::PM_TitleBarHeight, nullptr, dialog);
    dialog->resize(width, qMin(qMax(wanted, least), screen.height() * 4 / 5 - frame));
}

} // namespace Tokenwright

#include "moc_FormScrollArea.cpp"
