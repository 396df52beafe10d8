// SPDX-License-Identifier: MIT
#include "SingleInstance.h"

#include <windows.h>

namespace Tokenwright {

/// Windows knows no such words: who was just started by its user may let others raise theirs.
QByteArray SingleInstance::activationTokenFromEnvironment()
{
    AllowSetForegroundWindow(ASFW_ANY);
    return {};
}

} // namespace Tokenwright
