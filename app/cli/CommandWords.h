// SPDX-License-Identifier: MIT
#pragma once

#include "Command.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <expected>

class QCommandLineParser;

namespace Tokenwright {

/// The words of a command line behind the command's name.
struct CommandWords
{
    QStringList own; ///< For the parser; a "--" among them ends its options.
    QList<QByteArray> child; ///< The command to be run, byte for byte as it was given.
};

/// Parts \a words. The first "--" ends the options; where \a command runs another one, that one
/// stands behind it, or behind a second "--" when no name stands before the first
/// (`exec -- -name -- COMMAND`). Otherwise words on which of them is no valid UTF-8: what is for us
/// is text, what is for another command are bytes. Pure.
std::expected<CommandWords, QString> commandWords(const Command &command,
                                                  const QList<QByteArray> &words);

/// What is wrong with \a words, which \a parser, knowing \a command's options, did not take.
QString usageProblem(const QCommandLineParser &parser, const Command &command,
                     const QStringList &words);

} // namespace Tokenwright
