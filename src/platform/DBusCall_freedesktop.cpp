// SPDX-License-Identifier: MIT
#include "DBusCall.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace Tokenwright::DBusCall {

bool hasSessionBus()
{
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")) {
        const QString runtimeFolder = qEnvironmentVariable("XDG_RUNTIME_DIR");
        if (runtimeFolder.isEmpty() || !QFileInfo::exists(runtimeFolder + u"/bus"))
            return false;
    }
    return QDBusConnection::sessionBus().isConnected();
}

bool failed(const QDBusMessage &reply)
{
    return reply.type() != QDBusMessage::ReplyMessage;
}

} // namespace Tokenwright::DBusCall
