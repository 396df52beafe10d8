// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

#include <QByteArray>
#include <QString>

namespace Tokenwright {

constexpr qint64 largestRegularFile = 64 * 1024 * 1024;

/// What the file at \a path holds, at the end of links too, read without ever waiting for somebody:
/// a pipe, a socket, a device, and what of the system's files never ends, are refused. For files
/// that are read because they lie there; what a person names in a command may be a pipe. Errors:
/// ErrorKind::Storage with the reason alone; nobody is to have more than \a limit bytes.
Result<QByteArray> readRegularFile(const QString &path, qint64 limit = largestRegularFile);

} // namespace Tokenwright
