// SPDX-License-Identifier: MIT
#pragma once

#include <QCommandLineOption>
#include <QList>
#include <QString>

#include <span>

class QCommandLineParser;

namespace Tokenwright {

class Program;

/// One command of the command line.
struct Command
{
    /// What is read before it is run: index and ledger with the providers of the sets alone, or with
    /// all of them.
    enum class Reads { Nothing, Sets, SetsAndAllProviders, AllProviders };

    const char *name; ///< As it is typed, for example "header".
    const char *arguments; ///< As the help shows them, for example "NAME".
    const char *summary; ///< One sentence, to be translated in context "Command".
    /// The command's own options; may be null. What an option's value is called tells what it may
    /// be: choices are parted by "|"; FILE, PROVIDER and ENVIRONMENT are what their names say.
    QList<QCommandLineOption> (*ownOptions)();
    Reads reads;
    /// Does it. Ends by one of Program's ways out, now or later.
    void (*run)(Program &, const QCommandLineParser &);

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

} // namespace Tokenwright
