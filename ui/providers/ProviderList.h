// SPDX-License-Identifier: MIT
#pragma once

#include "ProviderCatalog.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSortFilterProxyModel>

namespace Tokenwright {

/// The providers by name, and before them the files of the user's that were skipped. What a row
/// says beside its name comes by role; for who hears it, a row is a sentence.
class ProviderList : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole, ///< Provider::id; empty for a file that was skipped.
        FactsRole, ///< The second line: "ebay · Sandbox, Production".
        UsesRole, ///< By how many credential sets; int.
        OwnRole, ///< Whether it is the user's own; bool.
        WordsRole, ///< All that a filter looks through.
    };

    /// \a catalog is borrowed.
    explicit ProviderList(const ProviderCatalog &catalog, QObject *parent = nullptr);

    /// The catalog was read again.
    void reload();
    /// How many credential sets there are, by Provider::id.
    void setUses(const QHash<QString, int> &uses);
    /// Of a row that is a file which was skipped; null for a provider.
    const ProviderProblem *problem(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    const Provider &provider(int row) const;
    QString facts(int row) const;
    int uses(int row) const;

    const ProviderCatalog &m_catalog;
    QHash<QString, int> m_uses;
    int m_problems = 0; ///< As many as there were when it was read.
    int m_providers = 0; ///< Likewise.
};

/// Those of them that have every word of a text in what they say of themselves.
class ProviderFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void filter(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
};

/// "used by 3 credential sets", translated; empty for none.
QString usedByText(int uses);

} // namespace Tokenwright
