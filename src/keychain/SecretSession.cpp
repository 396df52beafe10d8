// SPDX-License-Identifier: MIT
#include "SecretSession.h"

#include "Async.h"

#include <QCoreApplication>
#include <QTimer>

#include <dlfcn.h>

#include <thread>

namespace Tokenwright::SecretSession {

namespace {

/// What came of open(). Main thread.
struct Opening
{
    bool isUnderWay = false;
    QString owner{}; ///< With whom it was opened; empty if it was not.
    QList<Async::Completion<void>> waiting{};
};

Opening &opening()
{
    static Opening opening;
    return opening;
}

/// What is used of libsecret and of GLib; any thread. The types are theirs, without their headers.
struct Libsecret
{
    using Ready = void (*)(void *source, void *result, void *data);

    void (*getBackend)(int flags, void *cancellable, Ready ready, void *data) = nullptr;
    void *(*finishGetting)(void *result, void **error) = nullptr;
    void (*disconnect)() = nullptr;
    char *(*ownerOf)(void *proxy) = nullptr;
    void (*free)(void *memory) = nullptr;
    void *(*newLoop)() = nullptr;
    void (*enterLoop)(void *loop) = nullptr;
    void (*leaveLoop)(void *loop) = nullptr;
    int (*turnLoop)(void *loop, int mayBlock) = nullptr;
    void (*unrefLoop)(void *loop) = nullptr;
    unsigned (*addIdle)(int (*function)(void *data), void *data) = nullptr;
    bool isComplete = true;

    Libsecret()
    {
        resolve(getBackend, "secret_backend_get");
        resolve(finishGetting, "secret_backend_get_finish");
        resolve(disconnect, "secret_service_disconnect");
        resolve(ownerOf, "g_dbus_proxy_get_name_owner");
        resolve(free, "g_free");
        resolve(newLoop, "g_main_context_new");
        resolve(enterLoop, "g_main_context_push_thread_default");
        resolve(leaveLoop, "g_main_context_pop_thread_default");
        resolve(turnLoop, "g_main_context_iteration");
        resolve(unrefLoop, "g_main_context_unref");
        resolve(addIdle, "g_idle_add");
    }

private:
    void *const library = dlopen("libsecret-1.so.0", RTLD_LAZY); // as QtKeychain loads it

    template <class Function> void resolve(Function &function, const char *name)
    {
        // a library's handle finds what it stands on as well
        function = library ? reinterpret_cast<Function>(dlsym(library, name)) : nullptr;
        isComplete = isComplete && function;
    }
};

const Libsecret &libsecret()
{
    static const Libsecret library;
    return library;
}

/// Opens it and waits until that is done, in a loop of this thread's own, so that the key is made
/// here as well. The unique name of the service that it was opened with.
QString openNow()
{
    struct Got
    {
        bool isDone = false;
        void *service = nullptr; ///< Not let go: libsecret 0.20 keeps it without counting itself.
    } got;
    constexpr int openSession = 1 << 1; // SECRET_BACKEND_OPEN_SESSION
    void *loop = libsecret().newLoop();
    libsecret().enterLoop(loop);
    libsecret().getBackend(
        openSession, nullptr,
        [](void *, void *result, void *data) {
            auto *here = static_cast<Got *>(data);
            here->service = libsecret().finishGetting(result, nullptr);
            here->isDone = true;
        },
        &got);
    while (!got.isDone)
        libsecret().turnLoop(loop, 1);
    libsecret().leaveLoop(loop);
    libsecret().unrefLoop(loop);
    if (!got.service)
        return {};
    char *name = libsecret().ownerOf(got.service);
    const QString owner = QString::fromUtf8(name);
    libsecret().free(name);
    return owner;
}

/// From GLib's main loop, which is the main thread's.
int settle(void *owner)
{
    const std::unique_ptr<QString> name(static_cast<QString *>(owner));
    opening().isUnderWay = false;
    opening().owner = *name;
    const auto waiting = std::exchange(opening().waiting, {});
    for (const Async::Completion<void> &completion : waiting)
        completion.finish({});
    return 0; // once is enough
}

} // namespace

void open()
{
    if (opening().isUnderWay || !opening().owner.isEmpty())
        return;
    opening().isUnderWay = true;
    // Of no pool: the program's end must not wait for a service that does not answer. By GLib's
    // loop, which outlives Qt's objects, the thread can tell of its end whenever that is.
    std::thread([] {
        const QString owner = libsecret().isComplete ? openNow() : QString();
        if (libsecret().addIdle)
            libsecret().addIdle(settle, new QString(owner));
    }).detach();
}

bool isUnderWay()
{
    return opening().isUnderWay;
}

QFuture<Result<void>> settled(std::chrono::milliseconds limit)
{
    const Async::Completion<void> completion;
    if (!opening().isUnderWay) {
        completion.finish({});
        return completion.future();
    }
    opening().waiting.append(completion);
    QTimer::singleShot(limit, QCoreApplication::instance(),
                       [completion] { completion.finish({}); });
    return completion.future();
}

void keepOnlyWith(const QString &owner)
{
    if (!isUnderWay() && opening().owner != owner)
        drop();
}

void drop()
{
    opening().owner.clear();
    if (libsecret().disconnect)
        libsecret().disconnect();
}

} // namespace Tokenwright::SecretSession
