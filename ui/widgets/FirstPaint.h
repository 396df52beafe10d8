// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

class QWidget;

namespace Tokenwright {

/// Calls \a then once, from the event loop: as soon as \a widget is on the screen, or after half a
/// second where it is not. For what the first picture need not wait for. Not at all when \a widget
/// goes before.
void afterFirstPaint(QWidget *widget, std::function<void()> then);

} // namespace Tokenwright
