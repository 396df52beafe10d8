// SPDX-License-Identifier: MIT
#include "MainWindow.h"

#include "CountdownTicker.h"
#include "CredentialTable.h"
#include "DetailsPanel.h"
#include "EmptyState.h"
#include "Icons.h"
#include "MessageBar.h"
#include "PreferencesDialog.h"
#include "ProvidersDialog.h"
#include "ShownText.h"

#include "core/Async.h"
#include "oauth/TokenRequest.h"
#include "providers/FailureText.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTableView>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr auto selectionRest = 300ms;
const QString indexTopic = QStringLiteral("index"); ///< Of what the message bar says.

} // namespace

MainWindow::MainWindow(const Parts &parts, QWidget *parent)
    : QMainWindow(parent)
    , m_parts(parts)
    , m_model({.clock = parts.clock,
               .providers = parts.providers,
               .registry = parts.registry,
               .ledger = parts.ledger,
               .service = parts.service})
    , m_proxy(m_model)
    , m_controller({.providers = parts.providers,
                    .registry = parts.registry,
                    .manager = parts.manager,
                    .service = parts.service,
                    .clipboard = parts.clipboard,
                    .settings = parts.settings,
                    .clock = parts.clock})
    , m_actions(this)
{
    setWindowTitle(tr("Tokenwright"));
    setAcceptDrops(true);

    createToolBar();
    createTable();
    createCentre();
    createStatusBar();
    wire();
    restoreLayout();
    if (m_proxy.rowCount() > 0)
        m_table->selectRow(0);
    updateEmptyState();
    updateActions();
    updateStatusBar();
    tellProviderProblems();
    m_table->setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::createToolBar()
{
    auto *bar = addToolBar(tr("Main"));
    bar->setObjectName(QStringLiteral("mainToolBar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addActions({m_actions.add, m_actions.importSets});

    auto *gap = new QWidget(bar);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(gap);

    m_search = new QLineEdit(bar);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(fontMetrics().averageCharWidth() * 32);
    bar->addWidget(m_search);

    auto *menu = new QMenu(this);
    menu->addActions({m_actions.copyWhatIsLeft, m_actions.keepFresh});
    menu->addSeparator();
    menu->addActions({m_actions.edit, m_actions.duplicate, m_actions.remove});
    menu->addSeparator();
    menu->addActions({m_actions.importSets, m_actions.exportSets});
    menu->addSeparator();
    menu->addActions({m_actions.providers, m_actions.preferences, m_actions.about});
    menu->addSeparator();
    menu->addAction(m_actions.quit);
    auto *menuButton = new QToolButton(bar);
    menuButton->setIcon(icon(Icon::Menu));
    menuButton->setText(tr("Menu"));
    menuButton->setAccessibleName(tr("Menu"));
    menuButton->setToolTip(tr("Menu"));
    menuButton->setToolButtonStyle(Qt::ToolButtonIconOnly);
    menuButton->setPopupMode(QToolButton::InstantPopup);
    menuButton->setMenu(menu);
    bar->addWidget(menuButton);
}

void MainWindow::createTable()
{
    m_table = new CredentialTable(&m_proxy, this);
    for (QAction *action :
         {m_actions.copyHeader, m_actions.edit, m_actions.duplicate, m_actions.remove})
        m_table->addListAction(action);
    connect(m_table, &CredentialTable::copyClicked, &m_controller, &CopyController::copyHeader);
    connect(m_table, &CredentialTable::cancelClicked, &m_parts.service, &TokenService::cancel);
    new CountdownTicker(*m_table, m_proxy, m_model, this);
}

void MainWindow::createCentre()
{
    m_copyAs = new QMenu(this);
    for (const CopyFormat &format : copyFormats()) {
        QAction *action = m_copyAs->addAction(format.translatedLabel());
        connect(action, &QAction::triggered, this,
                [this, &format] { m_controller.copy(currentSet(), format); });
    }
    m_details = new DetailsPanel(
        {.providers = m_parts.providers,
         .registry = m_parts.registry,
         .ledger = m_parts.ledger,
         .clock = m_parts.clock,
         .service = m_parts.service,
         .model = m_model},
        {.main = {m_actions.copyHeader, m_actions.mint, m_actions.check, m_actions.cancel},
         .further = {m_actions.edit, m_actions.remove},
         .copyAs = m_copyAs},
        this);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setChildrenCollapsible(false);

    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(new EmptyState({m_actions.add, m_actions.importSets}, this));

    m_message = new MessageBar(this);
    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_message);
    layout->addWidget(m_stack, 1);
    setCentralWidget(centre);
}

void MainWindow::createStatusBar()
{
    m_status = new QLabel(this);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setAccessibleDescription(tr("Status")); // its name is its text
    m_clearNow = new QPushButton(tr("Clear now"), this);
    m_clearNow->setToolTip(tr("Take the copied secret off the clipboard"));
    m_clearNow->hide();
    statusBar()->setStyleSheet(QStringLiteral("QStatusBar::item { border: none; }"));
    statusBar()->setMinimumHeight(m_clearNow->sizeHint().height() + 4);
    m_status->setMargin(3);
    statusBar()->addWidget(m_status, 1);
    statusBar()->addPermanentWidget(m_clearNow);
}

void MainWindow::wire()
{
    connect(m_actions.add, &QAction::triggered, this, [this] { openDialog(false); });
    connect(m_actions.importSets, &QAction::triggered, this, [this] { openImport(); });
    connect(m_actions.exportSets, &QAction::triggered, this, &MainWindow::askWhereToExport);
    connect(m_actions.edit, &QAction::triggered, this, [this] { openDialog(true); });
    connect(m_actions.duplicate, &QAction::triggered, this, &MainWindow::duplicateCurrent);
    connect(m_actions.remove, &QAction::triggered, this, &MainWindow::askToRemove);
    connect(m_actions.copyHeader, &QAction::triggered, this,
            [this] { m_controller.copyHeader(currentSet()); });
    connect(m_actions.copyWhatIsLeft, &QAction::triggered, this,
            [this] { m_controller.copyWhatIsLeft(currentSet()); });
    connect(m_actions.mint, &QAction::triggered, this, [this] { m_controller.mint(currentSet()); });
    connect(m_actions.keepFresh, &QAction::triggered, this, &MainWindow::keepFresh);
    connect(m_actions.check, &QAction::triggered, this, &MainWindow::checkCurrent);
    connect(m_actions.cancel, &QAction::triggered, this,
            [this] { m_parts.service.cancel(currentSet()); });
    connect(m_actions.find, &QAction::triggered, m_search, qOverload<>(&QWidget::setFocus));
    connect(m_actions.preferences, &QAction::triggered, this, [this] {
        auto *dialog = new PreferencesDialog(m_parts.settings, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    connect(m_actions.providers, &QAction::triggered, this, [this] {
        auto *dialog = new ProvidersDialog(m_parts.providerWatch, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    connect(m_actions.about, &QAction::triggered, this, &MainWindow::showAbout);
    // closes all windows, and ends the program also where a window would stay in the tray
    connect(m_actions.quit, &QAction::triggered, qApp, &QApplication::quit, Qt::QueuedConnection);

    connect(m_search, &QLineEdit::textChanged, this, &MainWindow::search);
    connect(m_table, &QTableView::customContextMenuRequested, this, &MainWindow::showContextMenu);
    // A selection that rests is likely to be clicked next.
    m_rest.setSingleShot(true);
    m_rest.setInterval(selectionRest);
    connect(&m_rest, &QTimer::timeout, this, [this] { m_parts.service.prepare(currentSet()); });
    connect(m_table, &CredentialTable::setSelected, this, &MainWindow::onSelected);
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, signal, this, &MainWindow::updateEmptyState);
    connect(&m_parts.service, &TokenService::workStarted, this, [this](const QString &setId) {
        m_model.setReady(setId, false);
        updateActions();
    });
    connect(&m_parts.service, &TokenService::workFinished, this, &MainWindow::updateActions);
    for (const auto signal : {&TokenChecker::checkStarted, &TokenChecker::checkFinished})
        connect(&m_parts.checker, signal, this, &MainWindow::updateActions);
    connect(&m_parts.providerWatch, &ProviderWatch::reloaded, this, [this] {
        m_model.providersChanged();
        m_details->showSet(currentSet());
        updateActions();
        tellProviderProblems();
    });

    connect(m_details, &DetailsPanel::copyEarlierRequested, &m_controller,
            &CopyController::copyEarlier);
    connect(&m_parts.registry, &CredentialRegistry::setChanged, this, &MainWindow::updateActions);
    connect(m_details, &DetailsPanel::retryRequested, this, &MainWindow::retryWithDefaultScopes);
    connect(&m_controller, &CopyController::said, this, &MainWindow::say);
    connect(&m_controller, &CopyController::copied, this,
            [this](const QString &setId, const QString &sentence) {
                m_model.setReady(setId, false);
                m_details->clearFailure(setId);
                say(sentence);
            });
    connect(&m_controller, &CopyController::ready, this,
            [this](const QString &setId) { m_model.setReady(setId, true); });
    connect(&m_controller, &CopyController::failed, this, &MainWindow::showFailure);
    connect(&m_controller, &CopyController::wouldRevoke, this, &MainWindow::askBeforeRevoking);

    connect(m_clearNow, &QPushButton::clicked, &m_parts.clipboard, &SecretClipboard::clearNow);
    connect(&m_parts.clipboard, &SecretClipboard::secondsLeftChanged, this,
            &MainWindow::updateStatusBar);
    connect(&m_parts.clipboard, &SecretClipboard::cleared, this, [this](bool byOthers) {
        say(byOthers ? QString() : tr("The clipboard was cleared."));
    });
    connect(&m_parts.clipboard, &SecretClipboard::clearRefused, this, [this] {
        say(tr(
            "The desktop did not let the clipboard be cleared; it is tried again when this window "
            "is active."));
    });
    connect(&m_parts.clipboard, &SecretClipboard::putBack, this, [this] {
        tell(tr("A clipboard manager put back the secret that had been cleared: it keeps a history "
                "and does not heed what is marked as secret. Remove it there, or turn the history "
                "off."));
    });
    connect(&m_parts.store, &SecretStore::keychainLost, this, [this] {
        tell(tr(
            "No keychain service answers on this computer. Secrets that you enter now are kept in "
            "memory and are gone when you quit. Install and start gnome-keyring or KWallet to keep "
            "them."));
    });
    connect(&m_parts.registry, &CredentialRegistry::unreadable, this, [this](const Error &error) {
        m_message->say(indexTopic, failureText(error, nullptr));
    });
    connect(&m_parts.registry, &CredentialRegistry::readable, this,
            [this] { m_message->say(indexTopic, {}); });
}

void MainWindow::restoreLayout()
{
    const QSize wanted(fontMetrics().averageCharWidth() * 140, fontMetrics().height() * 40);
    resize(wanted.boundedTo(screen()->availableSize() * 9 / 10));
    restoreGeometry(m_parts.settings.windowGeometry());
    m_table->horizontalHeader()->restoreState(m_parts.settings.columnState());
    m_splitter->restoreState(m_parts.settings.splitterState());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_parts.settings.setWindowGeometry(saveGeometry());
    m_parts.settings.setColumnState(m_table->horizontalHeader()->saveState());
    m_parts.settings.setSplitterState(m_splitter->saveState());
    m_parts.clipboard.clearNow(); // Wayland listens only while the window is there
    QMainWindow::closeEvent(event);
}

QString MainWindow::currentSet() const
{
    return m_table->currentSet();
}

void MainWindow::select(const QString &setId)
{
    QModelIndex index = m_proxy.mapFromSource(m_model.indexOf(setId));
    if (!index.isValid()) { // a search hides it
        m_search->clear();
        index = m_proxy.mapFromSource(m_model.indexOf(setId));
    }
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
    m_table->setFocus();
}

void MainWindow::onSelected(const QString &setId)
{
    if (isActiveWindow())
        m_rest.start();
    m_details->showSet(setId);
    updateActions();
}

/// Something is always selected while something matches.
void MainWindow::search(const QString &text)
{
    const bool wasSelected = !currentSet().isEmpty();
    m_proxy.search(text);
    if (!currentSet().isEmpty())
        return;
    if (m_proxy.rowCount() > 0)
        m_table->selectRow(0);
    else if (wasSelected)
        onSelected({});
}

void MainWindow::updateActions()
{
    const QString setId = currentSet();
    const bool any = !setId.isEmpty();
    const bool working = any && m_parts.service.isWorking(setId);
    m_actions.exportSets->setEnabled(!m_parts.registry.sets().isEmpty());
    for (QAction *action : {m_actions.edit, m_actions.duplicate, m_actions.remove})
        action->setEnabled(any);
    m_actions.copyHeader->setEnabled(any); // while working it waits for the same answer
    m_actions.mint->setEnabled(any && !working);
    m_actions.copyWhatIsLeft->setEnabled(any);
    m_actions.keepFresh->setEnabled(any);
    const CredentialSet *set = m_parts.registry.find(setId);
    m_actions.keepFresh->setChecked(set && set->keepFresh);
    const bool checkable = any && m_parts.checker.canCheck(setId);
    m_actions.check->setEnabled(checkable && !m_parts.checker.isChecking(setId));
    m_actions.check->setToolTip(
        checkable || !any ? tr("Ask the provider's API whether it takes the token (Ctrl+K)")
                          : tr("The provider's file describes no call that would check a token"));
    m_actions.cancel->setEnabled(working);
    m_actions.cancel->setVisible(working);
    m_copyAs->setEnabled(any);
}

void MainWindow::updateEmptyState()
{
    m_stack->setCurrentIndex(m_model.rowCount() > 0 ? 0 : 1);
    m_search->setEnabled(m_model.rowCount() > 0);
    if (m_proxy.rowCount() > 0 && !m_table->currentIndex().isValid())
        m_table->selectRow(0);
}

void MainWindow::say(const QString &sentence)
{
    m_sentence = sentence;
    updateStatusBar();
}

void MainWindow::tell(const QString &message)
{
    m_message->say(message);
}

/// Which of the user's provider files are wrong, as things stand now.
void MainWindow::tellProviderProblems()
{
    QStringList lines;
    for (const ProviderProblem &problem : m_parts.providers.problems()) {
        lines.append(tr("The provider file %1 was skipped: %2.")
                         .arg(QDir::toNativeSeparators(problem.file), problem.reason));
    }
    m_message->say(QStringLiteral("providers"), lines.join(u'\n'));
}

void MainWindow::updateStatusBar()
{
    const auto seconds = m_parts.clipboard.secondsLeft();
    QString text = m_sentence;
    if (seconds)
        text += u' ' + tr("The clipboard is cleared in %1 s.").arg(*seconds);
    showText(m_status, text.trimmed());
    m_status->setToolTip(toolTipText(text.trimmed()));
    m_clearNow->setVisible(m_parts.clipboard.isOurs());
}

} // namespace Tokenwright
