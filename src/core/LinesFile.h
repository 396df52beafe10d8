// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

#include <QByteArray>
#include <QString>

namespace Tokenwright {

/// Appends \a lines, each with its line end, to the file at \a path, mode 0600: as a whole or not
/// at all, as far as the disk lets it. A line that was left torn is ended first. The folder is made
/// when it is missing, and is its owner's alone. A link stays one. Gives the size afterwards. To be
/// called under the file's lock; never waits. Errors: ErrorKind::Storage with the reason alone.
Result<qint64> appendLines(const QString &path, const QByteArray &lines);

/// The end of a file.
struct FileEnd
{
    qint64 begin = 0; ///< Of `bytes`, in the file.
    QByteArray bytes;
};

/// What the file at \a path holds from byte \a from on, but no more than its last \a most bytes.
/// Nothing where there is no file. Read without ever waiting for somebody, as readRegularFile()
/// does. Errors: ErrorKind::Storage with the reason alone.
Result<FileEnd> readFileEnd(const QString &path, qint64 from, qint64 most);

} // namespace Tokenwright
