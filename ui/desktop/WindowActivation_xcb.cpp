// SPDX-License-Identifier: MIT
#include "WindowActivation.h"

#include "Xcb.h"

#include <QWidget>

namespace Tokenwright {

namespace {

/// The X server's time of the click that started something: a startup ID ends with "_TIME123456".
uint32_t timeOf(const QByteArray &startupId)
{
    const qsizetype at = startupId.lastIndexOf("_TIME");
    return at < 0 ? uint32_t(XCB_CURRENT_TIME) : startupId.sliced(at + 5).toUInt();
}

} // namespace

/// What Qt asks for is a program's own wish, which window managers may turn down when their user
/// has worked in another window since. This asks as a taskbar does (EWMH, _NET_ACTIVE_WINDOW,
/// source 2).
void activateByWindowManager(QWidget &window, const QByteArray &activationToken)
{
    xcb_connection_t *connection = xcbConnection();
    if (!connection)
        return;
    xcb_client_message_event_t message{};
    message.response_type = XCB_CLIENT_MESSAGE;
    message.format = 32;
    message.window = xcb_window_t(window.winId());
    message.type = xcbAtom(connection, "_NET_ACTIVE_WINDOW");
    message.data.data32[0] = 2;
    message.data.data32[1] = timeOf(activationToken);
    xcb_send_event(connection, false,
                   xcb_setup_roots_iterator(xcb_get_setup(connection)).data->root,
                   XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY | XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT,
                   reinterpret_cast<const char *>(&message));
    xcb_flush(connection);
}

} // namespace Tokenwright
