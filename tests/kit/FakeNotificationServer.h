// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusConnection>
#include <QList>
#include <QObject>
#include <QStringList>
#include <QVariantMap>

/// A desktop's notification server (org.freedesktop.Notifications) on the session's private bus,
/// with the abilities a test wants of it.
class FakeNotificationServer : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Notification
    {
        uint id = 0;
        QString title;
        QString body;
        QStringList actions; ///< Keys and labels by turns, as on the wire.
        QVariantMap hints;
        uint replaces = 0;
    };

    /// Is there from now on, until it goes. \a capabilities: "actions", "body-markup" and the like.
    explicit FakeNotificationServer(QStringList capabilities, QObject *parent = nullptr);
    ~FakeNotificationServer() override;

    bool isReady() const { return m_ready; }

    /// Every Notify call, in order.
    const QList<Notification> &received() const { return m_received; }
    /// What is on the screen now: the latest call of each id.
    QList<Notification> shown() const;
    /// The label of the notification's button; empty: none.
    static QString buttonOf(const Notification &notification);
    /// Its user presses the button; as most servers do, it closes the notification then.
    void press(uint id);
    /// Its user dismisses the notification.
    void dismiss(uint id);
    /// Ids that the program asked to close.
    const QList<uint> &closedByProgram() const { return m_closed; }

public Q_SLOTS:
    // --- what is called over the bus
    Q_SCRIPTABLE QStringList GetCapabilities() { return m_capabilities; }
    Q_SCRIPTABLE uint Notify(const QString &program, uint replaces, const QString &icon,
                             const QString &title, const QString &body, const QStringList &actions,
                             const QVariantMap &hints, int timeout);
    Q_SCRIPTABLE void CloseNotification(uint id);

Q_SIGNALS:
    Q_SCRIPTABLE void ActionInvoked(uint id, const QString &key);
    Q_SCRIPTABLE void NotificationClosed(uint id, uint reason);
    /// Not on the bus: for tests to wait for.
    void notified();

private:
    QStringList m_capabilities;
    QString m_connectionName;
    QDBusConnection m_connection;
    QList<Notification> m_received;
    QList<uint> m_open;
    QList<uint> m_closed;
    uint m_latest = 0;
    bool m_ready = false;
};
