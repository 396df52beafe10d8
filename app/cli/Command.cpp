// SPDX-License-Identifier: MIT
#include "Command.h"

#include "Commands.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace Tokenwright {

namespace {

constexpr std::array table{
    Command{
        "list", "",
        QT_TRANSLATE_NOOP("Command", "Lists the credential sets and what is left of their tokens."),
        addListOptions, runList},
    Command{"header", "NAME",
            QT_TRANSLATE_NOOP("Command", "Prints the header “Authorization: Bearer …”."),
            addTokenOptions, runHeader},
    Command{"token", "NAME", QT_TRANSLATE_NOOP("Command", "Prints the access token alone."),
            addTokenOptions, runToken},
    Command{"mint", "NAME | --provider ID …",
            QT_TRANSLATE_NOOP("Command",
                              "Asks for a new token even if one is valid, and prints it; "
                              "also for a set that the options describe, storing nothing."),
            addMintOptions, runMint},
    Command{"env", "NAME…",
            QT_TRANSLATE_NOOP("Command",
                              "Prints the token as environment variables, for a shell to read."),
            addEnvOptions, runEnv},
    Command{"exec", "NAME… -- COMMAND…",
            QT_TRANSLATE_NOOP("Command", "Runs a command that finds the token in its environment."),
            addExecOptions, runExec},
    Command{"check", "NAME",
            QT_TRANSLATE_NOOP("Command", "Asks the provider's API whether it takes the token."),
            nullptr, runCheck},
    Command{"add", "NAME",
            QT_TRANSLATE_NOOP("Command", "Adds a credential set; asks for its secret."),
            addAddOptions, runAdd},
    Command{"edit", "NAME", QT_TRANSLATE_NOOP("Command", "Changes a credential set."),
            addEditOptions, runEdit},
    Command{
        "remove", "NAME",
        QT_TRANSLATE_NOOP("Command", "Removes a credential set and what the keychain holds of it."),
        addRemoveOptions, runRemove},
    Command{"import", "FILE…",
            QT_TRANSLATE_NOOP("Command",
                              "Adds credential sets from files of other programs; asks first."),
            addImportOptions, runImport},
    Command{"export", "[NAME…]",
            QT_TRANSLATE_NOOP("Command", "Prints credential sets as JSON, without their secrets."),
            addExportOptions, runExport},
    Command{"providers", "[validate FILE]",
            QT_TRANSLATE_NOOP("Command",
                              "Lists the providers, or says what is wrong with a provider file."),
            addListOptions, runProviders},
};

} // namespace

QString Command::translatedSummary() const
{
    return QCoreApplication::translate("Command", summary);
}

std::span<const Command> commands()
{
    return table;
}

const Command *command(const QString &name)
{
    const auto found = std::ranges::find_if(
        table, [&](const Command &entry) { return name == QLatin1StringView(entry.name); });
    return found == table.end() ? nullptr : &*found;
}

} // namespace Tokenwright
