// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <span>

class QCommandLineParser;

namespace Tokenwright {

class Program;

/// One command of the command line.
struct Command
{
    const char *name; ///< As it is typed, for example "header".
    const char *arguments; ///< As the help shows them, for example "NAME".
    const char *summary; ///< One sentence, to be translated in context "Command".
    /// Adds the command's own options; may be null.
    void (*addOptions)(QCommandLineParser &);
    /// Does it. Ends by one of Program's ways out, now or later.
    void (*run)(Program &, const QCommandLineParser &);

    QString translatedSummary() const;
};

/// THE table of commands: a new one is one entry in Command.cpp and one small file.
std::span<const Command> commands();
/// Null for an unknown name.
const Command *command(const QString &name);

} // namespace Tokenwright
