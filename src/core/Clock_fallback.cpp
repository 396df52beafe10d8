// SPDX-License-Identifier: MIT
#include "core/Clock.h"

namespace Tokenwright {

SystemClock::SystemClock()
    : SystemClock(Boot{.id = {}, .milliseconds = [] { return std::optional<qint64>(); }})
{ }

} // namespace Tokenwright
