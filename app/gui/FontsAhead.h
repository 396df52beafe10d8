// SPDX-License-Identifier: MIT
#pragma once

#include <future>

namespace Tokenwright {

/// Has the desktop's fonts looked up in a thread of its own, while the application object is made:
/// Qt would do it afterwards, in the thread that everything waits for. To be called first, by the
/// main thread. Completes when they are known; what is not valid has nothing to look up.
std::future<void> readFontsAhead();

} // namespace Tokenwright
