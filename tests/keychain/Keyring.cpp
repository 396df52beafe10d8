// SPDX-License-Identifier: MIT
#include "Keyring.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QDir>
#include <QProcess>

#include <csignal>

namespace Tokenwright::Keyring {

namespace {

const QString name = u"org.freedesktop.secrets"_s;
const QString collection = u"/org/freedesktop/secrets/collection/login"_s;

bool isOwned()
{
    return QDBusConnection::sessionBus().interface()->isServiceRegistered(name);
}

void signalDaemon(int number)
{
    const qint64 id = processId();
    Q_ASSERT(id > 0);
    ::kill(static_cast<pid_t>(id), number);
}

} // namespace

qint64 processId()
{
    return QDBusConnection::sessionBus().interface()->servicePid(name).value();
}

bool isLocked()
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        name, collection, u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    message.setArguments({u"org.freedesktop.Secret.Collection"_s, u"Locked"_s});
    const QDBusMessage reply = QDBusConnection::sessionBus().call(message);
    return reply.type() != QDBusMessage::ReplyMessage
        || qdbus_cast<QDBusVariant>(reply.arguments().value(0)).variant().toBool();
}

void lock()
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        name, u"/org/freedesktop/secrets"_s, u"org.freedesktop.Secret.Service"_s, u"Lock"_s);
    message.setArguments(
        {QVariant::fromValue(QList<QDBusObjectPath>{QDBusObjectPath(collection)})});
    QDBusConnection::sessionBus().call(message);
    QVERIFY(isLocked());
}

void unlock()
{
    QCOMPARE(QProcess::execute(u"keyring-unlock"_s, {}), 0);
    QTRY_VERIFY(isOwned() && !isLocked());
}

void stop()
{
    signalDaemon(SIGSTOP);
}

void resume()
{
    signalDaemon(SIGCONT);
}

void kill()
{
    const qint64 id = processId();
    signalDaemon(SIGKILL);
    QTRY_VERIFY(!isOwned() || processId() != id);
}

void forgetEverything()
{
    kill();
    QDir(qEnvironmentVariable("XDG_DATA_HOME") + u"/keyrings").removeRecursively();
}

} // namespace Tokenwright::Keyring

#include "moc_Keyring.cpp"
