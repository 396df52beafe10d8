// SPDX-License-Identifier: MIT
#include "WindowActivation.h"

namespace Tokenwright {

void activateByWindowManager(QWidget &, const QByteArray &) { }

} // namespace Tokenwright
