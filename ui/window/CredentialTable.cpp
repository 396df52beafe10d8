// SPDX-License-Identifier: MIT
#include "CredentialTable.h"

#include "CountdownModel.h"
#include "NoMatch.h"
#include "RowSelection.h"
#include "SetColumns.h"
#include "SetHeader.h"
#include "SetSearch.h"

#include <QAction>
#include <QHeaderView>
#include <QHoverEvent>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QScopedValueRollback>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr auto selectAlone = QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows;

} // namespace

CredentialTable::CredentialTable(SetSearch &sets, QWidget *parent)
    : QTableView(parent)
    , m_sets(sets)
    , m_delegate(new SetDelegate(this))
    , m_noMatch(new NoMatch(sets, viewport()))
{
    setAccessibleName(tr("Credential sets"));
    sizeRows(); // before there are any: each would be told of
    setModel(&sets);
    setSelectionModel(new RowSelection(&sets, this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the columns fit
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    viewport()->setAttribute(Qt::WA_Hover);
    viewport()->setMouseTracking(true);
    setItemDelegate(m_delegate);
    connect(m_delegate, &SetDelegate::copyClicked, this, &CredentialTable::copyClicked);
    connect(m_delegate, &SetDelegate::cancelClicked, this, &CredentialTable::cancelClicked);
    connect(m_delegate, &SetDelegate::looksChanged, viewport(), qOverload<>(&QWidget::update));
    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        if (index.column() != CountdownModel::ActionColumn) // its clicks are counted already
            Q_EMIT copyClicked(index.data(CountdownModel::SetIdRole).toString());
    });
    connect(m_noMatch, &NoMatch::clearRequested, this, &CredentialTable::clearRequested);
    setUpHeaders();

    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &CredentialTable::onSelectionChanged);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &now, const QModelIndex &before) {
                updateRow(before.row());
                updateRow(now.row());
                tell();
            });
    connect(&sets, &SetSearch::arranged, this, &CredentialTable::onArranged);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&sets, signal, this, &CredentialTable::updateNoMatch);
}

void CredentialTable::setUpHeaders()
{
    setHorizontalHeader(new SetHeader(this));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView *header = horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setTextElideMode(Qt::ElideRight);
    header->setSectionsMovable(true);
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(1);
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder); // favourites, then as they were added
    setSortingEnabled(true);
    m_columns = new SetColumns(*this, m_sets, *m_delegate);
}

void CredentialTable::sizeRows()
{
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(m_delegate->rowHeight(font()));
}

void CredentialTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    m_columns->fit();
    const QRect current = visualRect(currentIndex());
    if (current.isValid() && current.top() >= 0 && current.top() < event->oldSize().height())
        scrollTo(currentIndex()); // it was to be seen, and is still
    m_noMatch->setGeometry(viewport()->rect());
}

void CredentialTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        sizeRows();
        m_columns->measure();
    }
}

int CredentialTable::heightOfRows(int rows) const
{
    return 2 * frameWidth() + horizontalHeader()->sizeHint().height()
        + rows * verticalHeader()->defaultSectionSize();
}

void CredentialTable::setDensity(ListDensity density)
{
    m_delegate->setDensity(density);
    sizeRows();
    viewport()->update();
}

void CredentialTable::showCopied(const QString &setId)
{
    m_delegate->showCopied(setId);
}

QString CredentialTable::currentSet() const
{
    return currentIndex().data(CountdownModel::SetIdRole).toString();
}

QStringList CredentialTable::selectedSets() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QStringList sets;
    sets.reserve(rows.size());
    for (const QModelIndex &row : std::as_const(rows))
        sets.append(row.data(CountdownModel::SetIdRole).toString());
    return sets;
}

bool CredentialTable::select(const QString &setId)
{
    const QModelIndex index = m_sets.indexOf(setId);
    if (!index.isValid())
        return false;
    selectionModel()->setCurrentIndex(index, selectAlone);
    scrollTo(index);
    setFocus();
    return true;
}

void CredentialTable::selectSomething()
{
    const QModelIndex current = currentIndex().isValid()
        ? currentIndex()
        : m_sets.index(0, CountdownModel::NameColumn);
    if (current.isValid() && !selectionModel()->isSelected(current))
        selectionModel()->setCurrentIndex(current, selectAlone);
}

void CredentialTable::move(int key)
{
    setFocus();
    QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier);
    keyPressEvent(&press);
}

void CredentialTable::addListAction(QAction *action)
{
    action->setShortcutContext(Qt::WidgetShortcut);
    addAction(action);
}

void CredentialTable::onArranged()
{
    {
        const QScopedValueRollback arranging(m_isArranging, true);
        if (!currentIndex().isValid())
            selectionModel()->clear(); // Qt keeps ranges of rows that have gone
        selectSomething();
    }
    if (currentIndex().isValid())
        scrollTo(currentIndex());
    updateNoMatch();
    tell(); // which a search does not
}

void CredentialTable::updateNoMatch()
{
    const bool isNothingShown = m_sets.rowCount() == 0 && m_sets.sourceModel()->rowCount() > 0;
    if (isNothingShown)
        m_noMatch->explain();
    m_noMatch->setVisible(isNothingShown);
}

/// Assistive technologies select a row without making it current; what is selected is meant. A row
/// that is taken out of a selection hands on to another of it.
void CredentialTable::selectAll()
{
    const QScopedValueRollback selecting(m_isSelectingAll, true);
    QTableView::selectAll();
}

void CredentialTable::onSelectionChanged(const QItemSelection &selected)
{
    const QModelIndexList chosen = selected.indexes();
    const bool isOneRow = !chosen.isEmpty()
        && std::ranges::all_of(chosen, [&](const QModelIndex &index) {
               return index.row() == chosen.constFirst().row();
           });
    // Whoever chooses by mouse or key makes it current first. Assistive technologies only add it to
    // what is selected, and mean that one.
    if (isOneRow && chosen.constFirst().row() != currentIndex().row() && !m_isSelectingAll) {
        selectionModel()->setCurrentIndex(chosen.constFirst().siblingAtColumn(0),
                                          QItemSelectionModel::ClearAndSelect
                                              | QItemSelectionModel::Rows);
    } else if (!selectionModel()->isSelected(currentIndex())) {
        const QModelIndexList rows = chosen.isEmpty() ? selectionModel()->selectedRows() : chosen;
        if (!rows.isEmpty())
            selectionModel()->setCurrentIndex(rows.constFirst(), QItemSelectionModel::NoUpdate);
    }
    tell();
}

/// Says what is current and selected, once.
void CredentialTable::tell()
{
    if (m_isArranging)
        return;
    const QString current = currentSet();
    const QStringList selected = selectedSets();
    if (current == m_toldCurrent && selected == m_toldSelected)
        return;
    m_toldCurrent = current;
    m_toldSelected = selected;
    Q_EMIT setSelected(current);
}

/// Letters begin a name, whatever was pressed before.
void CredentialTable::keyboardSearch(const QString &search)
{
    if (!currentIndex().isValid())
        selectSomething();
    QTableView::keyboardSearch(search);
}

QModelIndex CredentialTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    switch (action) {
    case MoveHome:
        return m_sets.index(0, CountdownModel::NameColumn);
    case MoveEnd:
        return m_sets.index(m_sets.rowCount() - 1, CountdownModel::NameColumn);
    case MoveLeft:
    case MoveRight:
        return currentIndex();
    default:
        return QTableView::moveCursor(action, modifiers);
    }
}

void CredentialTable::keyPressEvent(QKeyEvent *event)
{
    const QScopedValueRollback extending(m_isExtending,
                                         event->modifiers().testFlag(Qt::ShiftModifier));
    QTableView::keyPressEvent(event);
}

void CredentialTable::mousePressEvent(QMouseEvent *event)
{
    const QScopedValueRollback extending(m_isExtending,
                                         event->modifiers().testFlag(Qt::ShiftModifier));
    QTableView::mousePressEvent(event);
}

void CredentialTable::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    auto *rows = static_cast<RowSelection *>(selectionModel());
    if (!(command & QItemSelectionModel::Current))
        rows->setAnchor(currentIndex());
    const QModelIndex anchor = rows->anchor();
    if (m_isExtending && anchor.isValid())
        QTableView::setSelection({visualRect(anchor).center(), rect.bottomRight()}, command);
    else
        QTableView::setSelection(rect, command);
}

bool CredentialTable::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::HoverEnter:
    case QEvent::HoverMove:
        hover(rowAt(static_cast<QHoverEvent *>(event)->position().toPoint().y()));
        break;
    case QEvent::HoverLeave:
        hover(-1);
        break;
    default:
        break;
    }
    return QTableView::viewportEvent(event);
}

void CredentialTable::hover(int row)
{
    const int before = m_delegate->hoveredRow();
    if (row == before)
        return;
    m_delegate->setHoveredRow(row);
    updateRow(before);
    updateRow(row);
}

void CredentialTable::updateRow(int row)
{
    if (row >= 0)
        viewport()->update(0, rowViewportPosition(row), viewport()->width(), rowHeight(row));
}

void CredentialTable::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    selectSomething(); // Qt makes a row current without selecting it
    updateRow(currentIndex().row());
}

void CredentialTable::focusOutEvent(QFocusEvent *event)
{
    QTableView::focusOutEvent(event);
    updateRow(currentIndex().row());
}

} // namespace Tokenwright

#include "moc_CredentialTable.cpp"
