// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>

namespace Tokenwright::Fuzz {

/// Quotes each of \a values and \a made more, made of what shells care for, and has the real shells
/// read them back: bash, dash, zsh and fish, as far as they are there. Prints how many each read as
/// they were; the number of shells that read one wrongly, or of all if there was none.
int readByShells(const QList<QByteArray> &values, int made);

} // namespace Tokenwright::Fuzz
