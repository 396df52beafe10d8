// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

class QWidget;

namespace Tokenwright {

/// Raises and activates \a window, which is shown, on behalf of something its user did elsewhere: a
/// second start, a click in the tray. Desktops keep windows from pushing themselves to the front;
/// \a activationToken is what they gave to whoever asked (XDG_ACTIVATION_TOKEN, DESKTOP_STARTUP_ID)
/// and is how they tell the one from the other. May be empty.
void activateForUser(QWidget &window, const QByteArray &activationToken);

/// Its part that goes beyond what Qt does: asks the window manager of an X11 display.
void activateByWindowManager(QWidget &window, const QByteArray &activationToken);

} // namespace Tokenwright
