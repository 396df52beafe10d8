// SPDX-License-Identifier: MIT
#pragma once

#include <QIcon>

namespace Tokenwright {

/// The window's icons. The desktop's own theme comes first; ours stand in where it has none.
enum class Icon {
    None,
    Add,
    Edit,
    Duplicate,
    Remove,
    Copy,
    Mint,
    Check,
    Cancel,
    Find,
    Menu,
    Import,
    Application
};

QIcon icon(Icon which);

} // namespace Tokenwright
