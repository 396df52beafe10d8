// SPDX-License-Identifier: MIT
#pragma once

#include "Async.h"
#include "KeychainService.h"

#include <QEventLoop>
#include <QFutureWatcher>
#include <QTest>
#include <QTimer>

#include <functional>
#include <memory>

namespace Tokenwright {

/// The session's real gnome-keyring, handled roughly. Needs tests/kit/private-session --keyring.
namespace Keyring {

qint64 processId();
bool isLocked();
void lock();
/// Starts a daemon that is unlocked in the place of the one that runs, if any.
void unlock();
/// SIGSTOP: the daemon is there and says nothing.
void stop();
void resume();
/// SIGKILL; the bus starts another, locked, as soon as somebody asks for it.
void kill();
/// Kills the daemon and deletes all it had stored: the next one has no default collection.
void forgetEverything();

} // namespace Keyring

/// Waits for \a future in the event loop; ErrorKind::Configuration when it takes longer than \a
/// patience.
template <class T> Result<T> await(const QFuture<Result<T>> &future, int patience = 15000)
{
    // Not qWaitFor(): it sleeps 10 ms between events, and an operation is made of a dozen of them.
    QFutureWatcher<Result<T>> watcher;
    QEventLoop loop;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    QTimer::singleShot(patience, &loop, &QEventLoop::quit);
    if (!future.isFinished())
        loop.exec();
    if (!future.isFinished())
        return failure(ErrorKind::Configuration, u"test: nothing came"_s);
    return future.result();
}

/// The kind of failure, for QCOMPARE; "done" for a success.
template <class T> QString outcome(const Result<T> &result)
{
    return result ? u"done"_s : errorKindName(result.error().kind);
}

/// The real service, with something happening right after its nth answer (counted from 1).
class InterruptingService final : public KeychainService
{
    Q_OBJECT

public:
    using Interruption = std::function<void(int nth)>;
    explicit InterruptingService(Interruption interruption)
        : m_service(KeychainService::create())
        , m_interruption(std::move(interruption))
    { }

    QFuture<Result<KeychainState>> ask(const QString &key, std::chrono::milliseconds limit) override
    {
        return Async::andThen(m_service->ask(key, limit), this, [this](const KeychainState &state) {
            m_interruption(++m_answers);
            return Async::ready<KeychainState>(state);
        });
    }
    QFuture<Result<KeychainState>> unlock(const QString &key) override
    {
        return m_service->unlock(key);
    }
    void dismiss() override { m_service->dismiss(); }
    bool startAnew() override { return m_service->startAnew(); }
    void jobSucceeded() override { m_service->jobSucceeded(); }
    QString description() const override { return m_service->description(); }
    QString reason() const override { return m_service->reason(); }

private:
    std::unique_ptr<KeychainService> m_service;
    Interruption m_interruption;
    int m_answers = 0;
};

} // namespace Tokenwright
