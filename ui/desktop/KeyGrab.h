// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractNativeEventFilter>
#include <QObject>

namespace Tokenwright {

/// Meta+Shift+B taken from an X11 display or from Windows, in whatever window it is pressed. Given
/// back when this goes. Lives in the GUI thread.
class KeyGrab : public QObject, private QAbstractNativeEventFilter
{
    Q_OBJECT

public:
    explicit KeyGrab(QObject *parent = nullptr);
    ~KeyGrab() override;

    /// False where another program has the key, or the display is another one.
    bool take();

Q_SIGNALS:
    /// \a activationToken says when, for the window manager.
    void pressed(const QByteArray &activationToken);

private:
    // --- differ by display
    void giveBack();
    bool nativeEventFilter(const QByteArray &type, void *message, qintptr *result) override;

    quint8 m_key = 0; ///< Its number in the X server or for Windows; 0: not taken.
};

} // namespace Tokenwright
