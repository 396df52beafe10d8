// SPDX-License-Identifier: MIT
#include "ShownRows.h"

namespace Tokenwright {

ShownRows::ShownRows(QAbstractItemModel &table, QObject *parent)
    : QAbstractProxyModel(parent)
{
    setSourceModel(&table);
    makeRoom(0, table.rowCount());
}

void ShownRows::show(std::vector<int> rows)
{
    if (rows == m_shown)
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<int> tableRows;
    tableRows.reserve(std::size_t(before.size()));
    for (const QModelIndex &index : before)
        tableRows.push_back(m_shown[std::size_t(index.row())]);
    m_shown = std::move(rows);
    renumber();
    QModelIndexList after;
    after.reserve(before.size());
    for (qsizetype i = 0; i < before.size(); ++i)
        after.append(index(placeOf(tableRows[std::size_t(i)]), before.at(i).column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void ShownRows::insertShown(int at, int row)
{
    beginInsertRows({}, at, at);
    m_shown.insert(m_shown.begin() + at, row);
    renumber();
    endInsertRows();
}

void ShownRows::removeShown(int at)
{
    beginRemoveRows({}, at, at);
    m_shown.erase(m_shown.begin() + at);
    renumber();
    endRemoveRows();
}

void ShownRows::makeRoom(int first, int count)
{
    for (int &row : m_shown)
        row += row >= first ? count : 0;
    m_at.insert(m_at.begin() + first, std::size_t(count), -1);
}

void ShownRows::closeRanks(int first, int count)
{
    for (int &row : m_shown)
        row -= row >= first ? count : 0;
    m_at.erase(m_at.begin() + first, m_at.begin() + first + count);
}

void ShownRows::renumber()
{
    std::ranges::fill(m_at, -1);
    for (std::size_t at = 0; at < m_shown.size(); ++at)
        m_at[std::size_t(m_shown[at])] = int(at);
}

int ShownRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int ShownRows::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : sourceModel()->columnCount();
}

bool ShownRows::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0;
}

QModelIndex ShownRows::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex ShownRows::parent(const QModelIndex &) const
{
    return {};
}

QModelIndex ShownRows::mapToSource(const QModelIndex &proxy) const
{
    return proxy.isValid() ? sourceModel()->index(m_shown[std::size_t(proxy.row())], proxy.column())
                           : QModelIndex();
}

QModelIndex ShownRows::mapFromSource(const QModelIndex &source) const
{
    return source.isValid() ? index(placeOf(source.row()), source.column()) : QModelIndex();
}

QVariant ShownRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    return sourceModel()->headerData(section, orientation, role);
}

} // namespace Tokenwright

#include "moc_ShownRows.cpp"
