// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QSortFilterProxyModel>

#include <utility>

namespace Tokenwright {

class CountdownModel;

/// The list as it is searched and sorted. A search tells the view of one change: Qt's own filter
/// tells of every run of rows that goes or comes, which takes seconds with ten thousand. What the
/// rows of a provider and environment have in common is looked at once.
class SetSearch : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit SetSearch(CountdownModel &model, QObject *parent = nullptr);

    /// Shows the rows that say \a text in any column, in any case. Selected rows that are not among
    /// them are not selected any more, without a signal.
    void search(const QString &text);
    /// The row of \a setId; invalid where it is not among those shown.
    QModelIndex indexOf(const QString &setId) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    CountdownModel &m_model;
    QString m_text;
    mutable QHash<std::pair<QString, QString>, bool> m_places; ///< By provider and environment.
};

} // namespace Tokenwright
