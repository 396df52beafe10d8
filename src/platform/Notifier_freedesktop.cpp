// SPDX-License-Identifier: MIT
#include "DBusCall.h"
#include "Notifier.h"
#include "VisibleText.h"

#include <QDBusServiceWatcher>
#include <QHash>
#include <QStringList>

#include <optional>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

const QString noticeService = u"org.freedesktop.Notifications"_s;
const QString noticePath = u"/org/freedesktop/Notifications"_s;
const QString actionKey = u"tokenwright-action"_s;
constexpr auto noticePatience = 10s; // a server may have to be started first
constexpr int serversOwnTimeout = -1;

QDBusMessage noticeCall(const QString &method)
{
    return QDBusMessage::createMethodCall(noticeService, noticePath, noticeService, method);
}

class FreedesktopNotifier final : public Notifier
{
    Q_OBJECT

public:
    explicit FreedesktopNotifier(Fallback fallback)
        : m_fallback(std::move(fallback))
    { }

    NoticeId show(const Notice &notice, NoticeId replaced) override;
    void withdraw(NoticeId id) override;
    void withdrawAll() override;

private:
    struct Shown
    {
        Notice notice;
        quint32 serverId = 0; ///< 0: not known yet.
        bool isSending = false; ///< The server has not answered yet.
        bool isStale = false; ///< Changed meanwhile: to be sent again.
        bool isWithdrawn = false; ///< To be taken back once its number is known.
    };
    struct Abilities
    {
        bool actions = false;
        bool markup = false;
    };

    void connectToServer();
    void askAbilities();
    void onAbilities(const QDBusMessage &reply);
    void send(NoticeId id);
    void onSent(NoticeId id, const QDBusMessage &reply);
    void fallBack(NoticeId id);
    NoticeId idOf(quint32 serverId) const;
    static void close(quint32 serverId);

private Q_SLOTS:
    void onActionInvoked(uint serverId, const QString &key);
    void onNotificationClosed(uint serverId, uint reason);
    void onActivationToken(uint serverId, const QString &token);

private:
    const Fallback m_fallback;
    QHash<NoticeId, Shown> m_shown;
    NoticeId m_latest = 0;
    bool m_isConnected = false;
    bool m_isAsking = false;
    std::optional<Abilities> m_abilities; ///< Nothing: not asked yet.
};

Notifier::NoticeId FreedesktopNotifier::show(const Notice &notice, NoticeId replaced)
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

void FreedesktopNotifier::withdraw(NoticeId id)
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

void FreedesktopNotifier::withdrawAll()
{
    const QList<NoticeId> ids = m_shown.keys();
    for (const NoticeId id : ids)
        withdraw(id);
}

void FreedesktopNotifier::connectToServer()
{
    if (std::exchange(m_isConnected, true))
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(noticeService, noticePath, noticeService, u"ActionInvoked"_s, this,
                SLOT(onActionInvoked(uint, QString)));
    bus.connect(noticeService, noticePath, noticeService, u"NotificationClosed"_s, this,
                SLOT(onNotificationClosed(uint, uint)));
    bus.connect(noticeService, noticePath, noticeService, u"ActivationToken"_s, this,
                SLOT(onActivationToken(uint, QString)));
    auto *watcher = new QDBusServiceWatcher(noticeService, bus,
                                            QDBusServiceWatcher::WatchForOwnerChange, this);
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

void FreedesktopNotifier::askAbilities()
{
    if (std::exchange(m_isAsking, true))
        return;
    DBusCall::send(noticeCall(u"GetCapabilities"_s), noticePatience, this,
                   [this](const QDBusMessage &reply) { onAbilities(reply); });
}

void FreedesktopNotifier::onAbilities(const QDBusMessage &reply)
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
    m_abilities = {.actions = names.contains(u"actions"_s),
                   .markup = names.contains(u"body-markup"_s)};
    for (const NoticeId id : ids) {
        if (m_shown.value(id).serverId == 0)
            send(id);
    }
}

void FreedesktopNotifier::send(NoticeId id)
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
    const QString text = visibleTextLines(shown.notice.text);
    QDBusMessage message = noticeCall(u"Notify"_s);
    message << u"Tokenwright"_s << shown.serverId << u"tokenwright"_s
            << visibleText(shown.notice.title)
            << (m_abilities->markup ? text.toHtmlEscaped() : text) << actions
            << QVariantMap{{u"desktop-entry"_s, u"org.tokenwright.Tokenwright"_s}}
            << serversOwnTimeout;
    DBusCall::send(message, noticePatience, this,
                   [this, id](const QDBusMessage &reply) { onSent(id, reply); });
}

void FreedesktopNotifier::onSent(NoticeId id, const QDBusMessage &reply)
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

void FreedesktopNotifier::fallBack(NoticeId id)
{
    const Notice notice = m_shown.take(id).notice;
    m_fallback(notice);
    Q_EMIT closed(id);
}

Notifier::NoticeId FreedesktopNotifier::idOf(quint32 serverId) const
{
    for (auto shown = m_shown.cbegin(); shown != m_shown.cend(); ++shown) {
        if (serverId != 0 && shown->serverId == serverId)
            return shown.key();
    }
    return 0;
}

void FreedesktopNotifier::close(quint32 serverId)
{
    QDBusMessage message = noticeCall(u"CloseNotification"_s);
    message << serverId;
    message.setAutoStartService(false); // a server that has gone shows nothing
    QDBusConnection::sessionBus().send(message);
}

void FreedesktopNotifier::onActionInvoked(uint serverId, const QString &key)
{
    const NoticeId id = idOf(serverId);
    if (id != 0 && key == actionKey)
        Q_EMIT activated(id);
}

void FreedesktopNotifier::onNotificationClosed(uint serverId, uint reason)
{
    Q_UNUSED(reason)
    const NoticeId id = idOf(serverId);
    if (id == 0)
        return;
    m_shown.remove(id);
    Q_EMIT closed(id);
}

/// Comes before the button's own message: what is done about it may raise a window.
void FreedesktopNotifier::onActivationToken(uint serverId, const QString &token)
{
    if (idOf(serverId) != 0)
        qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());
}

} // namespace

std::unique_ptr<Notifier> Notifier::create(Fallback fallback)
{
    return std::make_unique<FreedesktopNotifier>(std::move(fallback));
}

} // namespace Tokenwright

#include "Notifier_freedesktop.moc"

#include "moc_Notifier.cpp"
