// SPDX-License-Identifier: MIT
#pragma once

#include "SetActions.h"
#include "SetSearch.h"
#include "TokenActions.h"
#include "WindowActions.h"
#include "WindowParts.h"

#include <QMainWindow>
#include <QTimer>

class QStackedWidget;

namespace Tokenwright {

class CredentialTable;
class DetailsPanel;
class FilterBar;
class ListAndDetails;
class MainToolBar;
class MessageBar;
class SearchField;
class StatusLine;
class UndoCountdown;

/// The window: composes the list, the details and the actions.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(const WindowParts &parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Tells something about the whole program across the top.
    void tell(const QString &message);
    /// Says something in the status bar.
    void say(const QString &sentence);
    /// What command lines may have is asked here.
    TokenActions &tokens() { return m_tokens; }
    /// Selects \a setId, whatever is searched for.
    void reveal(const QString &setId);

    /// Sets on their way out.
    Removals &removals() { return m_sets.removals(); }

Q_SIGNALS:
    /// The palette is wanted.
    void quickSearchWanted();

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void createToolBar();
    void createCentre();
    void wire();
    void wireSearch();
    void wireSettings();
    void wireOutcomes();
    void restoreLayout();

    void select(const QString &setId);
    void showEverything();
    void onSelected(const QString &setId);
    void updateEmptyState();
    void showFailure(const QString &setId, const Error &error);
    void showContextMenu(const QPoint &position);

    const WindowParts m_parts;
    SetSearch m_proxy;
    SetActions m_sets;
    TokenActions m_tokens;
    WindowActions m_actions;
    QTimer m_rest; ///< Runs while a selection has not rested yet.

    MainToolBar *m_toolBar = nullptr;
    SearchField *m_search = nullptr;
    FilterBar *m_filters = nullptr;
    CredentialTable *m_table = nullptr;
    QStackedWidget *m_stack = nullptr;
    QWidget *m_emptyState = nullptr; ///< Once there was nothing to list.
    ListAndDetails *m_splitter = nullptr;
    DetailsPanel *m_details = nullptr;
    MessageBar *m_message = nullptr;
    StatusLine *m_status = nullptr;
    UndoCountdown *m_undo = nullptr; ///< Once it was needed.
    QString m_failed; ///< Which set the failure is of that the status line tells, if it does.
};

} // namespace Tokenwright
