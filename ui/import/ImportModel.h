// SPDX-License-Identifier: MIT
#pragma once

#include "ImportPlan.h"
#include "ProviderCatalog.h"
#include "SetImporter.h"

#include <QAbstractTableModel>

namespace Tokenwright {

/// What an import would do, a row for each entry of the files, and what became of it. Whoever looks
/// at it may leave rows out and change the names of those that would be added.
class ImportModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Name,
        ProviderName,
        EnvironmentName,
        ClientId,
        Endpoint, ///< The host that the secret will be sent to.
        Origin,
        What,
        ColumnCount
    };

    /// \a providers is borrowed.
    explicit ImportModel(const ProviderCatalog &providers, QObject *parent = nullptr);

    /// Shows another plan. What was left out or renamed stays so where the same entry is there.
    void setRows(const QList<ImportRow> &rows);
    const ImportRow &row(int index) const { return m_rows.at(index).plan; }
    /// Those that are to be added, under the names they have been given.
    QList<ImportRow> chosen() const;
    /// From now on nothing can be changed, and the secrets are let go; outcomes come in the order
    /// of chosen().
    void begin();
    void setOutcome(qsizetype index, const ImportOutcome &outcome);
    /// Whether a row is about a pair that does not tell by itself whose it is.
    bool mayBeMapped(int index) const { return !row(index).key.isEmpty() && !m_isRunning; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row
    {
        ImportRow plan;
        bool isChosen = true;
        QString givenName{}; ///< By whoever looks; empty: as planned.
        QString outcome{}; ///< Words; empty until it was tried.
    };
    QString text(const Row &row, int column) const;
    static bool isSameEntry(const ImportRow &one, const ImportRow &other);

    const ProviderCatalog &m_providers;
    QList<Row> m_rows;
    QList<int> m_running; ///< The rows under way, by their place in chosen().
    bool m_isRunning = false;
};

} // namespace Tokenwright
