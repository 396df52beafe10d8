// SPDX-License-Identifier: MIT
#include "Command.h"

#include "Commands.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace Tokenwright {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Command)
};

using Reads = Command::Reads;

constexpr std::array table{
    Command{
        "list", "",
        QT_TRANSLATE_NOOP("Command", "Lists the credential sets and what is left of their tokens."),
        listOptions, Reads::Sets, runList},
    Command{"header", "NAME",
            QT_TRANSLATE_NOOP("Command", "Prints the header “Authorization: Bearer …”."),
            tokenOptions, Reads::Sets, runHeader},
    Command{"token", "NAME", QT_TRANSLATE_NOOP("Command", "Prints the access token alone."),
            tokenOptions, Reads::Sets, runToken},
    Command{"mint", "NAME | --provider ID …",
            QT_TRANSLATE_NOOP("Command",
                              "Asks for a new token even if one is valid, and prints it; "
                              "also for a set that the options describe, storing nothing."),
            mintOptions, Reads::SetsAndAllProviders, runMint},
    Command{"env", "NAME…",
            QT_TRANSLATE_NOOP("Command",
                              "Prints the token as environment variables, for a shell to read."),
            envOptions, Reads::Sets, runEnv},
    Command{"exec", "NAME… -- COMMAND…",
            QT_TRANSLATE_NOOP("Command", "Runs a command that finds the token in its environment."),
            execOptions, Reads::Sets, runExec},
    Command{"check", "NAME",
            QT_TRANSLATE_NOOP("Command", "Asks the provider's API whether it takes the token."),
            nullptr, Reads::Sets, runCheck},
    Command{"add", "NEW-NAME",
            QT_TRANSLATE_NOOP("Command", "Adds a credential set; asks for its secret."), addOptions,
            Reads::SetsAndAllProviders, runAdd},
    Command{"edit", "NAME", QT_TRANSLATE_NOOP("Command", "Changes a credential set."), editOptions,
            Reads::Sets, runEdit},
    Command{
        "remove", "NAME",
        QT_TRANSLATE_NOOP("Command", "Removes a credential set and what the keychain holds of it."),
        removeOptions, Reads::Sets, runRemove},
    Command{"import", "FILE…",
            QT_TRANSLATE_NOOP("Command",
                              "Adds credential sets from files of other programs; asks first."),
            importOptions, Reads::SetsAndAllProviders, runImport},
    Command{"export", "[NAME…]",
            QT_TRANSLATE_NOOP("Command", "Prints credential sets as JSON, without their secrets."),
            exportOptions, Reads::Sets, runExport},
    Command{"providers", "[validate FILE]",
            QT_TRANSLATE_NOOP("Command",
                              "Lists the providers, or says what is wrong with a provider file."),
            listOptions, Reads::AllProviders, runProviders},
    Command{"completions", "bash|zsh|fish",
            QT_TRANSLATE_NOOP("Command", "Prints what makes a shell complete these commands."),
            nullptr, Reads::Nothing, runCompletions},
};

} // namespace

QString Command::translatedSummary() const
{
    return QCoreApplication::translate("Command", summary);
}

QList<QCommandLineOption> Command::options() const
{
    return (ownOptions ? ownOptions() : QList<QCommandLineOption>()) + commonOptions();
}

QList<QCommandLineOption> commonOptions()
{
    return {
        {QStringLiteral("environment"),
         Text::tr("Only sets of this environment, for example sandbox."),
         QStringLiteral("ENVIRONMENT")},
        {QStringLiteral("quiet"), Text::tr("No words on standard error unless something fails.")},
        {{QStringLiteral("h"), QStringLiteral("help")}, Text::tr("Tells the options.")},
        {{QStringLiteral("v"), QStringLiteral("version")}, Text::tr("Tells the version.")},
    };
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
