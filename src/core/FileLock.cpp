// SPDX-License-Identifier: MIT
// What is the same everywhere: trying again. The lock itself is in FileLock_<platform>.cpp.
#include "FileLock.h"

#include "Async.h"
#include "Text.h"

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
    const FileLock::Outcome outcome = lock->tryLock();
    if (outcome == FileLock::Outcome::Taken)
        return lock;
    const QString path = QDir::toNativeSeparators(lock->path());
    if (outcome == FileLock::Outcome::Impossible) {
        return failure(ErrorKind::Storage,
                       Text::tr("The lock file %1 cannot be used: %2.").arg(path, lock->problem()));
    }
    if (!deadline.hasExpired())
        return std::nullopt;
    if (lock->holderAwaitsKeychain()) {
        return failure(
            ErrorKind::KeychainTimeout,
            Text::tr("Another Tokenwright waits for the keychain and holds %1.").arg(path));
    }
    return failure(ErrorKind::Busy, Text::tr("It holds %1.").arg(path));
}

} // namespace

QFuture<Result<HeldLock>> acquireLock(const QString &path, std::chrono::milliseconds patience)
{
    const auto lock = std::make_shared<FileLock>(path);
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
