// SPDX-License-Identifier: MIT
#include "RequestsModel.h"

#include "Icons.h"
#include "ShownText.h"
#include "Tones.h"

#include "Clock.h"
#include "TimeText.h"
#include "TokenLifetime.h"

#include <QGuiApplication>

namespace Tokenwright {

RequestsModel::RequestsModel(const Clock &clock, QObject *parent)
    : QAbstractTableModel(parent)
    , m_clock(clock)
{ }

void RequestsModel::setRequests(const QList<LoggedRequest> &requests)
{
    const qsizetype added = requests.size() - m_requests.size();
    if (!m_requests.isEmpty() && added >= 0 && requests.first(m_requests.size()) == m_requests) {
        if (added == 0)
            return;
        beginInsertRows({}, 0, int(added) - 1);
        m_requests = requests;
        endInsertRows();
        return;
    }
    beginResetModel();
    m_requests = requests;
    endResetModel();
}

int RequestsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_requests.size());
}

int RequestsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : AskedByColumn + 1;
}

QString RequestsModel::text(const LoggedRequest &request, int column) const
{
    switch (column) {
    case TimeColumn:
        return momentText(request.at, m_clock.now().wall);
    case OutcomeColumn:
        return visibleText(outcomeText(request));
    case StatusColumn:
        return request.httpStatus ? QString::number(request.httpStatus) : tr("none");
    case DurationColumn:
        return tr("%L1 ms").arg(request.milliseconds);
    case AskedByColumn:
        return visibleText(askedByText(request));
    default:
        return {};
    }
}

QVariant RequestsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LoggedRequest &logged = request(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(logged, column);
    case Qt::ToolTipRole:
        return column == OutcomeColumn ? toolTipText(logged.message) : QString();
    case Qt::AccessibleTextRole:
        // the first cell says the whole row
        return column == TimeColumn
            ? tr("%1, %2, HTTP status %3, %4, asked for by %5")
                  .arg(text(logged, TimeColumn), text(logged, OutcomeColumn),
                       text(logged, StatusColumn), text(logged, DurationColumn),
                       text(logged, AskedByColumn))
            : text(logged, column);
    case Qt::DecorationRole:
        if (column == OutcomeColumn)
            return icon(succeeded(logged) ? Icon::Check : Icon::Error, QPalette::Text);
        return {};
    case Qt::ForegroundRole:
        if (column == OutcomeColumn && !succeeded(logged))
            return toneColor(Tone::Bad, QGuiApplication::palette());
        return {};
    default:
        return {};
    }
}

QVariant RequestsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case OutcomeColumn:
        return tr("Outcome");
    case StatusColumn:
        return tr("HTTP");
    case DurationColumn:
        return tr("Duration");
    case AskedByColumn:
        return tr("Asked by");
    default:
        return {};
    }
}

} // namespace Tokenwright

#include "moc_RequestsModel.cpp"
