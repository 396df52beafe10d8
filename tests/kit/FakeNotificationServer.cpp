// SPDX-License-Identifier: MIT
#include "FakeNotificationServer.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

const QString service = u"org.freedesktop.Notifications"_s;
constexpr uint dismissed = 2; // reasons of NotificationClosed
constexpr uint closedByCall = 3;

QString freshConnectionName()
{
    static int count = 0;
    return u"notification-server-%1"_s.arg(++count);
}

} // namespace

FakeNotificationServer::FakeNotificationServer(QStringList capabilities, QObject *parent)
    : QObject(parent)
    , m_capabilities(std::move(capabilities))
    , m_connectionName(freshConnectionName())
    , m_connection(QDBusConnection::connectToBus(QDBusConnection::SessionBus, m_connectionName))
{
    m_ready = m_connection.registerObject(u"/org/freedesktop/Notifications"_s, this,
                                          QDBusConnection::ExportScriptableSlots
                                              | QDBusConnection::ExportScriptableInvokables
                                              | QDBusConnection::ExportScriptableSignals)
        && m_connection.registerService(service);
}

FakeNotificationServer::~FakeNotificationServer()
{
    m_connection.unregisterService(service);
    QDBusConnection::disconnectFromBus(m_connectionName);
}

QList<FakeNotificationServer::Notification> FakeNotificationServer::shown() const
{
    QList<Notification> notifications;
    for (const uint id : m_open) {
        for (const Notification &received : m_received) {
            if (received.id != id)
                continue;
            if (!notifications.isEmpty() && notifications.constLast().id == id)
                notifications.removeLast();
            notifications.append(received);
        }
    }
    return notifications;
}

QString FakeNotificationServer::buttonOf(const Notification &notification)
{
    return notification.actions.value(1);
}

void FakeNotificationServer::press(uint id)
{
    for (const Notification &notification : shown()) {
        if (notification.id != id || notification.actions.isEmpty())
            continue;
        Q_EMIT ActionInvoked(id, notification.actions.constFirst());
        dismiss(id);
    }
}

void FakeNotificationServer::dismiss(uint id)
{
    if (m_open.removeAll(id) > 0)
        Q_EMIT NotificationClosed(id, dismissed);
}

uint FakeNotificationServer::Notify(const QString &, uint replaces, const QString &,
                                    const QString &title, const QString &body,
                                    const QStringList &actions, const QVariantMap &hints, int)
{
    const uint id = m_open.contains(replaces) ? replaces : ++m_latest;
    if (!m_open.contains(id))
        m_open.append(id);
    m_received.append({.id = id,
                       .title = title,
                       .body = body,
                       .actions = actions,
                       .hints = hints,
                       .replaces = replaces});
    Q_EMIT notified();
    return id;
}

void FakeNotificationServer::CloseNotification(uint id)
{
    m_closed.append(id);
    if (m_open.removeAll(id) > 0)
        Q_EMIT NotificationClosed(id, closedByCall);
}

#include "moc_FakeNotificationServer.cpp"
