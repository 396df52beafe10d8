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

#include <memory>
#include <utility>
#include <vector>

class QDeadlineTimer;

namespace Tokenwright {

/// The list of credential sets, joined with what the ledger knows of their tokens. Returns raw
/// values by role; the remaining time is computed when asked for and never stored. Touches no
/// keychain. Lives in the GUI thread; what it is given is borrowed.
class CountdownModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// What is in them: the table in the .cpp.
    enum Column {
        NameColumn, ///< Its accessible text is the whole row in a sentence.
        EnvironmentColumn,
        TokenColumn, ///< What is sorted by it, or by one behind it, has to be known.
        ActionColumn, ///< Stays the last; a new one stands before it.
        ColumnCount
    };
    enum Role {
        SetIdRole = Qt::UserRole, ///< QString
        StatusRole, ///< TokenStatus
        ProductionRole, ///< bool
        FavouriteRole, ///< bool
        SecretEndsRole, ///< bool, see secretEndsAt().
        BelowRole, ///< QString, what stands below the name: provider, "kept fresh", tags.
        LettersRole, ///< int, of a column's header: how many letters wide it is at most; 0: as it
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
    ProviderPlace placeAt(int row) const;

    TokenStatus statusAt(int row) const;
    /// The same but for a mint under way: what the row says without it. A row does not change its
    /// place in the list while it is worked on.
    TokenStatus restingStatusAt(int row) const { return restingStatusAt(row, now()); }
    TokenStatus restingStatusAt(int row, const Moment &now) const;
    Moment now() const { return m_parts.clock.now(); }
    /// What the list is sorted by in \a column, what is least first; nothing: it goes by texts.
    std::pair<int, qint64> sortKeyAt(int row, int column, const Moment &now) const;
    /// Whether the ledger knows a failure of the row's, if only of an earlier request. Cheap.
    bool mayHaveFailed(int row) const;
    /// Whether the secret of \a row is about to expire, or has; at no cost as well.
    bool secretEndsAt(int row) const;
    /// The first look at a row's status is dear, since it reckons what the set asks for. Whether
    /// that was done.
    bool isKnown(int row) const { return m_records.at(std::size_t(row)) != nullptr; }
    /// Looks at rows that are not known yet, until \a deadline; whether all are known now.
    bool know(const QDeadlineTimer &deadline) const;

    /// A set that is about to be removed is not shown, here and wherever this model is; its name
    /// stays taken. Once it is removed from the registry it is not hidden any more.
    void setHidden(const QString &setId, bool hidden);
    /// A mint that ended late waits to be copied; until the next copy or mint of that set.
    void setReady(const QString &setId, bool ready);
    /// The catalog was read again: every row may look different.
    void providersChanged();
    /// Announces that time has passed for the token column of \a index's row.
    void announceTick(const QModelIndex &index);

private:
    void insert(const QString &setId);
    void insertAt(int row, const CredentialSet &set);
    void change(const QString &setId);
    void remove(const QString &setId);
    void takeOut(const QString &setId);
    void startWork(const QString &setId);
    void endWork(const QString &setId);
    void announceToken(const QString &setId);
    const TokenRecord &recordAt(int row) const;
    /// Milliseconds since the epoch; 0: unknown, or no token.
    qint64 expiresAt(int row) const;
    std::optional<int> secretDaysLeftAt(int row) const;
    QString secretText(int row) const;
    QString tokenText(int row) const;
    QString tokenToolTip(int row) const;
    QString belowText(int row) const;
    QString sentence(int row) const;
    QVariant toolTip(int row, int column) const;

    Parts m_parts;
    QList<CredentialSet> m_sets; ///< Row by row.
    /// Row by row what counts of the ledger's record, once somebody has asked; null: nobody has.
    mutable std::vector<std::unique_ptr<TokenRecord>> m_records;
    mutable int m_known = 0; ///< The rows above it are known.
    mutable QHash<QString, int> m_rowOfId; ///< Made when the registry has it elsewhere.
    QSet<QString> m_ready;
    QSet<QString> m_working; ///< For long enough to be shown.
    QSet<QString> m_hidden;
};

} // namespace Tokenwright
