// SPDX-License-Identifier: MIT
#include "TrayWatch.h"

#include "keychain/DBusCall.h"

#include <QDBusServiceWatcher>
#include <QDBusVariant>
#include <QGuiApplication>
#include <QSystemTrayIcon>

#ifdef TOKENWRIGHT_XCB
#include "XcbAtom.h"

#include <xcb/xcb.h>

#include <cstdlib>
#include <cstring>
#endif

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

const QString watcherService = QStringLiteral("org.kde.StatusNotifierWatcher");
const QString watcherPath = QStringLiteral("/StatusNotifierWatcher");

#ifdef TOKENWRIGHT_XCB
xcb_connection_t *display()
{
    const auto *x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    return x11 ? x11->connection() : nullptr;
}

#endif

} // namespace

TrayWatch::TrayWatch(QObject *parent)
    : QObject(parent)
{ }

TrayWatch::~TrayWatch() = default;

void TrayWatch::start()
{
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    m_hasDisplayTray = true;
    update();
#else
    watchBus();
    lookAtDisplay();
#endif
}

void TrayWatch::watchBus()
{
    if (!DBusCall::hasSessionBus())
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    auto *watcher = new QDBusServiceWatcher(watcherService, bus,
                                            QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this, &TrayWatch::askBus);
    for (const QString &name : {QStringLiteral("StatusNotifierHostRegistered"),
                                QStringLiteral("StatusNotifierHostUnregistered")})
        bus.connect(watcherService, watcherPath, watcherService, name, this, SLOT(askBus()));
    askBus();
}

void TrayWatch::askBus()
{
    auto ask = QDBusMessage::createMethodCall(watcherService, watcherPath,
                                              QStringLiteral("org.freedesktop.DBus.Properties"),
                                              QStringLiteral("Get"));
    ask << watcherService << QStringLiteral("IsStatusNotifierHostRegistered");
    ask.setAutoStartService(false);
    DBusCall::send(ask, 5s, this, [this](const QDBusMessage &reply) {
        m_hasBusHost = !DBusCall::failed(reply)
            && reply.arguments().value(0).value<QDBusVariant>().variant().toBool();
        update();
    });
}

void TrayWatch::update()
{
    const bool available = (m_hasBusHost || m_hasDisplayTray)
        && QSystemTrayIcon::isSystemTrayAvailable();
    if (std::exchange(m_available, available) != available)
        Q_EMIT availableChanged(available);
}

#ifdef TOKENWRIGHT_XCB

/// The tray's window is the owner of a selection, and a new owner tells the root window so
/// (specifications.freedesktop.org/systemtray-spec). Qt listens to the root window.
void TrayWatch::lookAtDisplay()
{
    xcb_connection_t *connection = display();
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

#else

void TrayWatch::lookAtDisplay() { }

bool TrayWatch::nativeEventFilter(const QByteArray &, void *, qintptr *)
{
    return false;
}

#endif

} // namespace Tokenwright
