// SPDX-License-Identifier: MIT
#include "FakeShortcutsPortal.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace {

const QString portalName = u"org.freedesktop.portal.Desktop"_s;
const QString portalObject = u"/org/freedesktop/portal/desktop"_s;

QString freshPortalConnection()
{
    static int count = 0;
    return u"shortcuts-portal-%1"_s.arg(++count);
}

} // namespace

QDBusArgument &operator<<(QDBusArgument &argument, const FakeShortcut &shortcut)
{
    argument.beginStructure();
    argument << shortcut.id << shortcut.details;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, FakeShortcut &shortcut)
{
    argument.beginStructure();
    argument >> shortcut.id >> shortcut.details;
    argument.endStructure();
    return argument;
}

/// The session's own object, which the program closes.
class FakeShortcutsSession : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Session")

public:
    FakeShortcutsSession(FakeShortcutsPortal &portal, QString path)
        : QObject(&portal)
        , m_portal(portal)
        , m_path(std::move(path))
    { }

public Q_SLOTS:
    Q_SCRIPTABLE void Close() { m_portal.m_closed.append(m_path); }

private:
    FakeShortcutsPortal &m_portal;
    const QString m_path;
};

FakeShortcutsPortal::FakeShortcutsPortal(const Answers &answers, QObject *parent)
    : QObject(parent)
    , m_answers(answers)
    , m_connectionName(freshPortalConnection())
    , m_connection(QDBusConnection::connectToBus(QDBusConnection::SessionBus, m_connectionName))
{
    qDBusRegisterMetaType<FakeShortcut>();
    qRegisterMetaType<FakeShortcuts>("FakeShortcuts"); // the slot's parameter is found by it
    qDBusRegisterMetaType<FakeShortcuts>();
    m_ready = m_connection.registerObject(portalObject, this,
                                          QDBusConnection::ExportScriptableSlots
                                              | QDBusConnection::ExportScriptableInvokables
                                              | QDBusConnection::ExportScriptableSignals)
        && m_connection.registerService(portalName);
}

FakeShortcutsPortal::~FakeShortcutsPortal()
{
    m_connection.unregisterService(portalName);
    QDBusConnection::disconnectFromBus(m_connectionName);
}

/// As the portal names what it makes for whoever calls.
QString FakeShortcutsPortal::objectOf(const QString &kind, const QString &token)
{
    const QString sender = message().service().mid(1).replace(u'.', u'_');
    return portalObject + u'/' + kind + u'/' + sender + u'/' + token;
}

void FakeShortcutsPortal::respond(const QString &request, uint outcome, const QVariantMap &results)
{
    // after the call's own answer
    QTimer::singleShot(0, this, [this, request, outcome, results] {
        QDBusMessage response = QDBusMessage::createSignal(
            request, u"org.freedesktop.portal.Request"_s, u"Response"_s);
        response << outcome << results;
        m_connection.send(response);
    });
}

QDBusObjectPath FakeShortcutsPortal::CreateSession(const QVariantMap &options)
{
    ++m_sessions;
    m_session = QDBusObjectPath(
        objectOf(u"session"_s, options.value(u"session_handle_token"_s).toString()));
    m_connection.registerObject(m_session.path(), new FakeShortcutsSession(*this, m_session.path()),
                                QDBusConnection::ExportScriptableSlots);
    const QString request = objectOf(u"request"_s, options.value(u"handle_token"_s).toString());
    respond(request, m_answers.toSession, {{u"session_handle"_s, m_session.path()}});
    return QDBusObjectPath(request);
}

QDBusObjectPath FakeShortcutsPortal::BindShortcuts(const QDBusObjectPath &session,
                                                   const FakeShortcuts &asked, const QString &,
                                                   const QVariantMap &options)
{
    FakeShortcuts shortcuts = asked;
    for (FakeShortcut &shortcut : shortcuts) {
        const QString proposed = shortcut.details.value(u"preferred_trigger"_s).toString();
        m_bound.append(shortcut.id + u'\n' + shortcut.details.value(u"description"_s).toString()
                       + u'\n' + proposed);
        m_boundId = shortcut.id;
        shortcut.details = {
            {u"trigger_description"_s, m_answers.trigger.isEmpty() ? proposed : m_answers.trigger}};
    }
    if (m_answers.isEmptied)
        shortcuts.clear();
    const bool isKnown = session.path() == m_session.path();
    const QString request = objectOf(u"request"_s, options.value(u"handle_token"_s).toString());
    respond(request, isKnown ? m_answers.toBinding : 2,
            {{u"shortcuts"_s, QVariant::fromValue(shortcuts)}});
    return QDBusObjectPath(request);
}

void FakeShortcutsPortal::press(const QString &id, const QString &activationToken)
{
    Q_EMIT Activated(m_session, id, 42, {{u"activation_token"_s, activationToken}});
}

void FakeShortcutsPortal::pressElsewhere(const QString &id)
{
    Q_EMIT Activated(QDBusObjectPath(portalObject + u"/session/1_1/other"), id, 42, {});
}

void FakeShortcutsPortal::rebind(const QString &trigger)
{
    QDBusMessage changed = QDBusMessage::createSignal(
        portalObject, u"org.freedesktop.portal.GlobalShortcuts"_s, u"ShortcutsChanged"_s);
    changed << QVariant::fromValue(m_session)
            << QVariant::fromValue(FakeShortcuts{
                   {.id = m_boundId, .details = {{u"trigger_description"_s, trigger}}}});
    m_connection.send(changed);
}

#include "FakeShortcutsPortal.moc"

#include "moc_FakeShortcutsPortal.cpp"
