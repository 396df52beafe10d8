// SPDX-License-Identifier: MIT
#include "KeyGrab.h"

#include "Xcb.h"

#include <QCoreApplication>

#include <array>
#include <cstdlib>

namespace Tokenwright {

namespace {

constexpr xcb_keysym_t letter = 0x62; // b
// Meta is Mod4 and Num Lock Mod2 wherever a desktop has not been rebuilt to be otherwise.
constexpr uint16_t wantedModifiers = XCB_MOD_MASK_4 | XCB_MOD_MASK_SHIFT;
constexpr uint16_t locks = XCB_MOD_MASK_LOCK | XCB_MOD_MASK_2;
/// The server takes a lock for a modifier like any other: the key is asked for with each.
constexpr std::array<uint16_t, 4> withLocks{wantedModifiers, wantedModifiers | XCB_MOD_MASK_LOCK,
                                            wantedModifiers | XCB_MOD_MASK_2,
                                            wantedModifiers | locks};

xcb_window_t rootOf(xcb_connection_t *connection)
{
    return xcb_setup_roots_iterator(xcb_get_setup(connection)).data->root;
}

/// The key that has the letter in any of the keyboard's layouts; 0: none has.
xcb_keycode_t keyOfLetter(xcb_connection_t *connection)
{
    const xcb_setup_t *setup = xcb_get_setup(connection);
    const int count = setup->max_keycode - setup->min_keycode + 1;
    xcb_get_keyboard_mapping_reply_t *reply = xcb_get_keyboard_mapping_reply(
        connection, xcb_get_keyboard_mapping(connection, setup->min_keycode, uint8_t(count)),
        nullptr);
    xcb_keycode_t key = 0;
    if (reply && reply->keysyms_per_keycode > 0) {
        const xcb_keysym_t *symbols = xcb_get_keyboard_mapping_keysyms(reply);
        const int length = xcb_get_keyboard_mapping_keysyms_length(reply);
        for (int i = 0; i < length && key == 0; ++i) {
            if (symbols[i] == letter)
                key = xcb_keycode_t(setup->min_keycode + i / reply->keysyms_per_keycode);
        }
    }
    std::free(reply);
    return key;
}

} // namespace

bool KeyGrab::take()
{
    xcb_connection_t *connection = xcbConnection();
    if (!connection || m_key != 0)
        return m_key != 0;
    m_key = keyOfLetter(connection);
    if (m_key == 0)
        return false;
    for (const uint16_t modifiers : withLocks) {
        xcb_generic_error_t *error = xcb_request_check(
            connection,
            xcb_grab_key_checked(connection, true, rootOf(connection), modifiers, m_key,
                                 XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC));
        if (error) { // somebody else has it
            std::free(error);
            giveBack();
            return false;
        }
    }
    QCoreApplication::instance()->installNativeEventFilter(this);
    return true;
}

void KeyGrab::giveBack()
{
    xcb_connection_t *connection = xcbConnection();
    if (!connection || m_key == 0)
        return;
    for (const uint16_t modifiers : withLocks)
        xcb_ungrab_key(connection, m_key, rootOf(connection), modifiers);
    xcb_flush(connection);
    m_key = 0;
}

bool KeyGrab::nativeEventFilter(const QByteArray &type, void *message, qintptr *)
{
    if (type != "xcb_generic_event_t")
        return false;
    const auto *event = static_cast<xcb_key_press_event_t *>(message);
    const int kind = event->response_type & 0x7f;
    const bool isOurs = (kind == XCB_KEY_PRESS || kind == XCB_KEY_RELEASE) && event->detail == m_key
        && event->event == event->root
        && (event->state & ~locks & 0xff) == wantedModifiers; // beyond: buttons, layouts
    if (!isOurs)
        return false;
    if (kind == XCB_KEY_PRESS) {
        // or the keyboard stays with us, and no window can get it, until the key is let go
        xcb_ungrab_keyboard(xcbConnection(), event->time);
        xcb_flush(xcbConnection());
        Q_EMIT pressed("tokenwright_TIME" + QByteArray::number(event->time));
    }
    return true;
}

} // namespace Tokenwright
