// SPDX-License-Identifier: MIT
#include "SetSearch.h"

#include "CountdownModel.h"

#include <algorithm>
#include <numeric>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

/// What a keystroke may spend on rows that are not yet known, and what each further turn of the
/// event loop may.
constexpr auto patience = 5ms;

std::weak_ordering ordering(int compared)
{
    return compared <=> 0;
}

} // namespace

SetSearch::SetSearch(CountdownModel &model, QObject *parent)
    : ShownRows(model, parent)
    , m_model(model)
    , m_facts(std::size_t(model.rowCount()))
{
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { onInserted(first, last); });
    connect(&model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { onAboutToBeRemoved(first, last); });
    connect(&model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { onRemoved(first, last); });
    connect(&model, &QAbstractItemModel::dataChanged, this, &SetSearch::onChanged);
    for (QTimer *timer : {&m_later, &m_counting}) {
        timer->setSingleShot(true);
        timer->setInterval(0);
    }
    m_later.callOnTimeout([this] { goOn(); });
    m_counting.callOnTimeout([this] { count(); });

    learnEverything();
    reorder();
    show(m_order);
    m_counting.start();
}

// What is known of a row

/// Forgets what was kept of \a row.
void SetSearch::learn(int row)
{
    const CredentialSet &set = m_model.setAt(row);
    const std::pair ids(set.provider, set.environment);
    auto known = m_placeOf.constFind(ids);
    if (known == m_placeOf.cend()) {
        PlaceFacts facts{
            .place = SetQuery::Place(m_model.placeAt(row), set.provider, set.environment)};
        facts.found = m_query.foundIn(facts.place);
        m_places.push_back(facts);
        known = m_placeOf.insert(ids, int(m_places.size()) - 1);
    }
    m_facts[std::size_t(row)] = {.place = *known};
    m_byName.clear();
}

void SetSearch::learnEverything()
{
    m_places.clear();
    m_placeOf.clear();
    for (int row = 0; row < int(m_facts.size()); ++row)
        learn(row);
}

const QString &SetSearch::wordsOf(int row) const
{
    QString &words = m_facts[std::size_t(row)].words;
    if (words.isNull())
        words = SetQuery::wordsOf(m_model.setAt(row));
    return words;
}

const SetSearch::PlaceFacts &SetSearch::placeFactsOf(int row) const
{
    return m_places[std::size_t(m_facts[std::size_t(row)].place)];
}

std::pair<int, qint64> SetSearch::keyOf(int row, const Moment &now) const
{
    if (m_sorting.column < 0)
        return {m_model.setAt(row).isFavourite ? 0 : 1, 0};
    return m_model.sortKeyAt(row, m_sorting.column, now);
}

std::weak_ordering SetSearch::byName(int row, int other) const
{
    const int compared = wordsOf(row).compare(wordsOf(other)); // they begin with the name
    return compared ? ordering(compared) : row <=> other;
}

/// By what the list is sorted by, regardless of the direction.
std::weak_ordering SetSearch::compare(int row, int other) const
{
    const Facts &one = m_facts[std::size_t(row)];
    const Facts &two = m_facts[std::size_t(other)];
    switch (m_sorting.column) {
    case CountdownModel::NameColumn:
        return byName(row, other);
    case CountdownModel::EnvironmentColumn: {
        if (one.place == two.place)
            return std::weak_ordering::equivalent;
        const SetQuery::Place &here = placeFactsOf(row).place;
        const SetQuery::Place &there = placeFactsOf(other).place;
        const int compared = here.environment.compare(there.environment);
        return ordering(compared ? compared : here.provider.compare(there.provider));
    }
    default:
        return one.key <=> two.key;
    }
}

bool SetSearch::precedes(int row, int other) const
{
    auto order = compare(row, other);
    if (m_sorting.direction == Qt::DescendingOrder)
        order = 0 <=> order;
    if (order == 0)
        order = m_sorting.column < 0 ? row <=> other : byName(row, other);
    return order < 0;
}

/// Whether the filter alone lets \a row pass; where it asks for the status, whether it may.
bool SetSearch::passes(int row) const
{
    switch (m_filter) {
    case SetFilter::All:
        return true;
    case SetFilter::Favourites:
        return m_model.setAt(row).isFavourite;
    case SetFilter::Production:
        return placeFactsOf(row).place.isProduction;
    case SetFilter::Sandbox:
        return !placeFactsOf(row).place.isProduction;
    case SetFilter::NeedsAttention:
        return m_model.setAt(row).keepFresh || m_model.mayHaveFailed(row)
            || m_model.secretEndsAt(row);
    }
    return true;
}

/// Whether \a row is to be shown.
bool SetSearch::accepts(int row) const
{
    if (!passes(row))
        return false;
    const CredentialSet &set = m_model.setAt(row);
    SetQuery::Terms wanted = m_query.all() & ~placeFactsOf(row).found;
    if (wanted)
        wanted &= ~m_query.foundIn(wordsOf(row), set, wanted);
    const bool asksForAttention = m_filter == SetFilter::NeedsAttention;
    if (!wanted && !asksForAttention)
        return true;
    if (wanted && !m_query.mayBeInStatus(wanted, m_model.mayHaveFailed(row)))
        return false;
    if (!m_model.isKnown(row) && m_patience.hasExpired()) {
        m_isIncomplete = true;
        return false;
    }
    const TokenStatus resting = m_model.restingStatusAt(row);
    if (asksForAttention && !needsAttention(resting, set.keepFresh))
        return false;
    return !wanted || (wanted & ~m_query.foundIn(m_model.statusAt(row), resting, wanted)) == 0;
}

// What is asked for

void SetSearch::search(const QString &text)
{
    m_text = text;
    m_query = SetQuery(text);
    for (PlaceFacts &facts : m_places)
        facts.found = m_query.foundIn(facts.place);
    arrange();
}

void SetSearch::setFilter(SetFilter filter)
{
    m_filter = filter;
    arrange();
}

void SetSearch::sort(int column, Qt::SortOrder order)
{
    if (!m_wanted && column < 0 && m_sorting.column < 0 && m_sorting.direction == order)
        return; // no time changes that, and what is changed is put where it belongs
    m_wanted = {column, order};
    if (column >= CountdownModel::TokenColumn && !m_model.know(QDeadlineTimer(patience)))
        return m_later.start();
    goOn();
}

/// Sorts all rows anew; what is shown is not touched. Names are compared once: what is sorted by
/// something else keeps its order by name where that is alike.
void SetSearch::reorder()
{
    const Moment now = m_model.now();
    for (int row = 0; row < int(m_facts.size()); ++row)
        m_facts[std::size_t(row)].key = keyOf(row, now);
    m_order.resize(m_facts.size());
    std::iota(m_order.begin(), m_order.end(), 0);
    if (m_sorting.column >= 0) {
        if (m_byName.empty()) {
            m_byName = m_order;
            std::ranges::sort(m_byName,
                              [this](int row, int other) { return byName(row, other) < 0; });
        }
        m_order = m_byName;
    }
    const bool isDescending = m_sorting.direction == Qt::DescendingOrder;
    if (m_sorting.column != CountdownModel::NameColumn)
        std::ranges::stable_sort(m_order, [this, isDescending](int row, int other) {
            return isDescending ? compare(row, other) > 0 : compare(row, other) < 0;
        });
    else if (isDescending)
        std::ranges::reverse(m_order);
}

void SetSearch::arrange()
{
    m_patience = QDeadlineTimer(patience);
    m_isIncomplete = false;
    std::vector<int> rows;
    rows.reserve(m_order.size());
    std::ranges::copy_if(m_order, std::back_inserter(rows),
                         [this](int row) { return accepts(row); });
    m_patience = QDeadlineTimer(QDeadlineTimer::Forever);
    if (m_isIncomplete)
        m_later.start();
    show(std::move(rows));
    Q_EMIT arranged();
}

/// Does what was to wait until every row is known, or the next slice of that.
void SetSearch::goOn()
{
    const bool needsAll = m_isIncomplete
        || (m_wanted && m_wanted->column >= CountdownModel::TokenColumn);
    if (needsAll && !m_model.know(QDeadlineTimer(patience)))
        return m_later.start();
    if (m_wanted) {
        m_sorting = *std::exchange(m_wanted, {});
        reorder();
    }
    arrange();
}

void SetSearch::count()
{
    SetCounts counts{};
    const auto add = [&](SetFilter filter) { ++counts[std::size_t(filter)]; };
    for (int row = 0; row < int(m_facts.size()); ++row) {
        const CredentialSet &set = m_model.setAt(row);
        add(SetFilter::All);
        if (set.isFavourite)
            add(SetFilter::Favourites);
        add(placeFactsOf(row).place.isProduction ? SetFilter::Production : SetFilter::Sandbox);
        if ((set.keepFresh || m_model.mayHaveFailed(row) || m_model.secretEndsAt(row))
            && needsAttention(m_model.restingStatusAt(row), set.keepFresh))
            add(SetFilter::NeedsAttention);
    }
    if (counts == m_counts)
        return;
    m_counts = counts;
    Q_EMIT countsChanged();
}

// What the model tells

void SetSearch::onInserted(int first, int last)
{
    const int added = last - first + 1;
    makeRoom(first, added);
    m_facts.insert(m_facts.begin() + first, std::size_t(added), Facts());
    for (int &row : m_order)
        row += row >= first ? added : 0;
    for (int row = first; row <= last; ++row) {
        learn(row);
        place(row);
    }
    m_counting.start();
}

void SetSearch::onAboutToBeRemoved(int first, int last)
{
    for (int row = last; row >= first; --row) {
        std::erase(m_order, row);
        if (const int at = placeOf(row); at >= 0)
            removeShown(at);
    }
}

void SetSearch::onRemoved(int first, int last)
{
    const int removed = last - first + 1;
    closeRanks(first, removed);
    m_facts.erase(m_facts.begin() + first, m_facts.begin() + last + 1);
    m_byName.clear();
    for (int &row : m_order)
        row -= row > last ? removed : 0;
    m_counting.start();
}

void SetSearch::onChanged(const QModelIndex &first, const QModelIndex &last,
                          const QList<int> &roles)
{
    if (roles.isEmpty()) // otherwise time has passed, and nothing else
        m_counting.start();
    if (first.row() != last.row()) { // the providers were read again
        learnEverything();
        reorder();
        arrange();
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, first.column()), index(rowCount() - 1, last.column()),
                               roles);
        return;
    }
    if (first.column() == CountdownModel::NameColumn)
        learn(first.row());
    place(first.row());
    if (const int at = placeOf(first.row()); at >= 0)
        Q_EMIT dataChanged(index(at, first.column()), index(at, last.column()), roles);
}

/// Puts \a row, which is new or has changed, where it belongs now.
void SetSearch::place(int row)
{
    const auto before = [this](int one, int other) { return precedes(one, other); };
    m_facts[std::size_t(row)].key = keyOf(row, m_model.now());
    const auto found = std::ranges::find(m_order, row);
    const bool isInOrder = found != m_order.end()
        && (found == m_order.begin() || precedes(found[-1], row))
        && (found + 1 == m_order.end() || precedes(row, found[1]));
    if (!isInOrder) {
        std::erase(m_order, row);
        m_order.insert(std::ranges::lower_bound(m_order, row, before), row);
    }
    const int at = placeOf(row);
    if (!accepts(row)) {
        if (at >= 0)
            removeShown(at);
    } else if (at < 0) {
        const auto next = std::ranges::lower_bound(shown(), row, before);
        insertShown(int(next - shown().begin()), row);
    } else if (!isInOrder) {
        std::vector<int> rows = shown();
        std::erase(rows, row);
        rows.insert(std::ranges::lower_bound(rows, row, before), row);
        show(std::move(rows));
    }
}

QList<std::pair<QString, bool>> SetSearch::environments() const
{
    QList<std::pair<QString, bool>> all;
    for (const PlaceFacts &facts : m_places) {
        const QString &lines = facts.place.environment;
        all.append({lines.left(lines.indexOf(u'\n')), facts.place.isProduction});
    }
    return all;
}

QModelIndex SetSearch::indexOf(const QString &setId) const
{
    return mapFromSource(m_model.indexOf(setId));
}

} // namespace Tokenwright

#include "moc_SetSearch.cpp"
