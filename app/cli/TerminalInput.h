// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace Tokenwright {

enum class Echo { On, Off };

/// A line typed at the terminal itself, even where standard input is something else, after
/// \a prompt; without its line end. Empty at the end of input. Nothing when there is no terminal.
///
/// With Echo::Off what is typed is not shown, and echo is back after every way out: the line, the
/// end of input, and each signal that ends or stops this process and can be caught (Ctrl-C, Ctrl-\,
/// Ctrl-Z, SIGTERM, SIGHUP, …). After a stop it asks once more. A signal that was ignored when the
/// program started stays so. Blocks.
std::optional<QByteArray> lineFromTerminal(const QString &prompt, Echo echo);

/// A line of so many bytes may have been cut short: Linux's terminals take no longer ones.
constexpr qsizetype mostTerminalBytes = 4094;

} // namespace Tokenwright
