// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QPalette>

namespace Tokenwright {

/// Between two colours of \a palette, for the palette's frame and the lines within it. Pure.
QColor frameColor(const QPalette &palette);

} // namespace Tokenwright
