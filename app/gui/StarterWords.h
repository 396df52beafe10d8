// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Tokenwright {

/// Says \a words to whoever has started this program, which shows no window: on standard error, on
/// Windows, where such a program has none, in a box.
void tellStarter(const QString &words);

} // namespace Tokenwright
