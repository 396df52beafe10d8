// SPDX-License-Identifier: MIT
#include "SingleInstance.h"

namespace Tokenwright {

QByteArray SingleInstance::activationTokenFromEnvironment()
{
    const QByteArray token = qgetenv("XDG_ACTIVATION_TOKEN");
    return (token.isEmpty() ? qgetenv("DESKTOP_STARTUP_ID") : token).left(longestWindowRequest / 2);
}

} // namespace Tokenwright
