// SPDX-License-Identifier: MIT
#include "ListAndDetails.h"

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr int linesBeyondLeast = 2; ///< That the details have before the list gets more.
constexpr int roomyWindowLetters = 200; ///< Wide: 1,400 pixels at 96 dpi.

} // namespace

ListAndDetails::ListAndDetails(QWidget *list, QWidget *details, std::function<int()> leastList,
                               QWidget *parent)
    : QSplitter(Qt::Vertical, parent)
    , m_leastList(std::move(leastList))
{
    addWidget(list);
    addWidget(details);
    setStretchFactor(0, 1);
    setStretchFactor(1, 0);
    setChildrenCollapsible(false);
    connect(this, &QSplitter::splitterMoved, this, [this] { m_isMoved = true; });
}

void ListAndDetails::restore(const QByteArray &state)
{
    m_isMoved = restoreState(state);
}

void ListAndDetails::resizeEvent(QResizeEvent *event)
{
    QSplitter::resizeEvent(event);
    const auto wanted = width() >= fontMetrics().averageCharWidth() * roomyWindowLetters
        ? Qt::Horizontal
        : Qt::Vertical;
    if (orientation() != wanted) {
        setOrientation(wanted);
        QMetaObject::invokeMethod(this, &ListAndDetails::share, Qt::QueuedConnection);
    } else if (!m_isMoved && wanted == Qt::Vertical) {
        share();
    }
}

void ListAndDetails::share()
{
    const QWidget *details = widget(1);
    const bool isBeside = orientation() == Qt::Horizontal;
    const int whole = (isBeside ? width() : height()) - handleWidth();
    const int left = std::max(whole - m_leastList(),
                              details->minimumSizeHint().height()
                                  + details->fontMetrics().lineSpacing() * linesBeyondLeast);
    const int wanted = isBeside ? whole * 3 / 8 : std::min(details->sizeHint().height(), left);
    setSizes({whole - wanted, wanted});
}

} // namespace Tokenwright

#include "moc_ListAndDetails.cpp"
