// SPDX-License-Identifier: MIT
#include "DBusCall.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace Tokenwright::DBusCall {

bool knowsSessionBus()
{
    if (!qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const QString runtimeFolder = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtimeFolder.isEmpty() && QFileInfo::exists(runtimeFolder + u"/bus");
}

bool hasSessionBus()
{
    return knowsSessionBus() && QDBusConnection::sessionBus().isConnected();
}

bool failed(const QDBusMessage &reply)
{
    return reply.type() != QDBusMessage::ReplyMessage;
}

} // namespace Tokenwright::DBusCall
