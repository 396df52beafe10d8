// SPDX-License-Identifier: MIT
#include "LibsecretSession.h"

#include "Async.h"
#include "DBusCall.h"

#include <QCoreApplication>
#include <QLibrary>
#include <QTimer>

namespace Tokenwright::LibsecretSession {

namespace {

enum class Session { None, Opening, Open } session = Session::None;
quintptr current = 0; ///< Which one that is: those before were let go of.

/// Who waits for it.
QList<Async::Completion<void>> &waiting()
{
    static QList<Async::Completion<void>> waiting;
    return waiting;
}

/// A function of libsecret or of GLib, on which that depends; QtKeychain loads it at run time as
/// well. Null without it.
template <class Function> Function libsecret(const char *name)
{
    return reinterpret_cast<Function>(QLibrary::resolve(u"secret-1"_s, 0, name));
}

/// What libsecret holds itself: the next one who needs a session opens another.
void letLibsecretGo()
{
    static const auto disconnect = libsecret<void (*)()>("secret_service_disconnect");
    if (disconnect)
        disconnect();
}

/// From GLib's main loop. \a number is which one it was.
void onOpened(void *, void *result, void *number)
{
    using Finish = void *(*)(void *result, void **error);
    static const auto finish = libsecret<Finish>("secret_backend_get_finish");
    // Not let go: libsecret 0.20 keeps it without counting itself.
    const bool isOpen = finish(result, nullptr);
    if (reinterpret_cast<quintptr>(number) != current) {
        if (isOpen && session != Session::Open)
            letLibsecretGo(); // it keeps the first that comes, which may be another service's
        return;
    }
    session = isOpen ? Session::Open : Session::None;
    for (const auto &completion : std::exchange(waiting(), {}))
        completion.finish({});
}

/// From GLib's main loop: there is a connection to the bus, or there is none. \a number as above.
void onConnected(void *, void *result, void *number)
{
    using Finish = void *(*)(void *result, void **error);
    static const auto finish = libsecret<Finish>("g_bus_get_finish");
    static const auto endWithIt = libsecret<void (*)(void *bus, int whether)>(
        "g_dbus_connection_set_exit_on_close");
    static const auto unref = libsecret<void (*)(void *)>("g_object_unref");
    using Get = void (*)(int flags, void *cancellable, decltype(&onOpened) ready, void *number);
    static const auto get = libsecret<Get>("secret_backend_get");
    constexpr int openSession = 1 << 1; // SECRET_BACKEND_OPEN_SESSION
    void *bus = finish(result, nullptr);
    if (bus)
        endWithIt(bus, false); // GLib would end the program by SIGTERM, without a word
    if (reinterpret_cast<quintptr>(number) == current)
        get(openSession, nullptr, onOpened, number);
    if (bus)
        unref(bus); // libsecret has it now
}

} // namespace

QFuture<Result<void>> open(std::chrono::milliseconds limit)
{
    using Connect = void (*)(int which, void *cancellable, decltype(&onConnected) ready,
                             void *number);
    static const auto connect = libsecret<Connect>("g_bus_get");
    static const bool isNew = libsecret<void (*)()>("secret_backend_get"); // 0.19, of 2019
    constexpr int sessionBus = 2; // G_BUS_TYPE_SESSION
    if (session == Session::Open || !isNew || !DBusCall::knowsSessionBus())
        return Async::ready<void>({});
    const Async::Completion<void> completion;
    waiting().append(completion);
    QTimer::singleShot(limit, QCoreApplication::instance(), [completion] {
        if (!completion.isFinished())
            drop(); // libsecret itself waits for 25 seconds
    });
    if (std::exchange(session, Session::Opening) == Session::None) {
        // A number that is handed back; nobody looks where it points.
        // NOLINTNEXTLINE(performance-no-int-to-ptr)
        connect(sessionBus, nullptr, onConnected, reinterpret_cast<void *>(current));
    }
    return completion.future();
}

void keepOnlyWith(const QString &owner)
{
    static QString last;
    if (const QString before = std::exchange(last, owner); !before.isEmpty() && before != owner)
        drop();
}

void drop()
{
    session = Session::None;
    ++current;
    letLibsecretGo();
    // Later: who has waited may delete who lets go of it.
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [completions = std::exchange(waiting(), {})] {
            for (const auto &completion : completions)
                completion.finish({});
        },
        Qt::QueuedConnection);
}

} // namespace Tokenwright::LibsecretSession
