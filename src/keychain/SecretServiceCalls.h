// SPDX-License-Identifier: MIT
#pragma once

#include "Literals.h"

#include <QDBusMessage>

/// Messages to the Secret Service and to the bus it is on.
/// https://specifications.freedesktop.org/secret-service/
namespace Tokenwright::SecretServiceCalls {

inline const QString busName = u"org.freedesktop.secrets"_s;
inline const QString collectionInterface = u"org.freedesktop.Secret.Collection"_s;

inline QDBusMessage toService(const QString &method, const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        busName, u"/org/freedesktop/secrets"_s, u"org.freedesktop.Secret.Service"_s, method);
    message.setArguments(arguments);
    return message;
}

/// \a method about \a name on the bus.
inline QDBusMessage toBus(const QString &method, const QString &name)
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s, u"org.freedesktop.DBus"_s, method);
    message.setArguments({name});
    return message;
}

} // namespace Tokenwright::SecretServiceCalls
