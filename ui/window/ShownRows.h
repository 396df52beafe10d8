// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractProxyModel>

#include <vector>

namespace Tokenwright {

/// Some rows of a table in some order, of which whoever derives decides: a proxy that tells the
/// view of one change whatever that changes, where Qt's own filter tells of every run of rows that
/// goes or comes, which takes seconds with ten thousand. Lives in the GUI thread.
class ShownRows : public QAbstractProxyModel
{
    Q_OBJECT

public:
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    QModelIndex mapToSource(const QModelIndex &proxy) const override;
    QModelIndex mapFromSource(const QModelIndex &source) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

protected:
    explicit ShownRows(QAbstractItemModel &table, QObject *parent = nullptr);

    /// The table's rows that are shown, in their order.
    const std::vector<int> &shown() const { return m_shown; }
    /// Where the table's \a row is shown, or -1.
    int placeOf(int row) const { return m_at[std::size_t(row)]; }

    /// Shows \a rows; who is among them and was selected stays so.
    void show(std::vector<int> rows);
    void insertShown(int at, int row);
    void removeShown(int at);

    /// The table has \a count more rows from \a first on, none of which is shown yet.
    void makeRoom(int first, int count);
    /// The table has lost \a count rows from \a first on, none of which was shown.
    void closeRanks(int first, int count);

private:
    void renumber();

    std::vector<int> m_shown;
    std::vector<int> m_at; ///< By the table's row.
};

} // namespace Tokenwright
