// SPDX-License-Identifier: MIT
#include "WindowActions.h"

#include "core/Text.h"

#include "Icons.h"

#include <QAction>
#include <QWidget>

namespace Tokenwright {

WindowActions::WindowActions(QWidget *owner)
{
    const auto make = [owner](const QString &text, Icon image, const QList<QKeySequence> &shortcuts,
                              const QString &toolTip) {
        auto *action = new QAction(icon(image), text, owner);
        action->setShortcuts(shortcuts);
        action->setToolTip(toolTip);
        return action;
    };
    add = make(Text::tr("&Add credential set"), Icon::Add, {QKeySequence::New},
               Text::tr("Keep a key and secret of a provider (Ctrl+N)"));
    importSets = make(Text::tr("&Import…"), Icon::Import, {QKeySequence(Text::tr("Ctrl+I"))},
                      Text::tr("Read pairs from files of other programs (Ctrl+I)"));
    exportSets = make(
        Text::tr("E&xport…"), Icon::None, {QKeySequence(Text::tr("Ctrl+E"))},
        Text::tr("Write the credential sets, without their secrets, to a file (Ctrl+E)"));
    edit = make(Text::tr("&Edit credential set"), Icon::Edit, {QKeySequence(Text::tr("F2"))},
                Text::tr("Change the name, the pair or the scopes (F2)"));
    duplicate = make(Text::tr("&Duplicate"), Icon::Duplicate, {QKeySequence(Text::tr("Ctrl+D"))},
                     Text::tr("A second credential set with the same pair (Ctrl+D)"));
    remove = make(Text::tr("&Remove credential set"), Icon::Remove, {QKeySequence::Delete},
                  Text::tr("Delete the pair and the token from the keychain (Del)"));
    copyHeader = make(
        Text::tr("&Copy bearer header"), Icon::Copy,
        {QKeySequence::Copy, QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)},
        Text::tr("Copy \"Authorization: Bearer …\"; mints a token first if none is valid (Enter)"));
    mint = make(Text::tr("&Mint token"), Icon::Mint, {QKeySequence(Text::tr("Ctrl+M"))},
                Text::tr("Ask the provider for a new token even if one is valid (Ctrl+M)"));
    copyWhatIsLeft = make(Text::tr("Copy what is &left"), Icon::None,
                          {QKeySequence(Text::tr("Ctrl+Shift+C"))},
                          Text::tr("Copy the header even if its token lives for moments only"));
    keepFresh = make(Text::tr("Keep &fresh"), Icon::None, {QKeySequence(Text::tr("Ctrl+R"))},
                     Text::tr("Renew the token before it runs out, while Tokenwright runs"));
    keepFresh->setCheckable(true);
    check = make(Text::tr("Chec&k token"), Icon::Check, {QKeySequence(Text::tr("Ctrl+K"))}, {});
    cancel = make(Text::tr("Ca&ncel"), Icon::Cancel, {QKeySequence(Text::tr("Ctrl+."))},
                  Text::tr("Stop what is under way (Ctrl+.)"));
    find = make(Text::tr("&Find"), Icon::Find, {QKeySequence::Find}, {});
    providers = make(Text::tr("Pro&viders…"), Icon::None, {}, {});
    preferences = make(Text::tr("&Preferences…"), Icon::None, {QKeySequence::Preferences}, {});
    about = make(Text::tr("A&bout Tokenwright"), Icon::None, {}, {});
    quit = make(Text::tr("&Quit"), Icon::None, {QKeySequence::Quit}, {});
    owner->addActions(
        {add, importSets, exportSets, find, copyWhatIsLeft, mint, keepFresh, check, cancel, quit});
}

} // namespace Tokenwright
