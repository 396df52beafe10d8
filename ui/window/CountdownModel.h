// SPDX-License-Identifier: MIT
#pragma once

#include "Clock.h"
#include "CredentialRegistry.h"
#include "ProviderCatalog.h"
#include "TokenLedger.h"
#include "TokenService.h"
#include "TokenStatus.h"

#include <QAbstractTableModel>
#include <QSet>

namespace Tokenwright {

/// The list of credential sets, joined with what the ledger knows of their tokens. Returns raw
/// values by role; the remaining time is computed when asked for and never stored. Touches no
/// keychain. Lives in the GUI thread; what it is given is borrowed.
class CountdownModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// What is in them: the table in the .cpp. Token and action stay side by side.
    enum Column {
        NameColumn,
        ProviderColumn,
        EnvironmentColumn,
        TokenColumn,
        ActionColumn,
        ColumnCount
    };
    enum Role {
        SetIdRole = Qt::UserRole, ///< QString
        StatusRole, ///< TokenStatus
        ProductionRole, ///< bool
        SortRole, ///< Comparable: text, or for the token column its expiry in milliseconds.
        LettersRole, ///< int, of a column's header: how many letters wide it usually is; 0: as it
                     ///< comes.
    };

    struct Parts
    {
        const Clock &clock;
        const ProviderCatalog &providers;
        const CredentialRegistry &registry;
        const TokenLedger &ledger;
        const TokenService &service;
    };
    explicit CountdownModel(const Parts &parts, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

    /// The row of \a setId, or an invalid index.
    QModelIndex indexOf(const QString &setId, int column = NameColumn) const;
    TokenStatus status(const QString &setId) const;
    const CredentialSet &setAt(int row) const { return m_sets.at(row); }
    /// What the row shows of its set's name; of its provider and environment, a line each.
    QString nameText(int row) const;
    QString placeText(int row) const;

    /// A mint that ended late waits to be copied; until the next copy or mint of that set.
    void setReady(const QString &setId, bool ready);
    /// The catalog was read again: every row may look different.
    void providersChanged();
    /// Announces that time has passed for the token column of \a index's row.
    void announceTick(const QModelIndex &index);

private:
    void insert(const QString &setId);
    void change(const QString &setId);
    void remove(const QString &setId);
    void announceToken(const QString &setId);
    TokenStatus statusOf(const CredentialSet &set) const;
    ProviderPlace placeOf(const CredentialSet &set) const;
    QString written(const CredentialSet &set, int column) const;
    QVariant display(const CredentialSet &set, int column) const;
    QVariant sortValue(const CredentialSet &set, int column) const;

    Parts m_parts;
    QList<CredentialSet> m_sets; ///< Row by row.
    mutable QHash<QString, int> m_rowOfId; ///< Made when first needed after a removal.
    QSet<QString> m_ready;
};

} // namespace Tokenwright
