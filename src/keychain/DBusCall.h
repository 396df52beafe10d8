// SPDX-License-Identifier: MIT
#pragma once

#include "keychain/KeychainService.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>

#include <utility>

namespace Tokenwright::DBusCall {

/// Sends \a message on the session bus and calls \a handler(const QDBusMessage &) with the reply or
/// the error, at the latest after \a limit; not when \a context has gone by then.
template <class Handler>
void send(const QDBusMessage &message, std::chrono::milliseconds limit, QObject *context,
          Handler handler)
{
    const QDBusPendingCall call = QDBusConnection::sessionBus().asyncCall(
        message, static_cast<int>(limit.count()));
    auto *watcher = new QDBusPendingCallWatcher(call, context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context,
                     [handler = std::move(handler)](QDBusPendingCallWatcher *finished) mutable {
                         finished->deleteLater();
                         handler(finished->reply());
                     });
}

/// Whether there is a bus, as far as can be told without starting one: libdbus would launch a bus
/// when it finds a display, with a keychain of its own that nobody else ever sees.
bool hasSessionBus();

bool failed(const QDBusMessage &reply);
/// What an error reply says of the service: NotAnswering or Absent.
KeychainState stateOfFailure(const QDBusMessage &reply);

} // namespace Tokenwright::DBusCall
