// SPDX-License-Identifier: MIT
#pragma once

#include "Secret.h"

#include <QString>

#include <expected>
#include <optional>

namespace Tokenwright {

/// A secret from standard input, up to its end, as it is. Otherwise words that say why not.
std::expected<Secret, QString> secretFromInput();

/// A secret typed at the terminal without being shown, asked for by \a prompt.
/// Otherwise words that say why not: there is no terminal, for which \a instead is the option to
/// say, or nothing was typed.
std::expected<Secret, QString> secretFromTerminal(const QString &prompt,
                                                  const QString &instead = u"--secret-stdin"_s);

/// Whether somebody at the terminal answers \a question with yes; nothing when there is no
/// terminal.
std::optional<bool> askedAtTerminal(const QString &question);

/// A secret, key or certificate from the file \a path, as it is. Otherwise words that say why not;
/// they name the \a option and not the path, which may be a secret in the wrong place.
std::expected<Secret, QString> secretFromFile(const QString &path, const QString &option);

} // namespace Tokenwright
