// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

#include <QFuture>
#include <QString>

#include <chrono>
#include <memory>

namespace Tokenwright {

/// A lock between processes, and between two objects of one process, on a file that stays: the
/// kernel holds it, so it goes with its holder however that dies, and whatever is written in the
/// file. Children that are started do not inherit it. A missing file and its folder are made, for
/// their owner alone. Never blocks. Any one thread at a time; released when it goes.
class FileLock
{
public:
    enum class Outcome {
        Taken,
        Held, ///< By somebody else.
        Impossible, ///< The file cannot be made or locked: problem() says why.
    };

    explicit FileLock(QString path);
    ~FileLock();
    Q_DISABLE_COPY_MOVE(FileLock)

    QString path() const { return m_path; }

    /// Tries once. Taking what this object holds already succeeds.
    Outcome tryLock();
    void unlock();
    bool isLocked() const { return m_isLocked; }
    /// The system's reason for Outcome::Impossible, for people.
    QString problem() const { return m_problem; }

    /// While held: lets those who wait know whether it is the keychain that this holder waits for.
    void setAwaitsKeychain(bool awaits);
    /// After Outcome::Held: what the holder let know.
    bool holderAwaitsKeychain() const;

private:
    QString m_path;
    QString m_problem;
    int m_descriptor = -1; ///< Kept between tries: it marks the file that is waited for.
    bool m_isLocked = false;
};

/// Held until unlock(), or until the last copy of the pointer goes.
using HeldLock = std::shared_ptr<FileLock>;

/// Takes the lock file at \a path without ever blocking: tried at once, then every few milliseconds
/// from the calling thread's event loop, for as long as \a patience. Errors: ErrorKind::Storage
/// when the file cannot be made; when the patience is over ErrorKind::Busy, or KeychainTimeout if
/// that is what the holder waits for.
QFuture<Result<HeldLock>> acquireLock(const QString &path, std::chrono::milliseconds patience);

} // namespace Tokenwright
