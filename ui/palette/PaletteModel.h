// SPDX-License-Identifier: MIT
#pragma once

#include "SetSearch.h"

#include <QAbstractListModel>
#include <QList>

namespace Tokenwright {

class LastUsed;

/// The sets that a search finds, a row each: those last used first, then by name. Values are
/// CountdownModel's. The order is as it was when the model was made, or sets came or went: nothing
/// moves while somebody looks. Lives in the GUI thread; what it is given is borrowed.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT

public:
    /// Beside those of CountdownModel's first column.
    enum Role {
        ProviderRole = Qt::UserRole + 100, ///< QString
        EnvironmentRole, ///< QString
    };

    PaletteModel(CountdownModel &sets, const LastUsed &lastUsed, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// Shows the sets that \a text finds, as in the window.
    void search(const QString &text);
    /// Whether there are any to be found.
    bool isEmpty() const;
    /// The row of \a setId; invalid where it is not among those shown.
    QModelIndex indexOf(const QString &setId) const;

private:
    void arrange();
    void takeRows();
    void announce(const QModelIndex &first, const QModelIndex &last);

    CountdownModel &m_sets;
    const LastUsed &m_lastUsed;
    SetSearch m_search;
    QList<int> m_places; ///< In the order, by the row of m_sets.
    QList<int> m_rows; ///< Of m_sets, as shown.
};

} // namespace Tokenwright
