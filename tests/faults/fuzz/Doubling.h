// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace Tokenwright::Fuzz {

/// Shows that reading takes a time that grows with the length alone: gives targets their worst
/// shapes of one size and of four times that, and compares CPU time. Only shapes whose "target:
/// shape" holds \a word; \a quick: a selection. Prints each; the number of those where a doubling
/// took three times as long or longer (linear is 2, quadratic 4).
int measureDoubling(const QByteArray &word, bool quick);

} // namespace Tokenwright::Fuzz
