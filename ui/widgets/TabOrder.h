// SPDX-License-Identifier: MIT
#pragma once

class QWidget;

namespace Tokenwright {

/// Lets the Tab key come to what is in \a added where \a container, which it is in, has its place
/// in the window: what is made later is otherwise last. For containers that take no focus
/// themselves. In the GUI thread.
void takeIntoTabOrder(QWidget &container, QWidget &added);

} // namespace Tokenwright
