// SPDX-License-Identifier: MIT
#include "Notifier.h"

#include "ShownText.h"
#include "keychain/DBusCall.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusServiceWatcher>
#include <QGuiApplication>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");
const QString actionKey = QStringLiteral("tokenwright-action");
constexpr auto patience = 10s; // a server may have to be started first
constexpr int serversOwnTimeout = -1;

QDBusMessage method(const QString &name)
{
    return QDBusMessage::createMethodCall(service, path, service, name);
}

} // namespace

Notifier::Notifier(Fallback fallback, QObject *parent)
    : QObject(parent)
    , m_fallback(std::move(fallback))
{ }

Notifier::~Notifier() = default;

Notifier::NoticeId Notifier::show(const Notice &notice, NoticeId replaced)
{
    const auto known = m_shown.constFind(replaced);
    const bool stays = known != m_shown.cend() && !known->isWithdrawn;
    const NoticeId id = stays ? replaced : ++m_latest;
    Shown &shown = m_shown[id];
    shown.notice = notice;
    if (!DBusCall::hasSessionBus()) {
        fallBack(id);
        return id;
    }
    connectToServer();
    if (!m_abilities)
        askAbilities();
    else
        send(id);
    return id;
}

void Notifier::withdraw(NoticeId id)
{
    const auto found = m_shown.find(id);
    if (found == m_shown.end())
        return;
    if (found->isSending) {
        found->isWithdrawn = true;
        return;
    }
    const quint32 serverId = found->serverId;
    m_shown.erase(found);
    if (serverId != 0)
        close(serverId);
    Q_EMIT closed(id);
}

void Notifier::withdrawAll()
{
    const QList<NoticeId> ids = m_shown.keys();
    for (const NoticeId id : ids)
        withdraw(id);
}

void Notifier::connectToServer()
{
    if (std::exchange(m_isConnected, true))
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(service, path, service, QStringLiteral("ActionInvoked"), this,
                SLOT(onActionInvoked(uint, QString)));
    bus.connect(service, path, service, QStringLiteral("NotificationClosed"), this,
                SLOT(onNotificationClosed(uint, uint)));
    bus.connect(service, path, service, QStringLiteral("ActivationToken"), this,
                SLOT(onActivationToken(uint, QString)));
    auto *watcher = new QDBusServiceWatcher(service, bus, QDBusServiceWatcher::WatchForOwnerChange,
                                            this);
    // Another server can do other things, and knows none of the old one's notices.
    connect(watcher, &QDBusServiceWatcher::serviceUnregistered, this, [this] {
        m_abilities.reset();
        const QList<NoticeId> ids = m_shown.keys();
        for (const NoticeId id : ids) {
            if (m_shown.value(id).serverId == 0)
                continue;
            m_shown.remove(id);
            Q_EMIT closed(id);
        }
    });
}

void Notifier::askAbilities()
{
    if (std::exchange(m_isAsking, true))
        return;
    DBusCall::send(method(QStringLiteral("GetCapabilities")), patience, this,
                   [this](const QDBusMessage &reply) { onAbilities(reply); });
}

void Notifier::onAbilities(const QDBusMessage &reply)
{
    m_isAsking = false;
    const QList<NoticeId> ids = m_shown.keys();
    if (DBusCall::failed(reply)) {
        for (const NoticeId id : ids) {
            if (m_shown.value(id).serverId == 0)
                fallBack(id);
        }
        return;
    }
    const QStringList names = reply.arguments().value(0).toStringList();
    m_abilities = {.actions = names.contains(QStringLiteral("actions")),
                   .markup = names.contains(QStringLiteral("body-markup"))};
    for (const NoticeId id : ids) {
        if (m_shown.value(id).serverId == 0)
            send(id);
    }
}

void Notifier::send(NoticeId id)
{
    Shown &shown = m_shown[id];
    if (shown.isSending) {
        shown.isStale = true;
        return;
    }
    shown.isSending = true;
    shown.isStale = false;
    QStringList actions;
    if (m_abilities->actions && !shown.notice.action.isEmpty())
        actions = {actionKey, shown.notice.action};
    const QString text = visibleLines(shown.notice.text);
    QDBusMessage message = method(QStringLiteral("Notify"));
    message << QGuiApplication::applicationDisplayName() << shown.serverId
            << QStringLiteral("tokenwright") << visibleText(shown.notice.title)
            << (m_abilities->markup ? text.toHtmlEscaped() : text) << actions
            << QVariantMap{{QStringLiteral("desktop-entry"), QGuiApplication::desktopFileName()}}
            << serversOwnTimeout;
    DBusCall::send(message, patience, this,
                   [this, id](const QDBusMessage &reply) { onSent(id, reply); });
}

void Notifier::onSent(NoticeId id, const QDBusMessage &reply)
{
    const auto found = m_shown.find(id);
    if (found == m_shown.end())
        return;
    found->isSending = false;
    if (DBusCall::failed(reply)) {
        if (found->isWithdrawn)
            withdraw(id);
        else
            fallBack(id);
        return;
    }
    found->serverId = reply.arguments().value(0).toUInt();
    if (found->isWithdrawn)
        withdraw(id);
    else if (found->isStale)
        send(id);
}

void Notifier::fallBack(NoticeId id)
{
    const Notice notice = m_shown.take(id).notice;
    m_fallback(notice);
    Q_EMIT closed(id);
}

Notifier::NoticeId Notifier::idOf(quint32 serverId) const
{
    for (auto shown = m_shown.cbegin(); shown != m_shown.cend(); ++shown) {
        if (serverId != 0 && shown->serverId == serverId)
            return shown.key();
    }
    return 0;
}

void Notifier::close(quint32 serverId)
{
    QDBusMessage message = method(QStringLiteral("CloseNotification"));
    message << serverId;
    message.setAutoStartService(false); // a server that has gone shows nothing
    QDBusConnection::sessionBus().send(message);
}

void Notifier::onActionInvoked(uint serverId, const QString &key)
{
    const NoticeId id = idOf(serverId);
    if (id != 0 && key == actionKey)
        Q_EMIT activated(id);
}

void Notifier::onNotificationClosed(uint serverId, uint reason)
{
    Q_UNUSED(reason)
    const NoticeId id = idOf(serverId);
    if (id == 0)
        return;
    m_shown.remove(id);
    Q_EMIT closed(id);
}

/// Comes before the button's own message: what is done about it may raise a window.
void Notifier::onActivationToken(uint serverId, const QString &token)
{
    if (idOf(serverId) != 0)
        qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());
}

} // namespace Tokenwright
