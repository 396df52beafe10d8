// SPDX-License-Identifier: MIT
#pragma once

namespace Tokenwright {

/// Who sees this process' console, if it has one, and can type at it.
enum class ConsoleViewer {
    Nobody, ///< It has no window: CREATE_NO_WINDOW, as programs with windows start others.
    Unknown, ///< Its window is hidden. Some terminals hide it and show what is on it themselves.
    Somebody,
};
ConsoleViewer consoleViewer();

} // namespace Tokenwright
