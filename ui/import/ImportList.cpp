// SPDX-License-Identifier: MIT
#include "ImportList.h"

#include "ImportDelegate.h"
#include "Tones.h"

#include <QAction>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace Tokenwright {

namespace {

constexpr int mostMeasured = 500; ///< Rows, for the width of columns.

} // namespace

/// A table whose rows are one thing each: what is current is a row, and Home and End are the first
/// and the last.
class ImportList::Table : public QTableView
{
public:
    explicit Table(ImportList &list)
        : QTableView(&list)
        , m_list(list)
    {
        setAccessibleName(ImportList::tr("What would be imported"));
        setSelectionBehavior(QAbstractItemView::SelectRows);
        setSelectionMode(QAbstractItemView::SingleSelection);
        setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
        setContextMenuPolicy(Qt::CustomContextMenu);
        setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setTabKeyNavigation(false);
        setShowGrid(false);
        setWordWrap(false);
        verticalHeader()->hide();
        verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
        horizontalHeader()->setStretchLastSection(true);
        horizontalHeader()->setHighlightSections(false);
        horizontalHeader()->setTextElideMode(Qt::ElideRight);
        horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    }

    QString emptyText;

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override
    {
        const QModelIndex now = currentIndex();
        const int rows = model()->rowCount();
        switch (action) {
        case MoveHome:
            return model()->index(0, 0);
        case MoveEnd:
            return model()->index(rows - 1, 0);
        case MoveLeft:
        case MoveRight:
            return now;
        default:
            return QTableView::moveCursor(action, modifiers).siblingAtColumn(0);
        }
    }

    void keyPressEvent(QKeyEvent *event) override
    {
        const bool opens = event->key() == Qt::Key_Space || event->key() == Qt::Key_Return
            || event->key() == Qt::Key_Enter;
        const int row = m_list.current();
        if (opens && row >= 0 && m_list.m_model.row(row).asksForAnswer()
            && m_list.m_choice->isVisible()) {
            m_list.m_choice->openField();
            return;
        }
        QTableView::keyPressEvent(event);
    }

    void mousePressEvent(QMouseEvent *event) override
    {
        QTableView::mousePressEvent(event);
        if (currentIndex().column() > 0) // what is current is the row
            selectionModel()->setCurrentIndex(currentIndex().siblingAtColumn(0),
                                              QItemSelectionModel::NoUpdate);
    }

    void paintEvent(QPaintEvent *event) override
    {
        QTableView::paintEvent(event);
        if (model()->rowCount() > 0)
            return;
        QPainter painter(viewport());
        const int margin = fontMetrics().height();
        painter.setPen(toneColor(Tone::Secondary, palette()));
        painter.drawText(viewport()->rect().adjusted(margin, margin, -margin, -margin),
                         int(Qt::AlignCenter) | int(Qt::TextWordWrap), emptyText);
    }

private:
    ImportList &m_list;
};

ImportList::ImportList(ImportModel &model, const ProviderCatalog &providers, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_look(providers)
    , m_table(new Table(*this))
    , m_delegate(new ImportDelegate(m_look, this))
    , m_choice(new ImportChoice(providers, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_table);
    m_choice->hide();
    m_choice->raise();
    setFocusProxy(m_table);
    m_table->setModel(&m_model);
    m_table->setItemDelegate(m_delegate);
    const QList<QWidget *> fields = m_choice->fields();
    for (QWidget *field : fields)
        field->installEventFilter(this);

    connect(&m_model, &QAbstractItemModel::modelReset, this, &ImportList::fit);
    connect(&m_model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                if (m_model.isRunning()) {
                    m_choice->forget();
                    m_look.forget();
                }
                fitRows(first.row(), last.row());
            });
    connect(m_table->horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column) {
        if (m_isFitting)
            return;
        if (column != ImportModel::What && QGuiApplication::mouseButtons() != Qt::NoButton)
            m_isSizedByHand = true;
        fitRows(0, m_model.rowCount() - 1);
    });
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
            &ImportList::placeChoice);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &now, const QModelIndex &before) {
                for (const QModelIndex &index : {now, before}) // whose fields are painted now
                    m_table->update(index.siblingAtColumn(ImportModel::What));
                placeChoice();
            });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        // assistive technologies select a row without making it current; what is selected is meant
        const QModelIndexList rows = m_table->selectionModel()->selectedRows();
        if (rows.size() == 1 && rows.constFirst().row() != current())
            m_table->selectionModel()->setCurrentIndex(rows.constFirst(),
                                                       QItemSelectionModel::NoUpdate);
    });
    connect(m_table, &QWidget::customContextMenuRequested, this, &ImportList::showMenu);
    connect(m_choice, &ImportChoice::chosen, this,
            [this](const QString &provider, const QString &environment) {
                Q_EMIT chosen(m_model.row(current()).key, provider, environment);
            });
    connect(m_choice, &ImportChoice::valueTyped, this,
            [this](const QString &name, const QString &value) {
                Q_EMIT valueTyped(m_model.row(current()).key, name, value);
            });
    connect(m_choice, &ImportChoice::pairTyped, this,
            [this](const QString &clientId, const QString &clientSecret) {
                Q_EMIT pairTyped(m_model.row(current()).key, clientId, clientSecret);
            });
    connect(m_choice, &ImportChoice::typingEnded, this, &ImportList::typingEnded);
}

ImportList::~ImportList() = default;

int ImportList::current() const
{
    const int row = m_table->currentIndex().row();
    return row < m_model.rowCount() ? row : -1;
}

void ImportList::selectSomething()
{
    if (current() >= 0)
        return;
    int first = 0;
    for (int row = m_model.rowCount() - 1; row >= 0; --row) {
        if (m_model.row(row).asksForAnswer())
            first = row;
    }
    m_table->setCurrentIndex(m_model.index(first, 0));
    m_table->setFocus();
}

void ImportList::setEmptyText(const QString &text)
{
    m_table->emptyText = text;
}

QSize ImportList::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 110, fontMetrics().height() * 22};
}

void ImportList::fit()
{
    fitColumns();
    fitRows(0, m_model.rowCount() - 1);
}

/// Name and host take what they need, up to a third each; the rest is for what happens.
void ImportList::fitColumns()
{
    if (m_isSizedByHand || m_model.rowCount() == 0)
        return;
    m_isFitting = true;
    const int letter = fontMetrics().averageCharWidth();
    const int most = std::min(m_table->viewport()->width() * 3 / 10, letter * 40);
    for (const int column : {ImportModel::Name, ImportModel::Endpoint}) {
        int width = std::min(most, letter * 18);
        for (int row = 0; row < std::min(m_model.rowCount(), mostMeasured); ++row)
            width = std::max(width,
                             m_delegate->widthOf(m_model.index(row, column), m_table->font()));
        m_table->setColumnWidth(column, std::min(width, most));
    }
    m_isFitting = false;
}

void ImportList::fitRows(int first, int last)
{
    const int width = m_table->columnWidth(ImportModel::What);
    QHeaderView *rows = m_table->verticalHeader();
    for (int row = first; row <= last; ++row) {
        const int height = m_delegate->heightOf(m_model.index(row, ImportModel::What),
                                                m_table->font(), width);
        if (rows->sectionSize(row) != height)
            rows->resizeSection(row, height);
    }
    if (current() >= first && current() <= last)
        m_table->scrollTo(m_table->currentIndex());
    placeChoice();
}

/// Puts the fields of the current row into it, as far as the row is to be seen.
void ImportList::placeChoice()
{
    const int row = current();
    const QModelIndex what = m_model.index(row, ImportModel::What);
    const QRect rect = row < 0 || m_model.question(row).isNone()
        ? QRect()
        : QStyle::visualRect(
            layoutDirection(), m_table->visualRect(what),
            m_delegate->choiceRect(what, m_table->font(), m_table->visualRect(what)));
    const QRect seen = rect.intersected(m_table->viewport()->rect());
    if (seen.isEmpty()) {
        if (m_choice->isAncestorOf(focusWidget()))
            m_table->setFocus();
        m_choice->hide();
        return;
    }
    m_choice->ask(m_model.question(row), m_model.row(row));
    const bool isSelected = m_table->selectionModel()->isRowSelected(row);
    m_choice->setInk(isSelected ? palette().color(QPalette::HighlightedText)
                                : toneColor(Tone::Secondary, palette()));
    const QPoint origin = m_table->viewport()->mapTo(this, QPoint());
    m_choice->setGeometry(rect.translated(origin));
    m_choice->setMask(QRegion(seen.translated(-rect.topLeft())));
    m_choice->show();
}

void ImportList::showMenu(const QPoint &position)
{
    const int row = current();
    if (row < 0)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QModelIndex name = m_model.index(row, ImportModel::Name);
    const auto add = [&](const QString &text, bool isPossible, const auto &run) {
        QAction *action = menu->addAction(text);
        action->setEnabled(isPossible);
        connect(action, &QAction::triggered, this, run);
    };
    const bool mayChange = m_model.flags(name) & Qt::ItemIsEditable;
    add(tr("Re&name"), mayChange, [this, name] { m_table->edit(name); });
    add(tr("Choose &provider and environment"), mayChange, [this, row] {
        m_model.askForProvider(row);
        if (m_choice->isVisible())
            m_choice->openField();
    });
    menu->addSeparator();
    const bool isOpen = !m_model.isRunning();
    add(tr("Tick &all"), isOpen, [this] { m_model.setAllChosen(true); });
    add(tr("&Untick all"), isOpen, [this] { m_model.setAllChosen(false); });
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void ImportList::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void ImportList::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        m_delegate->forgetSizes();
        fit();
    } else if (event->type() == QEvent::PaletteChange) {
        placeChoice();
    }
}

/// The wheel scrolls the list, over a field too: a choice is never made by scrolling.
bool ImportList::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Wheel)
        return QWidget::eventFilter(watched, event);
    QCoreApplication::sendEvent(m_table->viewport(), event);
    return true;
}

} // namespace Tokenwright

#include "moc_ImportList.cpp"
