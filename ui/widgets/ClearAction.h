// SPDX-License-Identifier: MIT
#pragma once

class QLineEdit;

namespace Tokenwright {

/// A symbol of ours at the end of \a field that empties it, there while there is something to
/// empty. Qt's own looks through every icon theme of the desktop for one, a tenth of the window's
/// start.
void addClearAction(QLineEdit &field);

} // namespace Tokenwright
