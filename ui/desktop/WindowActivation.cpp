// SPDX-License-Identifier: MIT
#include "WindowActivation.h"

#include <QWidget>

namespace Tokenwright {

void activateForUser(QWidget &window, const QByteArray &activationToken)
{
    // Qt's Wayland plugin takes it from there when a window asks to be activated.
    if (!activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", activationToken);
    window.raise();
    window.activateWindow();
    activateByWindowManager(window, activationToken);
}

} // namespace Tokenwright
