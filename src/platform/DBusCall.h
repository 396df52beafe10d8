// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>

#include <chrono>
#include <utility>

/// The session bus, where there is one: on systems with a desktop as freedesktop.org describes it.
/// All of this in the main thread.
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

/// Whether anything says where a bus is. Without that libdbus and GLib would launch one when they
/// find a display, with a keychain of its own that nobody else ever sees.
bool knowsSessionBus();

/// Whether there is a bus, as far as can be told without starting one. Connects to it.
bool hasSessionBus();

/// Whether \a reply tells of a failure, the service's own or one on the way to it.
bool failed(const QDBusMessage &reply);

} // namespace Tokenwright::DBusCall
