// SPDX-License-Identifier: MIT
#pragma once

class QWidget;

namespace Tokenwright {

/// Makes \a widget a notification: screen readers tell the labels in it each time that it comes up,
/// whatever has the keyboard. It needs no name then. To be called once, before it is shown, in the
/// GUI thread.
void tellWhenShown(QWidget &widget);

} // namespace Tokenwright
