// SPDX-License-Identifier: MIT
#include "KeyGrab.h"

namespace Tokenwright {

bool KeyGrab::take()
{
    return false;
}

void KeyGrab::giveBack() { }

bool KeyGrab::nativeEventFilter(const QByteArray &, void *, qintptr *)
{
    return false;
}

} // namespace Tokenwright
