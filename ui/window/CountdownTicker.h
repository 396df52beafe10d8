// SPDX-License-Identifier: MIT
#pragma once

#include <QModelIndex>
#include <QObject>
#include <QTimer>

class QAbstractProxyModel;
class QTableView;

namespace Tokenwright {

class CountdownModel;

/// The window's one timer. Ticks once a second while a visible row, or the current one, is
/// counting or worked on, and announces the passing of time for those rows alone. It starts when
/// the view is painted, so scrolling, filtering, minting and showing the window need no wiring of
/// their own; a hidden or minimised window is not painted and does not tick.
class CountdownTicker : public QObject
{
    Q_OBJECT

public:
    CountdownTicker(QTableView &view, QAbstractProxyModel &proxy, CountdownModel &model,
                    QObject *parent = nullptr);

    bool isTicking() const { return m_timer.isActive(); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QModelIndexList shownRows() const;
    bool isShown() const;
    bool isCounting(const QModelIndexList &rows) const;
    void tick();

    QTableView &m_view;
    QAbstractProxyModel &m_proxy;
    CountdownModel &m_model;
    QTimer m_timer;
};

} // namespace Tokenwright
