// SPDX-License-Identifier: MIT
#pragma once

#include "formats/import/SeenRequest.h"

#include <QList>
#include <QString>

namespace Tokenwright {

/// A word of a shell's command.
struct ShellWord
{
    QString text{};
    bool isDynamic = false; ///< The shell would put in what is not in the text: $NAME, $(…).
};

/// A curl command in a text.
struct CurlCommand
{
    QList<ShellWord> words{}; ///< Behind "curl".
    qsizetype position = 0; ///< Where it begins.
    bool isOpen = false; ///< Its text ends within quotation marks.
};

/// Every curl command in \a text, be it a script, a document or the command alone; quoted as for a
/// POSIX shell, lines continued by \, ^ (Windows) or ` (PowerShell). Commands in comments do not
/// count. Pure, in linear time; nothing is run.
QList<CurlCommand> curlCommands(const QString &text);

/// What \a command would send. Otherwise the translated reason why that cannot be told from its
/// text alone: a variable, a file, a configuration file.
std::expected<SeenRequest, QString> requestOf(const CurlCommand &command);

} // namespace Tokenwright
