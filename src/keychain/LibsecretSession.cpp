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

/// Who waits for it.
QList<Async::Completion<void>> &waiting()
{
    static QList<Async::Completion<void>> waiting;
    return waiting;
}

/// A function of libsecret, which QtKeychain loads at run time as well; null without it.
template <class Function> Function libsecret(const char *name)
{
    return reinterpret_cast<Function>(QLibrary::resolve(u"secret-1"_s, 0, name));
}

/// From GLib's main loop.
void onOpened(void *, void *result, void *)
{
    using Finish = void *(*)(void *result, void **error);
    static const auto finish = libsecret<Finish>("secret_backend_get_finish");
    // Not let go: libsecret 0.20 keeps it without counting itself.
    const bool isOpen = finish(result, nullptr);
    if (session == Session::Opening) // and was not let go of meanwhile
        session = isOpen ? Session::Open : Session::None;
    for (const auto &completion : std::exchange(waiting(), {}))
        completion.finish({});
}

} // namespace

QFuture<Result<void>> open(std::chrono::milliseconds limit)
{
    using Get = void (*)(int flags, void *cancellable, decltype(&onOpened) ready, void *data);
    constexpr int openSession = 1 << 1; // SECRET_BACKEND_OPEN_SESSION
    static const auto get = libsecret<Get>("secret_backend_get");
    if (session == Session::Open || !get || !DBusCall::knowsSessionBus())
        return Async::ready<void>({});
    const Async::Completion<void> completion;
    waiting().append(completion);
    QTimer::singleShot(limit, QCoreApplication::instance(),
                       [completion] { completion.finish({}); });
    if (std::exchange(session, Session::Opening) == Session::None)
        get(openSession, nullptr, onOpened, nullptr);
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
    static const auto disconnect = libsecret<void (*)()>("secret_service_disconnect");
    if (disconnect)
        disconnect();
}

} // namespace Tokenwright::LibsecretSession
