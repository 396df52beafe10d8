// SPDX-License-Identifier: MIT
#include "CredentialTable.h"

#include "CopyButtonDelegate.h"
#include "CountdownModel.h"
#include "SetSearch.h"
#include "TokenDelegate.h"

#include <QAction>
#include <QHeaderView>

namespace Tokenwright {

CredentialTable::CredentialTable(SetSearch &sets, QWidget *parent)
    : QTableView(parent)
    , m_sets(sets)
{
    setAccessibleName(tr("Credential sets"));
    setModel(&sets);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setItemDelegateForColumn(CountdownModel::TokenColumn, new TokenDelegate(this));
    auto *copyButtons = new CopyButtonDelegate(this);
    setItemDelegateForColumn(CountdownModel::ActionColumn, copyButtons);
    connect(copyButtons, &CopyButtonDelegate::copyClicked, this, &CredentialTable::copyClicked);
    connect(copyButtons, &CopyButtonDelegate::cancelClicked, this, &CredentialTable::cancelClicked);
    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        if (index.column() != CountdownModel::ActionColumn) // its button counts the clicks itself
            Q_EMIT copyClicked(index.data(CountdownModel::SetIdRole).toString());
    });

    // sizes by the font, never by measuring ten thousand rows
    QStyleOptionViewItem option;
    option.initFrom(this);
    option.widget = this;
    sizeColumns(copyButtons->sizeHint(option, {}));

    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        // Assistive technologies select a row without making it current; what is selected is meant.
        const QModelIndexList rows = selectionModel()->selectedRows();
        if (rows.size() == 1 && rows.constFirst().row() != currentIndex().row())
            selectionModel()->setCurrentIndex(rows.constFirst(), QItemSelectionModel::NoUpdate);
        Q_EMIT setSelected(currentSet());
    });
}

void CredentialTable::sizeColumns(const QSize &button)
{
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(button.height());
    QHeaderView *header = horizontalHeader();
    const int letter = fontMetrics().averageCharWidth();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionsMovable(true);
    for (int column = 0; column < CountdownModel::ColumnCount; ++column) {
        const int letters
            = model()->headerData(column, Qt::Horizontal, CountdownModel::LettersRole).toInt();
        if (letters > 0)
            header->resizeSection(column, letter * letters);
    }
    header->resizeSection(CountdownModel::ActionColumn, button.width());
    header->setSectionResizeMode(CountdownModel::NameColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(CountdownModel::ActionColumn, QHeaderView::Fixed);
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder); // the order in which they were added
    setSortingEnabled(true);
}

QString CredentialTable::currentSet() const
{
    return selectionModel()->selectedRows().value(0).data(CountdownModel::SetIdRole).toString();
}

bool CredentialTable::select(const QString &setId)
{
    const QModelIndex index = m_sets.indexOf(setId);
    if (!index.isValid())
        return false;
    setCurrentIndex(index);
    scrollTo(index);
    setFocus();
    return true;
}

void CredentialTable::selectSomething()
{
    if (m_sets.rowCount() > 0 && currentSet().isEmpty())
        selectRow(0);
}

void CredentialTable::search(const QString &text)
{
    const bool wasSelected = !currentSet().isEmpty();
    m_sets.search(text);
    selectSomething();
    if (wasSelected && currentSet().isEmpty()) // which a search does not tell
        Q_EMIT setSelected({});
}

void CredentialTable::addListAction(QAction *action)
{
    action->setShortcutContext(Qt::WidgetShortcut);
    addAction(action);
}

} // namespace Tokenwright

#include "moc_CredentialTable.cpp"
