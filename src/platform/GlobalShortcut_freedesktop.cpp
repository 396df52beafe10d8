// SPDX-License-Identifier: MIT
#include "DBusCall.h"
#include "GlobalShortcut.h"
#include "Literals.h"

#include <QDBusArgument>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusServiceWatcher>
#include <QList>
#include <QVariantMap>

using namespace std::chrono_literals;

namespace Tokenwright {

/// One key as the portal has it on the wire: (sa{sv}).
struct PortalShortcut
{
    QString id;
    QVariantMap details;
};

namespace {

const QString portalService = u"org.freedesktop.portal.Desktop"_s;
const QString portalPath = u"/org/freedesktop/portal/desktop"_s;
const QString shortcutsInterface = u"org.freedesktop.portal.GlobalShortcuts"_s;
const QString requestInterface = u"org.freedesktop.portal.Request"_s;
const QString sessionInterface = u"org.freedesktop.portal.Session"_s;
constexpr auto portalPatience = 10s; // it may have to be started first
constexpr uint answered = 0; // what a request responds
constexpr uint cancelledByUser = 1;

} // namespace

QDBusArgument &operator<<(QDBusArgument &argument, const PortalShortcut &shortcut)
{
    argument.beginStructure();
    argument << shortcut.id << shortcut.details;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, PortalShortcut &shortcut)
{
    argument.beginStructure();
    argument >> shortcut.id >> shortcut.details;
    argument.endStructure();
    return argument; // as Qt has it. NOLINT(bugprone-return-const-ref-from-parameter)
}

namespace {

/// The portal's way: a session is made, then the key bound in it. Each is a request whose response
/// comes as a signal of an object that is named beforehand, so that none is missed.
class PortalShortcuts final : public GlobalShortcut
{
    Q_OBJECT

public:
    explicit PortalShortcuts(Wish wish)
        : m_wish(std::move(wish))
    {
        qRegisterMetaType<QDBusObjectPath>(); // or a slot that takes one is not found
        qDBusRegisterMetaType<PortalShortcut>();
        qDBusRegisterMetaType<QList<PortalShortcut>>();
    }
    ~PortalShortcuts() override { closeSession(); }

    void bind() override;

private:
    enum class Step { Resting, CreatingSession, Binding };

    void connectToPortal();
    void createSession();
    void bindInSession();
    void ask(Step step, const QDBusMessage &message);
    void giveUp();
    void closeSession();
    static QVariantMap optionsFor(const QString &token);

private Q_SLOTS:
    void onResponse(uint outcome, const QVariantMap &results, const QDBusMessage &message);
    void onActivated(const QDBusObjectPath &session, const QString &id, qulonglong time,
                     const QVariantMap &options);
    void onShortcutsChanged(const QDBusObjectPath &session, const QDBusMessage &message);
    void onSessionClosed(const QDBusMessage &message);

private:
    const Wish m_wish;
    Step m_step = Step::Resting;
    QString m_request; ///< The object whose response is waited for.
    QString m_session; ///< Empty: there is none.
    int m_count = 0; ///< Of requests, for names of their own.
    bool m_isConnected = false;
};

void PortalShortcuts::bind()
{
    if (m_step != Step::Resting || !m_session.isEmpty())
        return;
    if (!DBusCall::hasSessionBus()) {
        Q_EMIT unavailable();
        return;
    }
    connectToPortal();
    createSession();
}

void PortalShortcuts::connectToPortal()
{
    if (std::exchange(m_isConnected, true))
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(portalService, portalPath, shortcutsInterface, u"Activated"_s, this,
                SLOT(onActivated(QDBusObjectPath, QString, qulonglong, QVariantMap)));
    bus.connect(portalService, portalPath, shortcutsInterface, u"ShortcutsChanged"_s, this,
                SLOT(onShortcutsChanged(QDBusObjectPath, QDBusMessage)));
    auto *watcher = new QDBusServiceWatcher(portalService, bus,
                                            QDBusServiceWatcher::WatchForUnregistration, this);
    connect(watcher, &QDBusServiceWatcher::serviceUnregistered, this, [this] {
        if (!std::exchange(m_session, {}).isEmpty() && m_step == Step::Resting)
            createSession(); // which starts it again
    });
}

void PortalShortcuts::createSession()
{
    const QString token = u"tokenwright%1"_s.arg(m_count + 1);
    QVariantMap options = optionsFor(token);
    options.insert(u"session_handle_token"_s, token);
    QDBusMessage message = QDBusMessage::createMethodCall(portalService, portalPath,
                                                          shortcutsInterface, u"CreateSession"_s);
    message << options;
    ask(Step::CreatingSession, message);
}

void PortalShortcuts::bindInSession()
{
    const QList<PortalShortcut> shortcuts{{.id = m_wish.id,
                                           .details = {{u"description"_s, m_wish.description},
                                                       {u"preferred_trigger"_s, m_wish.trigger}}}};
    QDBusMessage message = QDBusMessage::createMethodCall(portalService, portalPath,
                                                          shortcutsInterface, u"BindShortcuts"_s);
    message << QVariant::fromValue(QDBusObjectPath(m_session)) << QVariant::fromValue(shortcuts)
            << QString() << optionsFor(u"tokenwright%1"_s.arg(m_count + 1));
    ask(Step::Binding, message);
}

QVariantMap PortalShortcuts::optionsFor(const QString &token)
{
    return {{u"handle_token"_s, token}};
}

/// Sends \a message, whose options name the next request.
void PortalShortcuts::ask(Step step, const QDBusMessage &message)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    const QString sender = bus.baseService().mid(1).replace(u'.', u'_');
    m_step = step;
    m_request = u"%1/request/%2/tokenwright%3"_s.arg(portalPath, sender).arg(++m_count);
    bus.connect(portalService, m_request, requestInterface, u"Response"_s, this,
                SLOT(onResponse(uint, QVariantMap, QDBusMessage)));
    DBusCall::send(message, portalPatience, this,
                   [this, asked = m_request](const QDBusMessage &reply) {
                       if (DBusCall::failed(reply) && asked == m_request)
                           giveUp();
                   });
}

void PortalShortcuts::onResponse(uint outcome, const QVariantMap &results,
                                 const QDBusMessage &message)
{
    if (message.path() != m_request)
        return;
    QDBusConnection::sessionBus().disconnect(portalService, m_request, requestInterface,
                                             u"Response"_s, this,
                                             SLOT(onResponse(uint, QVariantMap, QDBusMessage)));
    m_request.clear();
    const Step step = std::exchange(m_step, Step::Resting);
    if (outcome == cancelledByUser) {
        closeSession();
        Q_EMIT refused();
    } else if (outcome != answered) {
        giveUp();
    } else if (step == Step::CreatingSession) {
        const QVariant handle = results.value(u"session_handle"_s);
        m_session = handle.canConvert<QDBusObjectPath>() ? handle.value<QDBusObjectPath>().path()
                                                         : handle.toString();
        QDBusConnection::sessionBus().connect(portalService, m_session, sessionInterface,
                                              u"Closed"_s, this,
                                              SLOT(onSessionClosed(QDBusMessage)));
        bindInSession();
    } else {
        const auto shortcuts = qdbus_cast<QList<PortalShortcut>>(results.value(u"shortcuts"_s));
        if (shortcuts.isEmpty()) { // its user took it out of the list
            closeSession();
            Q_EMIT refused();
            return;
        }
        Q_EMIT bound(shortcuts.constFirst().details.value(u"trigger_description"_s).toString());
    }
}

void PortalShortcuts::giveUp()
{
    m_step = Step::Resting;
    m_request.clear();
    closeSession();
    Q_EMIT unavailable();
}

void PortalShortcuts::closeSession()
{
    if (m_session.isEmpty())
        return;
    QDBusMessage message = QDBusMessage::createMethodCall(
        portalService, std::exchange(m_session, {}), sessionInterface, u"Close"_s);
    message.setAutoStartService(false);
    QDBusConnection::sessionBus().send(message);
}

void PortalShortcuts::onActivated(const QDBusObjectPath &session, const QString &id, qulonglong,
                                  const QVariantMap &options)
{
    if (session.path() == m_session && id == m_wish.id)
        Q_EMIT activated(options.value(u"activation_token"_s).toString().toUtf8());
}

/// Its user chose another key.
void PortalShortcuts::onShortcutsChanged(const QDBusObjectPath &session,
                                         const QDBusMessage &message)
{
    const auto shortcuts = qdbus_cast<QList<PortalShortcut>>(message.arguments().value(1));
    if (session.path() == m_session && !shortcuts.isEmpty())
        Q_EMIT bound(shortcuts.constFirst().details.value(u"trigger_description"_s).toString());
}

void PortalShortcuts::onSessionClosed(const QDBusMessage &message)
{
    if (message.path() == m_session)
        m_session.clear();
}

} // namespace

std::unique_ptr<GlobalShortcut> GlobalShortcut::create(const Wish &wish)
{
    return std::make_unique<PortalShortcuts>(wish);
}

} // namespace Tokenwright

#include "GlobalShortcut_freedesktop.moc"

#include "moc_GlobalShortcut.cpp"
