// SPDX-License-Identifier: MIT
#pragma once

class QThreadPool;

namespace Tokenwright {

/// The process ends at once, however \a leftBehind, which is never deleted, still looks for
/// proxies: the desktop's libraries would wait for that when they are unloaded. On Windows main()
/// sees to it (lastStep() in Process.h).
void endWithoutLookups(QThreadPool *leftBehind);

} // namespace Tokenwright
