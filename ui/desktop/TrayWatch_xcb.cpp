// SPDX-License-Identifier: MIT
#include "TrayWatch.h"

#include "Xcb.h"

#include <QCoreApplication>

#include <cstdlib>

namespace Tokenwright {

/// The tray's window is the owner of a selection, and a new owner tells the root window so
/// (specifications.freedesktop.org/systemtray-spec). Qt listens to the root window.
void TrayWatch::lookAtDisplay()
{
    xcb_connection_t *connection = xcbConnection();
    if (!connection)
        return;
    if (m_trayAtom == XCB_ATOM_NONE) {
        m_managerAtom = xcbAtom(connection, "MANAGER");
        m_trayAtom = xcbAtom(connection, "_NET_SYSTEM_TRAY_S0");
        QCoreApplication::instance()->installNativeEventFilter(this);
    }
    xcb_get_selection_owner_reply_t *reply = xcb_get_selection_owner_reply(
        connection, xcb_get_selection_owner(connection, m_trayAtom), nullptr);
    m_trayWindow = reply ? reply->owner : xcb_window_t(XCB_WINDOW_NONE);
    std::free(reply);
    if (m_trayWindow != XCB_WINDOW_NONE) { // to hear of its end
        const uint32_t mask = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
        xcb_change_window_attributes(connection, m_trayWindow, XCB_CW_EVENT_MASK, &mask);
        xcb_flush(connection);
    }
    m_hasDisplayTray = m_trayWindow != XCB_WINDOW_NONE;
    update();
}

bool TrayWatch::nativeEventFilter(const QByteArray &type, void *message, qintptr *)
{
    if (type != "xcb_generic_event_t")
        return false;
    const auto *event = static_cast<xcb_generic_event_t *>(message);
    bool concernsUs = false;
    switch (event->response_type & 0x7f) {
    case XCB_CLIENT_MESSAGE: {
        const auto *client = static_cast<xcb_client_message_event_t *>(message);
        concernsUs = client->type == m_managerAtom && client->data.data32[1] == m_trayAtom;
        break;
    }
    case XCB_DESTROY_NOTIFY:
        concernsUs = m_trayWindow != XCB_WINDOW_NONE
            && static_cast<xcb_destroy_notify_event_t *>(message)->window == m_trayWindow;
        break;
    default:
        break;
    }
    if (concernsUs) // once Qt has seen it too
        QMetaObject::invokeMethod(this, &TrayWatch::lookAtDisplay, Qt::QueuedConnection);
    return false;
}

} // namespace Tokenwright
