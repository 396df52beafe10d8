// SPDX-License-Identifier: MIT
#include "CountdownTicker.h"

#include "CountdownModel.h"

#include <QAbstractProxyModel>
#include <QEvent>
#include <QTableView>

#include <algorithm>

using namespace std::chrono_literals;

namespace Tokenwright {

CountdownTicker::CountdownTicker(QTableView &view, QAbstractProxyModel &proxy,
                                 CountdownModel &model, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_proxy(proxy)
    , m_model(model)
{
    m_timer.setInterval(1s);
    connect(&m_timer, &QTimer::timeout, this, &CountdownTicker::tick);
    m_view.viewport()->installEventFilter(this);
}

bool CountdownTicker::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint && !m_timer.isActive() && isCounting(shownRows()))
        m_timer.start();
    return QObject::eventFilter(watched, event);
}

/// Source indexes of the rows on screen, and of the current one, which the details show.
QModelIndexList CountdownTicker::shownRows() const
{
    QModelIndexList rows;
    const int first = m_view.rowAt(0);
    if (first >= 0) {
        const int below = m_view.rowAt(m_view.viewport()->height() - 1);
        const int last = below >= 0 ? below : m_proxy.rowCount() - 1;
        for (int row = first; row <= last; ++row)
            rows.append(m_proxy.mapToSource(m_proxy.index(row, CountdownModel::TokenColumn)));
    }
    const QModelIndex current = m_proxy.mapToSource(
        m_view.currentIndex().siblingAtColumn(CountdownModel::TokenColumn));
    if (current.isValid() && !rows.contains(current))
        rows.append(current);
    return rows;
}

bool CountdownTicker::isShown() const
{
    return m_view.isVisible() && !m_view.window()->isMinimized();
}

bool CountdownTicker::isCounting(const QModelIndexList &rows) const
{
    return std::ranges::any_of(rows, [](const QModelIndex &row) {
        return row.data(CountdownModel::StatusRole).value<TokenStatus>().changesWithTime();
    });
}

void CountdownTicker::tick()
{
    if (!isShown()) {
        m_timer.stop();
        return;
    }
    const QModelIndexList rows = shownRows();
    // also those that stopped counting just now: they are to be seen as expired
    for (const QModelIndex &row : rows)
        m_model.announceTick(row);
    if (!isCounting(rows))
        m_timer.stop();
}

} // namespace Tokenwright

#include "moc_CountdownTicker.cpp"
