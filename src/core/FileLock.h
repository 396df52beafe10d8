// SPDX-License-Identifier: MIT
#pragma once

#include "core/Result.h"

#include <QFuture>
#include <QLockFile>

#include <chrono>
#include <memory>

namespace Tokenwright {

/// A lock between processes, held until the last copy of the pointer goes. It dies with its holder.
using HeldLock = std::shared_ptr<QLockFile>;

/// Takes the lock file at \a path without ever blocking: tried at once, then every few milliseconds
/// from the calling thread's event loop, for as long as \a patience. Completes with
/// ErrorKind::Storage when the file cannot be made or the patience is over.
QFuture<Result<HeldLock>> acquireLock(const QString &path, std::chrono::milliseconds patience);

} // namespace Tokenwright
