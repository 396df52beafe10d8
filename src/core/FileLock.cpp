// SPDX-License-Identifier: MIT
#include "core/FileLock.h"

#include "core/Async.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QTimer>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr auto pollInterval = 15ms;

/// Tries once; nothing while somebody else holds it and patience is left.
std::optional<Result<HeldLock>> attempt(const HeldLock &lock, const QDeadlineTimer &deadline)
{
    if (lock->tryLock(0))
        return lock;
    const bool held = lock->error() == QLockFile::LockFailedError;
    if (held && !deadline.hasExpired())
        return std::nullopt;
    const QString reason = held
        ? QCoreApplication::translate("FileLock", "Another program holds the lock file %1.")
        : QCoreApplication::translate("FileLock", "The lock file %1 cannot be made.");
    return failure(ErrorKind::Storage, reason.arg(QDir::toNativeSeparators(lock->fileName())));
}

} // namespace

QFuture<Result<HeldLock>> acquireLock(const QString &path, std::chrono::milliseconds patience)
{
    const auto lock = std::make_shared<QLockFile>(path);
    lock->setStaleLockTime(0); // never stale by age, only by its holder's death
    const QDeadlineTimer deadline(patience);
    if (auto outcome = attempt(lock, deadline))
        return Async::ready<HeldLock>(std::move(*outcome));

    Async::Completion<HeldLock> completion;
    auto *timer = new QTimer(QCoreApplication::instance());
    QObject::connect(timer, &QTimer::timeout, timer, [timer, lock, deadline, completion] {
        auto outcome = attempt(lock, deadline);
        if (!outcome)
            return;
        timer->stop();
        timer->deleteLater();
        completion.finish(std::move(*outcome));
    });
    timer->start(pollInterval);
    return completion.future();
}

} // namespace Tokenwright
