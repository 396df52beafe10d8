// SPDX-License-Identifier: MIT
#pragma once

#include "SetQuery.h"
#include "ShownRows.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QTimer>

#include <array>
#include <utility>

namespace Tokenwright {

class CountdownModel;

/// One of these holds at a time, beside what is searched for.
enum class SetFilter { All, Favourites, Production, Sandbox, NeedsAttention };

/// How many sets there are for each filter, whatever is searched for.
using SetCounts = std::array<int, 5>;

/// The list as it is searched, filtered and sorted, with ten thousand sets between two keystrokes:
/// what words a set says, where it belongs and what it is sorted by is kept, and a search goes
/// through the rows in the order that they have already. What takes longer, the first look at every
/// token, is done in slices: what is known is shown meanwhile.
class SetSearch : public ShownRows
{
    Q_OBJECT

public:
    explicit SetSearch(CountdownModel &model, QObject *parent = nullptr);

    /// Shows the rows that say \a text: see SetQuery. Selected rows that are not among them are not
    /// selected any more, without a signal.
    void search(const QString &text);
    QString text() const { return m_text; }
    void setFilter(SetFilter filter);
    SetFilter filter() const { return m_filter; }
    /// By filter, as they were when countsChanged() told of them.
    const SetCounts &counts() const { return m_counts; }

    /// What the environments of all sets are called, in folded case, each with whether it is
    /// production; one of a set that is gone may be among them.
    QList<std::pair<QString, bool>> environments() const;

    /// The row of \a setId; invalid where it is not among those shown.
    QModelIndex indexOf(const QString &setId) const;

    /// By name; by environment, then provider; by token: see tokenStatusOrder(), what ends soonest
    /// first; each then by name. \a column -1: favourites, then the order in which they were added.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

Q_SIGNALS:
    /// What is shown was sought, filtered or sorted anew.
    void arranged();
    void countsChanged();

private:
    /// What is kept of a row of the model.
    struct Facts
    {
        QString words{}; ///< SetQuery::wordsOf(), once it was needed.
        int place = -1; ///< In m_places.
        std::pair<int, qint64> key{}; ///< What it is sorted by, before all else.
    };
    struct PlaceFacts
    {
        SetQuery::Place place;
        SetQuery::Terms found = 0;
    };
    struct Sorting
    {
        int column = -1;
        Qt::SortOrder direction = Qt::AscendingOrder;
    };

    void learn(int row);
    void learnEverything();
    const QString &wordsOf(int row) const;
    const PlaceFacts &placeFactsOf(int row) const;
    std::pair<int, qint64> keyOf(int row, const Moment &now) const;
    std::weak_ordering byName(int row, int other) const;
    std::weak_ordering compare(int row, int other) const;
    bool precedes(int row, int other) const;
    bool passes(int row) const;
    bool accepts(int row) const;

    void onInserted(int first, int last);
    void onAboutToBeRemoved(int first, int last);
    void onRemoved(int first, int last);
    void onChanged(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles);
    void place(int row);
    void count();

    void reorder();
    void arrange();
    void goOn();

    CountdownModel &m_model;
    QString m_text;
    SetQuery m_query;
    SetFilter m_filter = SetFilter::All;
    Sorting m_sorting;
    std::optional<Sorting> m_wanted; ///< Once every row is known.

    mutable std::vector<Facts> m_facts; ///< By the model's row.
    std::vector<PlaceFacts> m_places;
    QHash<std::pair<QString, QString>, int> m_placeOf; ///< By provider and environment.
    std::vector<int> m_order; ///< All rows of the model, sorted.
    std::vector<int> m_byName; ///< The same by name; empty: some name has changed since.

    QDeadlineTimer m_patience{QDeadlineTimer::Forever}; ///< For rows that are not yet known.
    mutable bool m_isIncomplete = false; ///< Such rows were left out.
    QTimer m_later; ///< Goes on with all that waits for them.
    QTimer m_counting;
    SetCounts m_counts{};
};

} // namespace Tokenwright
