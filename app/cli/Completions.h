// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace Tokenwright {

/// What makes \a shell ("bash", "zsh" or "fish") complete commands, options, names of sets and of
/// providers, from the same tables as --help. Nothing for another shell.
std::optional<QByteArray> completionScript(const QString &shell);

} // namespace Tokenwright
