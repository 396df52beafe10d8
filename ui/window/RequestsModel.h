// SPDX-License-Identifier: MIT
#pragma once

#include "LoggedRequest.h"

#include <QAbstractTableModel>

namespace Tokenwright {

class Clock;

/// Requests of one set, the latest in the first row. Lives in the GUI thread.
class RequestsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, OutcomeColumn, StatusColumn, DurationColumn, AskedByColumn };

    /// \a clock is borrowed.
    explicit RequestsModel(const Clock &clock, QObject *parent = nullptr);

    /// \a requests, the latest last, as the log has them. What was there and is at their end still
    /// keeps its rows.
    void setRequests(const QList<LoggedRequest> &requests);
    /// What stands in that row; it must be there.
    const LoggedRequest &request(int row) const
    {
        return m_requests.at(m_requests.size() - 1 - row);
    }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    QString text(const LoggedRequest &request, int column) const;

    const Clock &m_clock;
    QList<LoggedRequest> m_requests; ///< The latest last.
};

} // namespace Tokenwright
