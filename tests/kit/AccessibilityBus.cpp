// SPDX-License-Identifier: MIT
#include "AccessibilityBus.h"
#include "AccessibleControl.h"

#include <QDBusConnectionInterface>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusReply>
#include <QDBusVariant>
#include <QEventLoop>
#include <QUuid>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr auto Registry = "org.a11y.atspi.Registry";

AccessibleReference registryObject(const char *path)
{
    return {QString::fromLatin1(Registry), QString::fromLatin1(path)};
}

// How DeviceEventController is to read a key: AtspiKeySynthType of at-spi2-core.
enum KeySynthesis : quint32 {
    KeySymbol = 3,
    KeyString = 4,
    LockModifiers = 5,
    UnlockModifiers = 6
};

QDBusMessage awaited(const QDBusPendingCall &pending)
{
    QDBusPendingCallWatcher watcher(pending);
    if (!watcher.isFinished()) {
        QEventLoop loop;
        QObject::connect(&watcher, &QDBusPendingCallWatcher::finished, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return watcher.reply();
}

} // namespace

QDBusArgument &operator<<(QDBusArgument &argument, const AccessibleReference &reference)
{
    argument.beginStructure();
    argument << reference.service << QDBusObjectPath(reference.path);
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, AccessibleReference &reference)
{
    QDBusObjectPath path;
    argument.beginStructure();
    argument >> reference.service >> path;
    argument.endStructure();
    reference.path = path.path();
    return argument;
}

AccessibilityBus::AccessibilityBus(QObject *parent)
    : QObject(parent)
    , m_connectionName(u"accessibility-"_s + QUuid::createUuid().toString(QUuid::Id128))
    , m_connection(QString())
{
    qDBusRegisterMetaType<AccessibleReference>();
    qDBusRegisterMetaType<QList<AccessibleReference>>();
    qDBusRegisterMetaType<QList<quint32>>();

    switchOn();
    const auto bus = u"org.a11y.Bus"_s;
    const QDBusReply<QString> address = awaited(QDBusConnection::sessionBus().asyncCall(
        QDBusMessage::createMethodCall(bus, u"/org/a11y/bus"_s, bus, u"GetAddress"_s)));
    if (!address.isValid())
        return;
    m_connection = QDBusConnection::connectToBus(address.value(), m_connectionName);
    if (m_connection.isConnected())
        listen();
}

AccessibilityBus::~AccessibilityBus()
{
    QDBusConnection::disconnectFromBus(m_connectionName);
}

bool AccessibilityBus::switchOn()
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        u"org.a11y.Bus"_s, u"/org/a11y/bus"_s, u"org.freedesktop.DBus.Properties"_s, u"Set"_s);
    message << u"org.a11y.Status"_s << u"IsEnabled"_s << QVariant::fromValue(QDBusVariant(true));
    return awaited(QDBusConnection::sessionBus().asyncCall(message)).type()
        == QDBusMessage::ReplyMessage;
}

void AccessibilityBus::listen()
{
    // A popup menu is no child of anything in Qt's accessible tree: what has the keyboard inside
    // one is known from these events only.
    m_connection.connect({}, {}, u"org.a11y.atspi.Event.Object"_s, u"StateChanged"_s, this,
                         SLOT(stateChanged(QDBusMessage)));
    m_connection.connect({}, {}, u"org.a11y.atspi.Event.Object"_s, u"Announcement"_s, this,
                         SLOT(announcement(QDBusMessage)));
    // Programs send events only while the registry knows somebody who listens.
    for (const QString &what : {u"object:state-changed:focused"_s,
                                u"object:state-changed:showing"_s, u"object:announcement"_s}) {
        call(registryObject("/org/a11y/atspi/registry"), QString::fromLatin1(Registry),
             u"RegisterEvent"_s, {what, QStringList(), QString()});
    }
}

void AccessibilityBus::stateChanged(const QDBusMessage &event)
{
    const QVariantList arguments = event.arguments();
    if (arguments.size() >= 2 && arguments.at(0).toString() == u"focused"
        && arguments.at(1).toInt() == 1) {
        m_focused = {event.service(), event.path()};
    } else if (arguments.size() >= 2 && arguments.at(0).toString() == u"showing"
               && arguments.at(1).toInt() == 1) {
        m_shown.append({event.service(), event.path()});
    }
}

void AccessibilityBus::announcement(const QDBusMessage &event)
{
    const QVariantList arguments = event.arguments();
    m_announcements.append(
        {.words = qvariant_cast<QDBusVariant>(arguments.value(3)).variant().toString(),
         .urgency = Announcement::Urgency(arguments.value(1).toInt())});
}

QList<Announcement> AccessibilityBus::announced()
{
    const QList<AccessibleReference> shown = std::exchange(m_shown, {});
    for (const AccessibleReference &object : shown) {
        const AccessibleControl control(this, object);
        if (control.role() != AccessibleRole::Notification)
            continue;
        QStringList words; // as Orca says a notification
        const QList<AccessibleControl> children = control.children();
        for (const AccessibleControl &child : children) {
            if (child.role() == AccessibleRole::Label)
                words.append(child.name());
        }
        m_announcements.append({.words = words.join(u' '), .urgency = Announcement::Unknown});
    }
    return m_announcements;
}

void AccessibilityBus::forgetAnnounced()
{
    m_shown.clear();
    m_announcements.clear();
}

AccessibleReference AccessibilityBus::applicationOf(qint64 processId)
{
    const auto applications = ask<QList<AccessibleReference>>(
        registryObject("/org/a11y/atspi/accessible/root"), u"org.a11y.atspi.Accessible"_s,
        u"GetChildren"_s);
    const auto found = applications.value_or(QList<AccessibleReference>());
    for (const AccessibleReference &application : found) {
        const QDBusReply<uint> owner = awaited(m_connection.interface()->asyncCall(
            u"GetConnectionUnixProcessID"_s, application.service));
        if (owner.isValid() && qint64(owner.value()) == processId)
            return application;
    }
    return {};
}

QDBusMessage AccessibilityBus::call(const AccessibleReference &object, const QString &interface,
                                    const QString &method, const QVariantList &arguments,
                                    int timeout)
{
    QDBusMessage message = QDBusMessage::createMethodCall(object.service, object.path, interface,
                                                          method);
    message.setArguments(arguments);
    return awaited(m_connection.asyncCall(message, timeout));
}

QVariant AccessibilityBus::property(const AccessibleReference &object, const QString &interface,
                                    const QString &name)
{
    const auto value = ask<QDBusVariant>(object, u"org.freedesktop.DBus.Properties"_s, u"Get"_s,
                                         {interface, name});
    return value ? value->variant() : QVariant();
}

bool AccessibilityBus::keyboard(int key, const QString &text, quint32 kind)
{
    return call(registryObject("/org/a11y/atspi/registry/deviceeventcontroller"),
                u"org.a11y.atspi.DeviceEventController"_s, u"GenerateKeyboardEvent"_s,
                {key, text, kind})
               .type()
        == QDBusMessage::ReplyMessage;
}

bool AccessibilityBus::pressKey(quint32 keySymbol, Modifier modifier)
{
    if (modifier == NoModifier)
        return keyboard(int(keySymbol), {}, KeySymbol);
    return keyboard(int(modifier), {}, LockModifiers) && keyboard(int(keySymbol), {}, KeySymbol)
        && keyboard(int(modifier), {}, UnlockModifiers);
}

bool AccessibilityBus::type(const QString &text)
{
    return keyboard(0, text, KeyString);
}

bool AccessibilityBus::mouse(QPoint point, const QString &event)
{
    return call(registryObject("/org/a11y/atspi/registry/deviceeventcontroller"),
                u"org.a11y.atspi.DeviceEventController"_s, u"GenerateMouseEvent"_s,
                {point.x(), point.y(), event})
               .type()
        == QDBusMessage::ReplyMessage;
}

#include "moc_AccessibilityBus.cpp"
