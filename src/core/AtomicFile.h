// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

#include <QByteArray>
#include <QString>

namespace Tokenwright {

/// Makes \a path hold \a bytes, mode 0600: as a whole or not at all, so that what was there stays
/// until the last byte is on the disk. A link stays one; what it leads to, over however many, is
/// replaced or made. Errors: ErrorKind::Storage with the system's reason alone.
Result<void> replaceFile(const QString &path, const QByteArray &bytes);

} // namespace Tokenwright
