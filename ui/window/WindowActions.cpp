// SPDX-License-Identifier: MIT
#include "WindowActions.h"

#include "AboutBox.h"
#include "ActionNeeds.h"
#include "CopyController.h"
#include "CopyMenu.h"
#include "Icons.h"
#include "OtherEnvironment.h"
#include "PreferencesDialog.h"
#include "ProvidersDialog.h"
#include "SetActions.h"
#include "ShortcutSheet.h"
#include "ShownText.h"
#include "TokenActions.h"

#include "CopyFormat.h"
#include "ProviderWatch.h"
#include "SecretStore.h"
#include "SetAndProvider.h"
#include "Text.h"
#include "TokenChecker.h"
#include "TokenEnding.h"

#include <QApplication>
#include <QLineEdit>
#include <QMenu>

#include <algorithm>

namespace Tokenwright {

namespace {

/// What an action is about: menus part one from the next.
enum class About { Token, Set, Files, Program, Leaving };

struct ActionRow
{
    QString text;
    Icon symbol;
    QList<QKeySequence> keys;
    QString toolTip;
    About about;
    int places;
    Needs needs; ///< Enabled while this holds.
    void (*run)(Now, bool isOn); ///< Null: it opens the menu of what can be copied.
    Needs isOn = nullptr; ///< It has a check mark, set while this holds.
    bool isHidden = false; ///< While it is not enabled.
    QString (*hint)(Now) = nullptr; ///< A tool tip that depends.
    QString (*words)(Now) = nullptr; ///< A text that depends.
};

/// The desktop's own, else the one that most have: Windows names none.
QKeySequence quitKey()
{
    return QKeySequence::keyBindings(QKeySequence::Quit)
        .value(0, QKeySequence(Qt::CTRL | Qt::Key_Q));
}

void openDialog(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

/// THE table of actions: a new one is an entry here. Menus show them in this order.
const QList<ActionRow> &actionRows()
{
    using enum WindowActions::Place;
    static const QList<ActionRow> rows{
        // while one is under way, it waits for the same answer
        ActionRow(Text::tr("&Copy bearer header"), Icon::Copy,
                  {QKeySequence::Copy, Qt::Key_Return, Qt::Key_Enter},
                  Text::tr("Copy “Authorization: Bearer …”; mints a token first if none is valid"),
                  About::Token, Menu | ContextMenu | CopyButton | List, needsSet,
                  [](Now now, bool) { now.parts.controller.copyHeader(now.setId); }),
        ActionRow(Text::tr("Copy &as…"), Icon::None, {}, {}, About::Token,
                  ContextMenu | CopyAsButton, needsSet, nullptr),
        ActionRow(
            Text::tr("Cop&y in your usual format"), Icon::None, {Text::tr("Ctrl+Alt+C")}, {},
            About::Token, Menu | ContextMenu, needsSet,
            [](Now now, bool) {
                now.parts.controller.copy(now.setId, usualFormat(now.parts.settings));
            },
            nullptr, false, usualFormatHint),
        ActionRow(Text::tr("Copy the current token &without minting"), Icon::None,
                  {Text::tr("Ctrl+Shift+C")},
                  Text::tr("Copy the header even if its token lives for moments only"),
                  About::Token, Menu | ContextMenu, needsSet,
                  [](Now now, bool) { now.parts.controller.copyWhatIsLeft(now.setId); }),
        ActionRow(
            Text::tr("&Mint token"), Icon::Mint, {Text::tr("Ctrl+M")},
            Text::tr("Ask the provider for a new token even if one is valid"), About::Token,
            Menu | ContextMenu | MintButton, needsRest,
            [](Now now, bool) { now.parts.controller.mint(now.setIds); }, nullptr, false, nullptr,
            [](Now now) {
                return forSelected(now, QT_TRANSLATE_NOOP("Tokenwright", "&Mint token"),
                                   QT_TRANSLATE_N_NOOP("Tokenwright", "&Mint %n token(s)"));
            }),
        ActionRow(
            Text::tr("Keep fres&h"), Icon::None, {Text::tr("Ctrl+R")},
            Text::tr("Renew the token before it runs out, while Tokenwright runs"), About::Token,
            Menu | ContextMenu, needsSet,
            [](Now now, bool isOn) { now.tokens.keepFresh(now.setId, isOn); }, setIsKeptFresh),
        ActionRow(
            Text::tr("Chec&k token"), Icon::Check, {Text::tr("Ctrl+K")}, {}, About::Token,
            Menu | ContextMenu | CheckButton, needsCheckAtRest,
            [](Now now, bool) { now.tokens.check(now.setId); }, nullptr, false, checkHint),
        ActionRow(
            Text::tr("For&get token"), Icon::None, {},
            Text::tr("Drop the token that is kept; the next copy mints another"), About::Token,
            Menu | ContextMenu, needsToken, [](Now now, bool) { now.tokens.forget(now.setIds); },
            nullptr, false, nullptr,
            [](Now now) {
                return forSelected(now, QT_TRANSLATE_NOOP("Tokenwright", "For&get token"),
                                   QT_TRANSLATE_N_NOOP("Tokenwright", "For&get %n token(s)"));
            }),
        ActionRow(
            Text::tr("Revoke &token…"), Icon::None, {}, {}, About::Token, Menu | ContextMenu,
            needsTokenToRevoke, [](Now now, bool) { now.tokens.revoke(now.setId); }, nullptr, false,
            revokeHint),
        ActionRow(
            Text::tr("Ca&ncel"), Icon::Cancel, {Text::tr("Ctrl+.")},
            Text::tr("Stop what is under way"), About::Token, ContextMenu | CancelButton, needsWork,
            [](Now now, bool) { now.parts.service.cancel(now.setId); }, nullptr, true),
        ActionRow(Text::tr("&Edit credential set"), Icon::Edit, {Text::tr("F2")},
                  Text::tr("Change the name, the credentials or the scopes"), About::Set,
                  Menu | ContextMenu | EditButton | List, needsSet,
                  [](Now now, bool) { now.sets.edit(now.setId); }),
        ActionRow(Text::tr("R&otate secret…"), Icon::None, {Text::tr("Ctrl+Shift+R")},
                  Text::tr("A new secret, tried before it takes the place of the old one"),
                  About::Set, Menu | ContextMenu, needsProvider,
                  [](Now now, bool) { now.sets.rotate(now.setId); }),
        ActionRow(Text::tr("&Duplicate"), Icon::Duplicate, {Text::tr("Ctrl+D")},
                  Text::tr("A second credential set with the same credentials"), About::Set,
                  Menu | ContextMenu | List, needsSet,
                  [](Now now, bool) { now.sets.duplicate(now.setId); }),
        ActionRow(
            Text::tr("Dup&licate to the other environment…"), Icon::None,
            {Text::tr("Ctrl+Shift+D")},
            Text::tr(
                "The like of it for production, or for the sandbox, with credentials to enter"),
            About::Set, Menu | ContextMenu, needsOtherEnvironment,
            [](Now now, bool) { now.sets.duplicateToOtherEnvironment(now.setId); }),
        ActionRow(
            Text::tr("&Favourite"), Icon::None, {Text::tr("Ctrl+B")},
            Text::tr("Keep it at hand among the favourites"), About::Set, Menu | ContextMenu,
            needsSet, [](Now now, bool isOn) { now.sets.setFavourite(now.setId, isOn); },
            setIsFavourite),
        ActionRow(
            Text::tr("&Remove credential set"), Icon::Remove, {QKeySequence::Delete},
            Text::tr("Delete the credentials and the token from the keychain"), About::Set,
            Menu | ContextMenu | RemoveButton | List, needsSet,
            [](Now now, bool) { now.sets.remove(now.setIds); }, nullptr, false, nullptr,
            [](Now now) {
                return forSelected(
                    now, QT_TRANSLATE_NOOP("Tokenwright", "&Remove credential set"),
                    QT_TRANSLATE_N_NOOP("Tokenwright", "&Remove %n credential set(s)"));
            }),
        ActionRow(
            Text::tr("Undo remove"), Icon::Undo, {QKeySequence::Undo},
            Text::tr("Bring back what was removed just now"), About::Set,
            Menu | ContextMenu | Status, needsUndo,
            [](Now now, bool) { now.sets.removals().undo(); }, nullptr, true),
        ActionRow(Text::tr("&Add credential set"), Icon::Add, {QKeySequence::New},
                  Text::tr("Keep a key and secret of a provider"), About::Files,
                  ToolBar | EmptyList, needsNothing, [](Now now, bool) { now.sets.add(); }),
        ActionRow(Text::tr("&Import…"), Icon::Import, {Text::tr("Ctrl+I")},
                  Text::tr("Read credentials from files of other programs"), About::Files,
                  ToolBar | Menu | EmptyList, needsNothing,
                  [](Now now, bool) { now.sets.importFrom(); }),
        ActionRow(Text::tr("Import from the clip&board"), Icon::None, {QKeySequence::Paste},
                  Text::tr("Read a curl command, or lines of a .env file, that was copied"),
                  About::Files, Menu, needsNothing,
                  [](Now now, bool) { now.sets.importClipboard(); }),
        ActionRow(Text::tr("E&xport…"), Icon::None, {Text::tr("Ctrl+E")},
                  Text::tr("Write the credential sets, without their secrets, to a file"),
                  About::Files, Menu, needsSets,
                  [](Now now, bool) { now.sets.exportSets(now.setIds); }),
        ActionRow(Text::tr("Fi&nd"), Icon::Find, {QKeySequence::Find}, {}, About::Program, Menu,
                  needsNothing,
                  [](Now now, bool) { now.search->setFocus(Qt::ShortcutFocusReason); }),
        ActionRow(Text::tr("Quick search…"), Icon::None, {Text::tr("Ctrl+Shift+F")},
                  Text::tr("One small search over all credential sets, whose Enter copies; the "
                           "preferences give it a key of the whole desktop"),
                  About::Program, Menu, needsSets, [](Now now, bool) { now.openQuickSearch(); }),
        ActionRow(Text::tr("Pro&viders…"), Icon::None, {}, {}, About::Program, Menu, needsNothing,
                  [](Now now, bool) {
                      auto *dialog = new ProvidersDialog(now.parts.providerWatch,
                                                         now.parts.registry, now.window);
                      // once the one is gone: window managers lose track of two at once
                      QObject::connect(dialog, &ProvidersDialog::addWanted, &now.sets,
                                       &SetActions::add, Qt::QueuedConnection);
                      openDialog(dialog);
                  }),
        ActionRow(
            Text::tr("&Preferences…"), Icon::None, {Text::tr("Ctrl+,")}, {}, About::Program, Menu,
            needsNothing,
            [](Now now, bool) {
                QList<PreferencesDialog::Format> formats;
                for (const CopyFormat &format : copyFormats())
                    formats.append({QString::fromLatin1(format.id), format.translatedLabel()});
                openDialog(new PreferencesDialog(
                    now.parts.settings, formats,
                    Text::tr("Secrets are kept in: %1 (%2).")
                        .arg(now.parts.store.description(), now.parts.store.reason()),
                    now.window));
            }),
        ActionRow(Text::tr("Keyboard &shortcuts"), Icon::None, {QKeySequence::HelpContents}, {},
                  About::Program, Menu, needsNothing,
                  [](Now now, bool) { openDialog(new ShortcutSheet(now.window)); }),
        ActionRow(Text::tr("&About Tokenwright"), Icon::None, {}, {}, About::Program, Menu,
                  needsNothing, [](Now now, bool) { showAbout(now.parts.store, now.window); }),
        // closes all windows, and ends the program also where a window would stay in the tray
        ActionRow(Text::tr("&Quit"), Icon::None, {quitKey()}, {}, About::Leaving, Menu,
                  needsNothing,
                  [](Now, bool) {
                      QMetaObject::invokeMethod(qApp, &QApplication::quit, Qt::QueuedConnection);
                  }),
    };
    return rows;
}

/// \a tip, and the key that does the same.
QString toolTipOf(const ActionRow &row, const QString &tip)
{
    if (tip.isEmpty() || row.keys.isEmpty())
        return tip;
    return Text::tr("%1 (%2)").arg(tip, row.keys.constFirst().toString(QKeySequence::NativeText));
}

} // namespace

WindowActions::WindowActions(const WindowParts &parts, std::function<Scene()> scene,
                             QWidget *window)
    : m_scene(std::move(scene))
{
    for (const ActionRow &row : actionRows()) {
        auto *action = row.run ? new QAction(window)
                               : newCopyMenu(
                                     parts.settings,
                                     [this](const CopyFormat &format) {
                                         const Scene now = m_scene();
                                         now.parts.controller.copy(now.setId, format);
                                     },
                                     window)
                                     ->menuAction();
        action->setText(row.text);
        action->setIcon(icon(row.symbol));
        action->setShortcuts(row.keys);
        action->setToolTip(toolTipOf(row, row.toolTip));
        action->setCheckable(row.isOn);
        if (row.run)
            connect(action, &QAction::triggered, this,
                    [this, run = row.run](bool isOn) { run(m_scene(), isOn); });
        if (row.run && !(row.places & List))
            window->addAction(action);
        m_actions.append(action);
    }
    for (const auto signal : {&TokenService::workStarted, &TokenService::workFinished})
        connect(&parts.service, signal, this, &WindowActions::update);
    for (const auto signal : {&TokenChecker::checkStarted, &TokenChecker::checkFinished})
        connect(&parts.checker, signal, this, &WindowActions::update);
    connect(&parts.registry, &CredentialRegistry::setChanged, this, &WindowActions::update);
    connect(&parts.ledger, &TokenLedger::recordChanged, this, [this](const QString &setId) {
        if (m_scene().setIds.contains(setId))
            update();
    });
    connect(&parts.providerWatch, &ProviderWatch::reloaded, this, &WindowActions::update);
}

QList<QAction *> WindowActions::at(Place place) const
{
    QList<QAction *> actions;
    for (qsizetype i = 0; i < m_actions.size(); ++i) {
        if (actionRows().at(i).places & place)
            actions.append(m_actions.at(i));
    }
    return actions;
}

QMenu *WindowActions::newMenu(Place place, QWidget *parent) const
{
    auto *menu = new QMenu(parent);
    std::optional<About> last;
    for (qsizetype i = 0; i < m_actions.size(); ++i) {
        const ActionRow &row = actionRows().at(i);
        if (!(row.places & place))
            continue;
        if (last && *last != row.about)
            menu->addSeparator();
        last = row.about;
        menu->addAction(m_actions.at(i));
    }
    return menu;
}

void WindowActions::update()
{
    const Scene now = m_scene();
    for (qsizetype i = 0; i < m_actions.size(); ++i) {
        const ActionRow &row = actionRows().at(i);
        QAction *action = m_actions.at(i);
        const bool isPossible = row.needs(now);
        action->setEnabled(isPossible);
        if (row.words)
            action->setText(row.words(now));
        if (row.isHidden)
            action->setVisible(isPossible);
        if (row.isOn)
            action->setChecked(row.isOn(now));
        if (row.hint)
            action->setToolTip(toolTipOf(row, row.hint(now)));
    }
}

} // namespace Tokenwright

#include "moc_WindowActions.cpp"
