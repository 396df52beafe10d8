// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <expected>
#include <optional>

#include <windows.h>

namespace Tokenwright {

/// What a child reads and writes; null where it has none.
struct ChildStreams
{
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
    HANDLE errors = GetStdHandle(STD_ERROR_HANDLE);
};

/// Starts the program that \a command (UTF-8) names, looked for in PATH as Windows' command line
/// does, but never in the current folder, with its arguments. It gets \a streams and no other
/// handle, and ends when this process does. Gives the process, to be closed by the caller;
/// otherwise errno.
std::expected<HANDLE, int> startChild(const QList<QByteArray> &command,
                                      const ChildStreams &streams = {});

/// \a words as one line from which a program's main() gets the same words again. By
/// CommandLineToArgvW() and the C library's rules.
QString commandLineOf(const QStringList &words);
/// The same for a batch file, which cmd.exe reads first, so that it takes no word for anything but
/// a word. Nothing where there is no such line: with a line end in a word.
std::optional<QString> batchLineOf(const QString &script, const QStringList &arguments);

} // namespace Tokenwright
