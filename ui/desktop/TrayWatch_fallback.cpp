// SPDX-License-Identifier: MIT
#include "TrayWatch.h"

namespace Tokenwright {

void TrayWatch::lookAtDisplay() { }

bool TrayWatch::nativeEventFilter(const QByteArray &, void *, qintptr *)
{
    return false;
}

} // namespace Tokenwright
