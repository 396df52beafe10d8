// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Tokenwright {

/// Makes \a folder and what is missing above it, each for its owner alone (mode 0700, as the XDG
/// Base Directory Specification asks), whatever the umask. One that is there is left as it is.
/// Whether it is there now.
bool makePrivateFolder(const QString &folder);

} // namespace Tokenwright
