// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QObject>
#include <QRect>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <optional>

/// Where an accessible object lives: its program's name on the accessibility bus, and its path
/// there.
struct AccessibleReference
{
    QString service;
    QString path;

    bool isValid() const { return !service.isEmpty() && !path.endsWith(u"/null"); }
    bool operator==(const AccessibleReference &) const = default;
};
Q_DECLARE_METATYPE(AccessibleReference)

/// What a screen reader is given to say, whatever has the keyboard.
struct Announcement
{
    /// AT-SPI's numbers.
    enum Urgency { Unknown = 0, Polite = 1, Assertive = 2 };

    QString words;
    Urgency urgency; ///< Unknown for a notification, which has none.
};

QDBusArgument &operator<<(QDBusArgument &argument, const AccessibleReference &reference);
const QDBusArgument &operator>>(const QDBusArgument &argument, AccessibleReference &reference);

/// The accessibility bus (AT-SPI) of this session, as an assistive technology sees it. Its calls
/// run this thread's event loop until the answer is there, because a practice server or a model
/// under test may live in the caller's thread and the other program may be waiting for it.
class AccessibilityBus : public QObject
{
    Q_OBJECT

public:
    explicit AccessibilityBus(QObject *parent = nullptr);
    ~AccessibilityBus() override;

    /// Starts the bus and tells programs that start from now on to offer their windows on it. Qt
    /// asks once, when its platform plugin loads; call this before the program starts.
    static bool switchOn();

    bool isConnected() const { return m_connection.isConnected(); }
    const QDBusConnection &connection() const { return m_connection; }

    /// The root object of the program with that process id; invalid while there is none.
    AccessibleReference applicationOf(qint64 processId);

    /// An error message when there is no answer within \a timeout milliseconds.
    QDBusMessage call(const AccessibleReference &object, const QString &interface,
                      const QString &method, const QVariantList &arguments = {},
                      int timeout = DefaultTimeout);
    /// The first argument of the answer; nothing when there is none.
    template <class T>
    std::optional<T> ask(const AccessibleReference &object, const QString &interface,
                         const QString &method, const QVariantList &arguments = {})
    {
        const QDBusMessage answer = call(object, interface, method, arguments);
        if (answer.type() != QDBusMessage::ReplyMessage || answer.arguments().isEmpty())
            return std::nullopt;
        return qdbus_cast<T>(answer.arguments().constFirst());
    }
    /// A property of one of the object's interfaces.
    QVariant property(const AccessibleReference &object, const QString &interface,
                      const QString &name);

    /// X11's masks.
    enum Modifier : quint32 { NoModifier = 0, Shift = 1, Control = 4, Alt = 8 };

    /// Presses and releases the key of an X11 key symbol (XK_Return and the like; for a Latin
    /// letter its code), as a hand would: it goes to the window that has the keyboard.
    bool pressKey(quint32 keySymbol, Modifier modifier = NoModifier);
    /// Types \a text, as a hand would.
    bool type(const QString &text);
    /// Clicks with the left button at a point of the screen.
    bool click(QPoint point) { return mouse(point, QStringLiteral("b1c")); }
    /// Moves the mouse away from where it could highlight something.
    bool parkPointer() { return mouse(QPoint(0, 0), QStringLiteral("abs")); }

    /// What holds the keyboard now, inside a menu too: the object of the latest focus event.
    AccessibleReference focused() const { return m_focused; }
    void forgetFocused() { m_focused = {}; }

    /// What a screen reader has been given to say since forgetAnnounced(), besides where the
    /// keyboard is: announcements, and the labels of notifications that have come up. Alerts within
    /// a window are no part of it: Orca says nothing of them in a program made with Qt.
    QList<Announcement> announced();
    void forgetAnnounced();

    static constexpr int DefaultTimeout = 5000;

private Q_SLOTS:
    void stateChanged(const QDBusMessage &event);
    void announcement(const QDBusMessage &event);

private:
    void listen();
    bool keyboard(int key, const QString &text, quint32 kind);
    bool mouse(QPoint point, const QString &event);

    QString m_connectionName;
    QDBusConnection m_connection;
    AccessibleReference m_focused;
    QList<AccessibleReference> m_shown; ///< What has come up and was not looked at.
    QList<Announcement> m_announcements;
};
