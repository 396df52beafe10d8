// SPDX-License-Identifier: MIT
#include "Clock.h"

namespace Tokenwright {

SystemClock::SystemClock()
    : SystemClock(Boot{.id = {}, .milliseconds = [] { return std::optional<qint64>(); }})
{ }

} // namespace Tokenwright
