// SPDX-License-Identifier: MIT
#include "FlowLayout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace Tokenwright {

FlowLayout::FlowLayout(QWidget *parent)
    : QLayout(parent)
{
    setContentsMargins({});
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), false);
}

/// All in one line.
QSize FlowLayout::sizeHint() const
{
    QSize size(0, 0);
    for (const QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize wanted = item->sizeHint();
        size.rwidth() += wanted.width() + (size.width() > 0 ? gap() : 0);
        size.setHeight(std::max(size.height(), wanted.height()));
    }
    return size.grownBy(contentsMargins());
}

QSize FlowLayout::minimumSize() const
{
    QSize size(0, 0);
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->sizeHint());
    }
    return size.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::gap() const
{
    if (spacing() >= 0)
        return spacing();
    const QWidget *owner = parentWidget();
    return owner ? owner->style()->pixelMetric(QStyle::PM_LayoutHorizontalSpacing, nullptr, owner)
                 : 0;
}

/// The height that it takes.
int FlowLayout::arrange(const QRect &rect, bool isMeant) const
{
    const QRect room = rect.marginsRemoved(contentsMargins());
    const Qt::LayoutDirection direction = parentWidget() ? parentWidget()->layoutDirection()
                                                         : Qt::LeftToRight;
    QPoint place = room.topLeft();
    int lineHeight = 0;
    for (QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint();
        if (place.x() > room.left() && place.x() + size.width() > room.right() + 1) {
            place = {room.left(), place.y() + lineHeight + gap()};
            lineHeight = 0;
        }
        if (isMeant)
            item->setGeometry(QStyle::visualRect(direction, room, QRect(place, size)));
        place.rx() += size.width() + gap();
        lineHeight = std::max(lineHeight, size.height());
    }
    return place.y() + lineHeight - rect.top() + contentsMargins().bottom();
}

} // namespace Tokenwright

#include "moc_FlowLayout.cpp"
