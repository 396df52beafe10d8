// SPDX-License-Identifier: MIT
#pragma once

#include "SeenRequest.h"
#include "shell/ShellWords.h"

#include <QList>
#include <QString>

#include <expected>

namespace Tokenwright {

/// A curl command in a text.
struct CurlCommand
{
    ShellReading reading{}; ///< Its words are those behind "curl".
    qsizetype position = 0; ///< Where it begins.
};

/// More commands than anybody wrote by hand.
constexpr qsizetype mostCurlCommands = 1'000;

/// Every curl command in \a text, be it a script, a document or the command alone; as the shell it
/// was written for would take it: of the dialects of ShellWords.h the one that makes a sane command
/// of it. Commands in comments do not count. Stops behind \a most of them. Pure, in linear time;
/// nothing is run.
QList<CurlCommand> curlCommands(const QString &text, qsizetype most = mostCurlCommands);
/// Whether there is one.
bool holdsCurlCommand(const QString &text);

/// Where PowerShell's own commands for requests stand, which are not read.
QList<qsizetype> powerShellRequests(const QString &text);

/// What \a command would send; what no SeenRequest can hold is named in its `leftOut`. Otherwise
/// the translated reason why that cannot be told from its text alone: a variable, a file.
std::expected<SeenRequest, QString> requestOf(const CurlCommand &command);

} // namespace Tokenwright
