// SPDX-License-Identifier: MIT
#pragma once

#include <QCommandLineOption>
#include <QList>
#include <QString>
#include <QStringList>

#include <array>
#include <span>

class QCommandLineParser;

namespace Tokenwright {

class Program;

/// A command line that somebody can take over, and what it is good for.
struct CommandExample
{
    const char *line = nullptr; ///< Behind the program's name; null: there is none.
    const char *meaning = nullptr; ///< To be translated in context "Tokenwright".

    QString translatedMeaning() const;
};

/// One command of the command line.
struct Command
{
    /// What is read before it is run: Sets are index, ledger and providers; Secrets the same, where
    /// the keychain is asked soon after.
    enum class Reads { Nothing, Providers, Sets, Secrets };

    const char *name; ///< As it is typed, for example "header".
    const char *arguments; ///< As the help shows them, for example "NAME".
    const char *summary; ///< One sentence, to be translated in context "Tokenwright".
    /// The command's own options; may be null. What an option's value is called tells what it may
    /// be: choices are parted by "|"; FILE, PROVIDER and ENVIRONMENT are what their names say.
    /// Further lines of a description tell of its choices, each behind its word and a tab.
    QList<QCommandLineOption> (*ownOptions)();
    Reads reads;
    /// Does it. Ends by one of Program's ways out, now or later.
    void (*run)(Program &, const QCommandLineParser &);
    std::array<CommandExample, 3> examples{};
    bool runsAnother = false; ///< Takes the command behind "--" as it is, byte for byte.
    /// With this option it is about no set, and index and ledger need not be readable; may be null.
    const char *withoutSets = nullptr;

    QString translatedSummary() const;
    /// Its own and those that every command takes.
    QList<QCommandLineOption> options() const;
};

/// THE table of commands: a new one is one entry in Command.cpp and one small file.
std::span<const Command> commands();
/// The options that every command takes.
QList<QCommandLineOption> commonOptions();

/// Null for an unknown name.
const Command *command(const QString &name);
/// What they are called.
QStringList commandNames();

} // namespace Tokenwright
