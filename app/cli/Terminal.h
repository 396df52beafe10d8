// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <cstdio>

namespace Tokenwright {

/// Whether somebody looks at \a stream.
bool isTerminal(std::FILE *stream);

/// \a text as it is written on a standard stream: in the locale's encoding, on Windows in UTF-8.
QByteArray printed(const QString &text);

/// What is written: text as printed() has it, which a console shows whatever its code page is, or
/// what somebody else has printed, byte for byte.
enum class Written { Text, Bytes };
/// Writes \a bytes to \a stream. Gives the system's reason (errno) when not everything could be
/// written, EPIPE when its reader went away; otherwise 0.
int writeWhole(std::FILE *stream, const QByteArray &bytes, Written what);

enum class Emphasis { Bold, Alarm };

/// \a text so that it stands out on \a stream; as it is where nobody looks, on a terminal that
/// cannot (TERM=dumb) and when NO_COLOR is set (https://no-color.org).
QString emphasised(const QString &text, Emphasis emphasis, std::FILE *stream);

/// The cells that a character takes on a terminal: two for a wide one (Chinese, most emoji), none
/// for one that joins the one before it. As the system's wcwidth() has it.
int cellsOf(uint character);
/// Those of all in \a text.
qsizetype displayWidth(const QString &text);

/// \a text with blanks behind it until it takes \a width cells.
QString padded(const QString &text, qsizetype width);

/// \a text broken into lines of at most \a width cells, longer words apart: at its blanks, Chinese
/// and Japanese between their characters.
QStringList wrapped(const QString &text, qsizetype width);

/// \a rows as columns for people: padded, under \a titles.
QStringList columns(const QStringList &titles, const QList<QStringList> &rows);

} // namespace Tokenwright
