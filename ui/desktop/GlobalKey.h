// SPDX-License-Identifier: MIT
#pragma once

#include "KeyGrab.h"

#include "GlobalShortcut.h"

#include <QObject>

namespace Tokenwright {

/// The key that shows the palette from anywhere. Which one it is, the desktop decides where it
/// gives keys itself (GlobalShortcut); elsewhere it is Meta+Shift+B, "b" as in bearer, which
/// neither desktops nor development environments use, taken from an X11 display. Given back when
/// this goes. Lives in the GUI thread.
class GlobalKey : public QObject
{
    Q_OBJECT

public:
    explicit GlobalKey(QObject *parent = nullptr);

    /// Asks for it. Then comes one of the first two signals, unless the desktop's user declines.
    void bind();

Q_SIGNALS:
    /// \a trigger is how the key is called.
    void bound(const QString &trigger);
    /// There is no way to a key, or another program has it.
    void unavailable();
    /// \a activationToken lets a window come to the front; may be empty.
    void pressed(const QByteArray &activationToken);

private:
    const std::unique_ptr<GlobalShortcut> m_shortcut;
    KeyGrab m_grab;
};

} // namespace Tokenwright
