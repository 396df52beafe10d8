// SPDX-License-Identifier: MIT
#include "SetColumns.h"

#include "CountdownModel.h"
#include "EnvironmentMark.h"
#include "SetDelegate.h"
#include "SetSearch.h"

#include <QHeaderView>
#include <QScopedValueRollback>
#include <QTableView>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr int leastNameLetters = 12;
constexpr int leastTokenLetters = 32; ///< A rejection with its code.
constexpr int roomyTokenLetters = 46; ///< A whole bar, and words.
constexpr int environmentMarginLetters = 5;

} // namespace

SetColumns::SetColumns(QTableView &table, const SetSearch &sets, const SetDelegate &delegate)
    : QObject(&table)
    , m_table(table)
    , m_sets(sets)
    , m_delegate(delegate)
    , m_header(*table.horizontalHeader())
{
    m_header.setSectionResizeMode(QHeaderView::Fixed);
    m_header.setSectionResizeMode(CountdownModel::NameColumn, QHeaderView::Interactive);
    m_header.setSectionResizeMode(CountdownModel::TokenColumn, QHeaderView::Stretch);
    connect(&m_header, &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (column == CountdownModel::NameColumn && !m_isFitting)
            m_nameWidth = width;
    });
    connect(&sets, &SetSearch::countsChanged, this, &SetColumns::fit);
    measure();
}

/// What \a column asks for in letters, in pixels.
int SetColumns::letters(int column) const
{
    return m_table.fontMetrics().averageCharWidth()
        * m_sets.headerData(column, Qt::Horizontal, CountdownModel::LettersRole).toInt();
}

void SetColumns::measure()
{
    m_nameWidth = letters(CountdownModel::NameColumn);
    for (int column = CountdownModel::TokenColumn + 1; column < CountdownModel::ActionColumn;
         ++column)
        m_header.resizeSection(column, letters(column));
    m_header.resizeSection(CountdownModel::ActionColumn, m_delegate.actionWidth(&m_table));
    fit();
}

/// Of all columns that are neither names nor environments nor tokens.
int SetColumns::othersWidth() const
{
    int width = 0;
    for (int column = CountdownModel::TokenColumn + 1; column < m_header.count(); ++column)
        width += m_header.sectionSize(column);
    return width;
}

int SetColumns::environmentWidth() const
{
    const int letter = m_table.fontMetrics().averageCharWidth();
    const int usual = std::max(letters(CountdownModel::EnvironmentColumn),
                               m_header.sectionSizeHint(CountdownModel::EnvironmentColumn));
    const int free = m_table.viewport()->width() - m_nameWidth - othersWidth()
        - letter * roomyTokenLetters;
    int wanted = usual;
    const auto environments = m_sets.environments();
    for (const auto &[name, isProduction] : environments) {
        const int width = environmentMarkSize(name, isProduction, m_table.font()).width();
        wanted = std::max(wanted, width + letter * environmentMarginLetters);
    }
    return std::max(usual, std::min(wanted, free));
}

/// Names get what they wish for, unless that leaves too little for the tokens.
void SetColumns::fit()
{
    const QScopedValueRollback fitting(m_isFitting, true);
    m_header.resizeSection(CountdownModel::EnvironmentColumn, environmentWidth());
    const int letter = m_table.fontMetrics().averageCharWidth();
    const int others = m_header.sectionSize(CountdownModel::EnvironmentColumn) + othersWidth()
        + letter * leastTokenLetters;
    m_header.resizeSection(CountdownModel::NameColumn,
                           std::max(letter * leastNameLetters,
                                    std::min(m_nameWidth, m_table.viewport()->width() - others)));
}

QByteArray SetColumns::state() const
{
    return m_header.saveState();
}

void SetColumns::restore(const QByteArray &state)
{
    if (!m_header.restoreState(state))
        return;
    const int name = m_header.sectionSize(CountdownModel::NameColumn);
    measure();
    m_nameWidth = name;
    fit();
}

} // namespace Tokenwright

#include "moc_SetColumns.cpp"
