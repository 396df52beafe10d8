// SPDX-License-Identifier: MIT
#pragma once

#include "Icons.h"
#include "Tones.h"

#include "ImportPlan.h"
#include "ProviderCatalog.h"
#include "SetImporter.h"

#include <QAbstractTableModel>

#include <optional>

namespace Tokenwright {

/// What is to be said of a row before it can be added, or may be.
struct ImportQuestion
{
    bool provider = false;
    bool environment = false;
    QStringList variables{}; ///< Of the provider, by name.
    bool pair = false; ///< Which the file does not hold.

    bool isNone() const { return fieldCount() == 0; }
    int fieldCount() const
    {
        return int(provider) + int(environment) + int(variables.size()) + (pair ? 2 : 0);
    }
};

/// What happens to a row, at a glance and in words.
struct ImportVerdict
{
    Icon symbol = Icon::None;
    Tone tone = Tone::Secondary; ///< Of the symbol.
    QString heading{}; ///< "Will be added"
    QString text{}; ///< Why, and what is left behind; may be empty.
};

/// What an import would do, a row for each entry of the files, and what became of it. Whoever looks
/// at it may leave rows out and change the names of those that would be added. Texts come by role;
/// the first column reads as a sentence (Qt::AccessibleTextRole).
class ImportModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Name,
        Endpoint, ///< The host that the secret will be sent to.
        What,
        ColumnCount
    };
    enum Role {
        ProviderRole = Qt::UserRole, ///< Its name; with Name.
        EnvironmentRole, ///< Its name, with Name; empty: not known.
        ProductionRole, ///< Whether that is production; with Name.
        OriginRole, ///< Where it was found, in short; with Endpoint.
        VerdictRole, ///< An ImportVerdict; with What.
        QuestionRole, ///< An ImportQuestion; with What.
    };

    /// \a providers is borrowed.
    explicit ImportModel(const ProviderCatalog &providers, QObject *parent = nullptr);

    /// Shows another plan. What was left out stays so where the same entry is there.
    void setRows(const QList<ImportRow> &rows);
    const ImportRow &row(int index) const { return m_rows.at(index).plan; }
    bool isRunning() const { return m_isRunning; }
    ImportQuestion question(int index) const { return m_rows.at(index).question; }
    /// Asks for provider and environment of a row, if there is something to ask.
    void askForProvider(int index);
    /// Ticks all that can be added, or none.
    void setAllChosen(bool areChosen);
    /// Those that are to be added.
    QList<ImportRow> chosen() const;
    /// From now on, isRunning(), nothing can be changed, and the secrets are let go; outcomes come
    /// in the order of chosen().
    void begin();
    void setOutcome(qsizetype index, const ImportOutcome &outcome);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// The set of the row \a key (ImportRow::key) is to be called \a name.
    void renamed(const QString &key, const QString &name);

private:
    struct Row
    {
        ImportRow plan;
        QString words{}; ///< Of the plan, or of why it was not added, fit to be shown.
        ImportQuestion question{}; ///< Stays when it was answered.
        bool isChosen = true;
        std::optional<ImportOutcome> outcome{}; ///< Once it was tried.
    };
    QString text(const Row &row, int column) const;
    QString origin(const Row &row) const;
    ImportVerdict verdict(const Row &row) const;
    QString sentence(const Row &row) const;
    QString hint(const Row &row, int column) const;
    bool isWaiting(const Row &row) const;
    bool mayBeAsked(const Row &row) const;
    static QString entryOf(const ImportRow &plan);
    void rowsChanged();

    const ProviderCatalog &m_providers;
    QList<Row> m_rows;
    QList<int> m_running; ///< The rows under way, by their place in chosen().
    bool m_isRunning = false;
};

} // namespace Tokenwright

Q_DECLARE_METATYPE(Tokenwright::ImportVerdict)
Q_DECLARE_METATYPE(Tokenwright::ImportQuestion)
