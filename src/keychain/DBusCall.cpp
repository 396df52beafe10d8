// SPDX-License-Identifier: MIT
#include "keychain/DBusCall.h"

#include <QCoreApplication>
#include <QDBusError>
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

KeychainState stateOfFailure(const QDBusMessage &reply)
{
    switch (QDBusError(reply).type()) {
    case QDBusError::NoReply:
    case QDBusError::Timeout:
    case QDBusError::TimedOut:
        return {.kind = KeychainState::Kind::NotAnswering, .detail = reply.errorMessage()};
    default:
        // ServiceUnknown, a service that cannot be started, a bus that has gone, a sandbox's
        // refusal
        return {.kind = KeychainState::Kind::Absent, .detail = reply.errorMessage()};
    }
}

} // namespace Tokenwright::DBusCall
