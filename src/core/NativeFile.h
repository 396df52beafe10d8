// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <expected>

class QFile;

namespace Tokenwright {

/// Opens \a file for reading, unbuffered and without ever waiting for somebody. Gives whether it is
/// a regular file, or why it cannot be opened. Before it is looked at, so that nothing else can be
/// there by then.
std::expected<bool, QString> openWithoutWaiting(QFile &file);

/// Opens \a file for appending, and for reading, unbuffered and without ever waiting for somebody;
/// makes it if it is not there, and in any case its owner's alone (mode 0600). Gives whether it is
/// a regular file, or why it cannot be opened.
std::expected<bool, QString> openForAppending(QFile &file);

/// Tells one version of the file at \a path from the next, also when it was replaced as a whole.
/// Empty: it cannot be told.
QString fileVersion(const QString &path);

/// Whether there is nothing at \a path for certain: a folder that may not be entered tells nothing.
bool isNothingAt(const QString &path);

} // namespace Tokenwright
