// SPDX-License-Identifier: MIT
#include "MainWindow.h"

#include "ClaimsPage.h"
#include "CopyController.h"
#include "CountdownModel.h"
#include "CountdownTicker.h"
#include "CredentialTable.h"
#include "DetailsPanel.h"
#include "EmptyState.h"
#include "FilterBar.h"
#include "ImportDialog.h"
#include "ListAndDetails.h"
#include "MainToolBar.h"
#include "MessageBar.h"
#include "RequestsPage.h"
#include "SearchField.h"
#include "SetColumns.h"
#include "StatusLine.h"
#include "TabOrder.h"
#include "UndoCountdown.h"

#include "FailureText.h"
#include "ProviderWatch.h"
#include "SetAndProvider.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QMenu>
#include <QMimeData>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr auto selectionRest = 300ms;
constexpr int leastRows = 3; ///< Of the list, before the details get more room.

} // namespace

MainWindow::MainWindow(const WindowParts &parts, QWidget *parent)
    : QMainWindow(parent)
    , m_parts(parts)
    , m_proxy(parts.model)
    , m_sets(parts, this)
    , m_tokens(parts, this)
    , m_actions(
          parts,
          [this] {
              return Scene{m_parts,
                           m_sets,
                           m_tokens,
                           this,
                           m_search,
                           [this] { Q_EMIT quickSearchWanted(); },
                           m_table->currentSet(),
                           m_table->selectedSets()};
          },
          this)
{
    setWindowTitle(tr("Tokenwright"));
    setAcceptDrops(true);

    createToolBar();
    createCentre();
    m_status = new StatusLine(parts.clipboard, this);
    setStatusBar(m_status);
    wire();
    wireOutcomes();
    restoreLayout();
    m_table->selectSomething();
    updateEmptyState();
    m_actions.update();
    m_table->setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::createToolBar()
{
    m_toolBar = new MainToolBar(m_actions.at(WindowActions::ToolBar),
                                m_actions.newMenu(WindowActions::Menu, this), this);
    m_search = m_toolBar->search();
    auto *opener = new QAction(tr("Menu"), this);
    opener->setShortcut(Qt::Key_F10);
    connect(opener, &QAction::triggered, m_toolBar, &MainToolBar::openMenu);
    addAction(opener);
}

void MainWindow::createCentre()
{
    // made in the order in which the Tab key goes through them
    m_message = new MessageBar(m_parts, this);
    m_filters = new FilterBar(m_proxy, this);
    m_table = new CredentialTable(m_proxy, this);
    const QList<QAction *> listActions = m_actions.at(WindowActions::List);
    for (QAction *action : listActions)
        m_table->addListAction(action);
    new CountdownTicker(*m_table, m_proxy, m_parts.model, this);

    m_details = new DetailsPanel(
        m_parts,
        {.token = {.copy = m_actions.only(WindowActions::CopyButton),
                   .copyAs = m_actions.only(WindowActions::CopyAsButton),
                   .mint = m_actions.only(WindowActions::MintButton),
                   .cancel = m_actions.only(WindowActions::CancelButton),
                   .check = m_actions.only(WindowActions::CheckButton)},
         .set = {.edit = m_actions.only(WindowActions::EditButton),
                 .remove = m_actions.only(WindowActions::RemoveButton),
                 .more = m_actions.newMenu(WindowActions::ContextMenu, this)}},
        this);
    m_details->addPage(tr("Requests"), [this] {
        auto *requests = new RequestsPage(m_parts, this);
        connect(requests, &RequestsPage::said, this, &MainWindow::say);
        return requests;
    });
    m_details->addPage(tr("Claims"), [this] { return new ClaimsPage(m_parts, this); });
    auto *list = new QWidget(this);
    auto *listLayout = new QVBoxLayout(list);
    listLayout->setContentsMargins(0, 0, 0, 0);
    listLayout->setSpacing(0);
    listLayout->addWidget(m_filters);
    listLayout->addWidget(m_table, 1);
    m_splitter = new ListAndDetails(
        list, m_details,
        [this] { return m_filters->sizeHint().height() + m_table->heightOfRows(leastRows); }, this);

    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_splitter);

    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_message);
    layout->addWidget(m_stack, 1);
    auto *whole = new QWidget(this);
    auto *wholeLayout = new QVBoxLayout(whole);
    wholeLayout->setContentsMargins(0, 0, 0, 0);
    wholeLayout->setSpacing(0);
    wholeLayout->addWidget(m_toolBar);
    wholeLayout->addWidget(centre, 1);
    setCentralWidget(whole);
}

void MainWindow::wire()
{
    wireSearch();
    wireSettings();
    connect(m_table, &CredentialTable::copyClicked, &m_parts.controller,
            &CopyController::copyHeader);
    connect(m_table, &CredentialTable::cancelClicked, &m_parts.service, &TokenService::cancel);
    connect(m_table, &QTableView::customContextMenuRequested, this, &MainWindow::showContextMenu);
    connect(m_table, &CredentialTable::setSelected, this, &MainWindow::onSelected);
    // A selection that rests is likely to be clicked next.
    m_rest.setSingleShot(true);
    m_rest.setInterval(selectionRest);
    connect(&m_rest, &QTimer::timeout, this,
            [this] { m_parts.service.prepare(m_table->currentSet()); });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_parts.model, signal, this, &MainWindow::updateEmptyState);
    connect(&m_parts.service, &TokenService::workStarted, this,
            [this](const QString &setId) { m_parts.model.setReady(setId, false); });
    connect(&m_parts.providerWatch, &ProviderWatch::reloaded, this, [this] {
        m_parts.model.providersChanged();
        m_details->showSet(m_table->currentSet(), int(m_table->selectedSets().size()));
    });
    connect(m_details, &DetailsPanel::copyEarlierRequested, &m_parts.controller,
            &CopyController::copyEarlier);
    connect(m_details, &DetailsPanel::retryRequested, &m_tokens,
            &TokenActions::retryWithDefaultScopes);
    connect(m_details, &DetailsPanel::copyDetailsRequested, &m_tokens, &TokenActions::copyDetails);
    connect(m_details, &DetailsPanel::endpointRequested, &m_tokens,
            &TokenActions::askAboutEndpoint);
    connect(m_details, &DetailsPanel::favouriteWanted, &m_sets, &SetActions::setFavourite);
    connect(m_details, &DetailsPanel::editRequested, &m_sets, &SetActions::edit);
    connect(m_details, &DetailsPanel::tryAgainRequested, &m_parts.controller,
            &CopyController::tryAgain);
}

void MainWindow::wireSettings()
{
    connect(&m_parts.settings, &Settings::listDensityChanged, m_table,
            &CredentialTable::setDensity);
    connect(&m_parts.settings, &Settings::copyFormatChanged, &m_actions, &WindowActions::update);
    m_table->setDensity(m_parts.settings.listDensity());
}

void MainWindow::wireSearch()
{
    connect(m_search, &QLineEdit::textChanged, &m_proxy, &SetSearch::search);
    connect(m_search, &SearchField::copyRequested, this, [this] {
        if (const QString setId = m_table->currentSet(); !setId.isEmpty())
            m_parts.controller.copyHeader(setId);
    });
    connect(m_search, &SearchField::mintRequested, this, [this] {
        if (const QString setId = m_table->currentSet(); !setId.isEmpty())
            m_parts.controller.mint(setId);
    });
    connect(m_search, &SearchField::moveRequested, m_table, &CredentialTable::move);
    connect(m_search, &SearchField::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_table, &CredentialTable::clearRequested, this, &MainWindow::showEverything);
}

/// What came of what was asked for, by whomever.
void MainWindow::wireOutcomes()
{
    const CopyController &controller = m_parts.controller;
    connect(&controller, &CopyController::said, this, &MainWindow::say);
    connect(&controller, &CopyController::mintingEnded, this,
            [this](const QString &sentence, bool isWhole) {
                m_status->say(sentence,
                              isWhole ? StatusLine::Outcome::Success
                                      : StatusLine::Outcome::Failure);
            });
    connect(&controller, &CopyController::begun, m_status, &StatusLine::begin);
    connect(&controller, &CopyController::stillOnClipboard, this,
            [this](const QString &setId, const QString &of) {
                m_details->showStillOnClipboard(setId, of);
                m_status->say(tr("Nothing copied; the clipboard still holds %1.").arg(of),
                              StatusLine::Outcome::Failure);
            });
    connect(&m_sets, &SetActions::said, this, &MainWindow::say);
    connect(&m_tokens, &TokenActions::said, this, &MainWindow::say);
    connect(&m_tokens, &TokenActions::judged, this, [this](const QString &sentence, bool isGood) {
        m_status->say(sentence,
                      isGood ? StatusLine::Outcome::Success : StatusLine::Outcome::Failure);
    });
    connect(&controller, &CopyController::failed, this, &MainWindow::showFailure);
    connect(&m_sets, &SetActions::failed, this, &MainWindow::showFailure);
    connect(&m_tokens, &TokenActions::failed, this, &MainWindow::showFailure);
    connect(&m_sets, &SetActions::made, this, &MainWindow::select);
    for (const auto signal : {&Removals::settled, &Removals::finished})
        connect(&removals(), signal, &m_actions, &WindowActions::update);
    connect(&removals(), &Removals::hidden, this, [this] {
        m_actions.update();
        if (!m_undo) {
            m_undo = new UndoCountdown(removals(), m_actions.only(WindowActions::Status), m_status);
            m_status->add(m_undo);
        }
    });
    connect(&m_tokens, &TokenActions::checked, m_details, &DetailsPanel::showVerdict);
    connect(&controller, &CopyController::copied, this,
            [this](const QString &setId, const QString &sentence) {
                m_parts.model.setReady(setId, false);
                m_details->clearFailure(setId);
                m_table->showCopied(setId);
                m_status->say(sentence, StatusLine::Outcome::Success);
            });
    connect(&controller, &CopyController::ready, this,
            [this](const QString &setId) { m_parts.model.setReady(setId, true); });
}

void MainWindow::restoreLayout()
{
    const QSize wanted(fontMetrics().averageCharWidth() * 140, fontMetrics().height() * 48);
    resize(wanted.boundedTo(screen()->availableSize() * 9 / 10));
    restoreGeometry(m_parts.settings.windowGeometry());
    m_table->columns().restore(m_parts.settings.columnState(CountdownModel::ColumnCount));
    m_splitter->restore(m_parts.settings.splitterState());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_parts.settings.setWindowGeometry(saveGeometry());
    m_parts.settings.setColumnState(CountdownModel::ColumnCount, m_table->columns().state());
    m_parts.settings.setSplitterState(m_splitter->saveState());
    m_parts.clipboard.clearNow(); // Wayland listens only while the window is there
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QMimeData *dragged = event->mimeData();
    if (!ImportDialog::filesIn(dragged).isEmpty() || ImportDialog::canImportText(dragged->text()))
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QStringList files = ImportDialog::filesIn(event->mimeData());
    if (files.isEmpty())
        m_sets.importText(event->mimeData()->text());
    else
        m_sets.importFrom(files);
    event->acceptProposedAction();
}

void MainWindow::select(const QString &setId)
{
    m_details->clearFailure(setId);
    reveal(setId);
}

void MainWindow::reveal(const QString &setId)
{
    if (m_table->select(setId))
        return;
    showEverything(); // something hid it
    m_table->select(setId);
}

void MainWindow::showEverything()
{
    m_filters->choose(SetFilter::All);
    m_search->clear();
}

void MainWindow::onSelected(const QString &setId)
{
    if (isActiveWindow())
        m_rest.start();
    m_details->showSet(setId, int(m_table->selectedSets().size()));
    m_actions.update();
    if (!m_failed.isEmpty() && setId != m_failed) {
        m_failed.clear();
        m_status->begin(); // the list and the details tell of each their own
    }
}

void MainWindow::updateEmptyState()
{
    const bool isEmpty = m_parts.model.rowCount() == 0;
    if (isEmpty && !m_emptyState) {
        m_emptyState = new EmptyState(m_actions.at(WindowActions::EmptyList), this);
        m_stack->addWidget(m_emptyState);
        takeIntoTabOrder(*m_stack, *m_emptyState);
    }
    m_stack->setCurrentWidget(isEmpty ? m_emptyState : m_splitter);
    m_search->setEnabled(!isEmpty);
    m_table->selectSomething();
}

void MainWindow::say(const QString &sentence)
{
    m_status->say(sentence);
}

void MainWindow::tell(const QString &message)
{
    m_message->say(message);
}

void MainWindow::showFailure(const QString &setId, const Error &error)
{
    m_actions.update(); // a check mark may stand where it was not to be set
    const auto [set, provider] = setAndProvider(m_parts, setId);
    if (error.kind == ErrorKind::Cancelled) {
        say(set ? tr("Cancelled “%1”.").arg(set->name) : QString());
        return;
    }
    m_details->showFailure(setId, error);
    const FailureParts parts = failureParts(error, provider, m_parts.clock.now().wall);
    m_failed = setId;
    m_status->say(set ? tr("%1 (“%2”).").arg(parts.heading, set->name) : parts.heading,
                  StatusLine::Outcome::Failure, parts.advice);
    if (errorRemedies(error).testFlag(Remedy::ConfirmEndpoint))
        m_tokens.askAboutEndpoint(setId);
}

void MainWindow::showContextMenu(const QPoint &position)
{
    if (!m_table->indexAt(position).isValid())
        return;
    QMenu *menu = m_actions.newMenu(WindowActions::ContextMenu, this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // its actions act on the current set, which is another once this one is gone
    connect(m_table, &CredentialTable::setSelected, menu, &QMenu::close);
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

} // namespace Tokenwright

#include "moc_MainWindow.cpp"
