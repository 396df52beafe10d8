// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

#include <utility>

namespace Tokenwright {

/// A part of the help that is not about one command.
struct HelpTopic
{
    QString title;
    QList<std::pair<QString, QString>> entries; ///< What, and what it means.
};

/// Exit codes, variables, files and examples, for --help and the manual page alike. Translated.
QList<HelpTopic> helpTopics();

/// What the program is, in a sentence. Translated.
QString helpSummary();

/// What --help without a command prints.
QString helpText();

/// The commands, a line each.
QString commandLines();

} // namespace Tokenwright
