// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Tokenwright {

// Moments in milliseconds since the epoch, as the place where the program runs writes them.

/// As a clock on the wall shows it: to the second, with its date unless that is the day of \a now.
QString momentText(qint64 milliseconds, qint64 now);
/// The same to the minute.
QString minuteText(qint64 milliseconds, qint64 now);

} // namespace Tokenwright
