// SPDX-License-Identifier: MIT
// A Secret Service of its own process that is called keepassxc; started by tst_nokeychain.
// Argument: "locked", which answers no search until somebody unlocks it, as KeePassXC does; "open".
#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QMap>
#include <QObject>

#include <cstdio>

#include <sys/prctl.h>

using namespace Qt::StringLiterals;

class VaultCollection : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Secret.Collection")
    Q_PROPERTY(bool Locked READ isLocked)

public:
    explicit VaultCollection(bool isLocked)
        : m_isLocked(isLocked)
    { }
    bool isLocked() const { return m_isLocked; }

private:
    bool m_isLocked;
};

class Vault : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Secret.Service")

public:
    explicit Vault(bool isLocked)
        : m_isLocked(isLocked)
    { }

public Q_SLOTS:
    QDBusObjectPath ReadAlias(const QString &)
    {
        return QDBusObjectPath(u"/org/freedesktop/secrets/collection/vault"_s);
    }
    QList<QDBusObjectPath> SearchItems(const QMap<QString, QString> &, QList<QDBusObjectPath> &)
    {
        setDelayedReply(m_isLocked);
        return {QDBusObjectPath(u"/org/freedesktop/secrets/collection/vault/1"_s)};
    }

private:
    bool m_isLocked;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    qDBusRegisterMetaType<QMap<QString, QString>>();
    const bool isLocked = application.arguments().value(1) == u"locked";
    VaultCollection collection(isLocked);
    Vault vault(isLocked);
    prctl(PR_SET_NAME, "keepassxc");
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.registerObject(u"/org/freedesktop/secrets"_s, &vault, QDBusConnection::ExportAllSlots)
        || !bus.registerObject(u"/org/freedesktop/secrets/collection/vault"_s, &collection,
                               QDBusConnection::ExportAllProperties)
        || !bus.registerService(u"org.freedesktop.secrets"_s))
        return 1;
    std::puts("ready");
    std::fflush(stdout);
    return QCoreApplication::exec();
}

#include "fakevault.moc"
