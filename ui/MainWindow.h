// SPDX-License-Identifier: MIT
#pragma once

#include "CopyController.h"
#include "CountdownModel.h"
#include "SecretClipboard.h"
#include "SetSearch.h"
#include "Settings.h"
#include "WindowActions.h"

#include "credentials/CredentialManager.h"
#include "providers/ProviderWatch.h"
#include "tokens/TokenChecker.h"

#include <QMainWindow>
#include <QTimer>

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace Tokenwright {

class CredentialTable;
class DetailsPanel;
class MessageBar;

/// The window: composes the list, the details and the actions. What it is given is borrowed and
/// must outlive it.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    struct Parts
    {
        const Clock &clock;
        const ProviderCatalog &providers;
        const ProviderWatch &providerWatch;
        CredentialRegistry &registry;
        CredentialManager &manager;
        TokenLedger &ledger;
        TokenService &service;
        TokenChecker &checker;
        SecretStore &store;
        SecretClipboard &clipboard;
        Settings &settings;
    };
    explicit MainWindow(const Parts &parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Tells something about the whole program across the top.
    void tell(const QString &message);
    /// Says something in the status bar.
    void say(const QString &sentence);

    CopyController &controller() { return m_controller; }
    const CountdownModel &model() const { return m_model; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void createToolBar();
    void createTable();
    void createCentre();
    void createStatusBar();
    void wire();
    void restoreLayout();

    QString currentSet() const;
    void select(const QString &setId);
    void onSelected(const QString &setId);
    void search(const QString &text);
    void updateActions();
    void updateEmptyState();
    void updateStatusBar();
    void tellProviderProblems();

    void openDialog(bool editing);
    void openImport(const QStringList &files = {});
    void askWhereToExport();
    void exportTo(const QString &file);
    void duplicateCurrent();
    void askBeforeRevoking(const RevokingQuestion &question);
    void keepFresh(bool on);
    void checkCurrent();
    void retryWithDefaultScopes(const QString &setId);
    void askToRemove();
    void remove(const QString &setId, const QString &name);
    void showFailure(const QString &setId, const Error &error);
    void askAboutEndpoint(const QString &setId);
    void showContextMenu(const QPoint &position);
    void showAbout();

    Parts m_parts;
    CountdownModel m_model;
    SetSearch m_proxy;
    CopyController m_controller;
    WindowActions m_actions;
    QTimer m_rest; ///< Runs while a selection has not rested yet.
    QString m_sentence; ///< What the status bar says, without the clipboard's countdown.

    CredentialTable *m_table = nullptr;
    QLineEdit *m_search = nullptr;
    QMenu *m_copyAs = nullptr;
    QStackedWidget *m_stack = nullptr;
    QSplitter *m_splitter = nullptr;
    DetailsPanel *m_details = nullptr;
    MessageBar *m_message = nullptr;
    QLabel *m_status = nullptr;
    QPushButton *m_clearNow = nullptr;
};

} // namespace Tokenwright
