// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusObjectPath>
#include <QList>
#include <QObject>
#include <QStringList>
#include <QVariantMap>

/// One key on the wire: (sa{sv}).
struct FakeShortcut
{
    QString id;
    QVariantMap details;
};
using FakeShortcuts = QList<FakeShortcut>;

/// A desktop's portal for keys (org.freedesktop.portal.GlobalShortcuts) on the session's private
/// bus, and its user, who answers at once.
class FakeShortcutsPortal : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.GlobalShortcuts")

public:
    /// Responses as requests have them: 0 done, 1 its user cancelled, 2 ended otherwise.
    struct Answers
    {
        uint toSession = 0;
        uint toBinding = 0;
        QString trigger; ///< What its user chose instead; empty: as proposed.
        bool isEmptied = false; ///< Its user took the key out of the list.
    };

    /// Is there from now on, until it goes.
    explicit FakeShortcutsPortal(const Answers &answers, QObject *parent = nullptr);
    ~FakeShortcutsPortal() override;

    bool isReady() const { return m_ready; }
    /// What was bound, a line each: id, description, proposed trigger.
    const QStringList &bound() const { return m_bound; }
    const QStringList &closedSessions() const { return m_closed; }
    int sessionCount() const { return m_sessions; }

    /// Its user presses the key.
    void press(const QString &id, const QString &activationToken);
    /// The same in a session that is not the program's.
    void pressElsewhere(const QString &id);
    /// Its user chooses another key.
    void rebind(const QString &trigger);

public Q_SLOTS:
    // --- what is called over the bus
    Q_SCRIPTABLE QDBusObjectPath CreateSession(const QVariantMap &options);
    Q_SCRIPTABLE QDBusObjectPath BindShortcuts(const QDBusObjectPath &session,
                                               const FakeShortcuts &shortcuts,
                                               const QString &window, const QVariantMap &options);

Q_SIGNALS:
    Q_SCRIPTABLE void Activated(const QDBusObjectPath &session, const QString &id, qulonglong time,
                                const QVariantMap &options);

private:
    friend class FakeShortcutsSession;
    void respond(const QString &request, uint outcome, const QVariantMap &results);
    QString objectOf(const QString &kind, const QString &token);

    const Answers m_answers;
    const QString m_connectionName;
    QDBusConnection m_connection;
    QDBusObjectPath m_session;
    QString m_boundId;
    QStringList m_bound;
    QStringList m_closed;
    int m_sessions = 0;
    bool m_ready = false;
};
