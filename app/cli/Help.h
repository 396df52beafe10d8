// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

#include <utility>

namespace Tokenwright {

struct Command;

/// A part of the help that is not about one command.
struct HelpTopic
{
    QString title;
    QList<std::pair<QString, QString>> entries; ///< What, and what it means.
};

/// Exit codes, variables, files and examples, for --help and the manual page alike. Translated.
QList<HelpTopic> helpTopics();

/// What \a command is good for; may be empty. Translated.
HelpTopic examplesOf(const Command &command);

/// What the program is, in a sentence. Translated.
QString helpSummary();

/// What --help without a command prints. Nothing here is wider than 80 cells.
QString helpText();

/// What --help behind \a command prints: usage, options with their choices, examples.
QString commandHelp(const Command &command);

/// What is said when no command is named: the usage and the commands.
QString shortHelp();

/// Where to read more: the help of the command called \a name, or the whole.
QString helpHint(const QString &name = {});

} // namespace Tokenwright
