// SPDX-License-Identifier: MIT
#include "FailurePlace.h"

#include "FailureBlock.h"

#include <QLayout>
#include <QResizeEvent>

namespace Tokenwright {

FailurePlace::FailurePlace(FailureBlock *block, QWidget *parent)
    : QScrollArea(parent)
    , m_block(block)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // the block has it
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidgetResizable(true);
    setWidget(block);
    viewport()->setAutoFillBackground(false);
    block->setAutoFillBackground(false);
    block->installEventFilter(this);
    hide();
}

QSize FailurePlace::sizeHint() const
{
    return {m_block->sizeHint().width(), m_block->heightForWidth(width())};
}

void FailurePlace::resizeEvent(QResizeEvent *event)
{
    // A scroll bar makes the block narrower and so higher, and would stay for that alone.
    setVerticalScrollBarPolicy(height() >= sizeHint().height() && !m_block->isAnswerOpen()
                                   ? Qt::ScrollBarAlwaysOff
                                   : Qt::ScrollBarAsNeeded);
    QScrollArea::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fit();
}

bool FailurePlace::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_block && event->type() == QEvent::LayoutRequest)
        fit();
    return QScrollArea::eventFilter(watched, event);
}

void FailurePlace::fit()
{
    setMaximumHeight(m_block->isAnswerOpen() ? QWIDGETSIZE_MAX : sizeHint().height());
    // with no page below it, it stands at the top nevertheless
    if (parentWidget() && parentWidget()->layout())
        parentWidget()->layout()->setAlignment(
            this, m_block->isAnswerOpen() ? Qt::Alignment() : Qt::AlignTop);
    updateGeometry();
    if (m_block->isAnswerOpen())
        setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
}

} // namespace Tokenwright

#include "moc_FailurePlace.cpp"
