// SPDX-License-Identifier: MIT
#include "KeyGrab.h"

#include <QCoreApplication>

#include <windows.h>

namespace Tokenwright {

namespace {

constexpr quint8 hotKey = 1; // its number among those of this thread

} // namespace

bool KeyGrab::take()
{
    if (m_key == 0 && RegisterHotKey(nullptr, hotKey, MOD_WIN | MOD_SHIFT | MOD_NOREPEAT, 'B')) {
        m_key = hotKey;
        QCoreApplication::instance()->installNativeEventFilter(this);
    }
    return m_key != 0;
}

void KeyGrab::giveBack()
{
    if (m_key != 0)
        UnregisterHotKey(nullptr, hotKey);
    m_key = 0;
}

bool KeyGrab::nativeEventFilter(const QByteArray &, void *message, qintptr *)
{
    const auto *event = static_cast<MSG *>(message);
    if (event->message != WM_HOTKEY || event->hwnd || event->wParam != hotKey)
        return false;
    Q_EMIT pressed({}); // whoever has pressed it may raise a window
    return true;
}

} // namespace Tokenwright
