// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

namespace Tokenwright {

/// Exit codes beside those of the error table.
enum ExitCode { Done = 0, OtherFailure = 1, WrongUsage = 2, NoSuchSet = 3 };

enum class Tone { Information, Alarm };

// All that the program says passes through here, and nothing else writes to a standard descriptor.

/// \a data, all of it, on standard output. Gives Done, or OtherFailure after saying on standard
/// error that it could not be written; in silence when its reader went away.
ExitCode deliver(const QByteArray &data);

/// What another program printed, on the descriptor it was printed on. Gives the system's reason
/// when that cannot be written any more, otherwise 0.
enum class Printed { Output, Errors };
int passOn(const QByteArray &bytes, Printed where);

/// Says that standard output cannot be written because of \a reason (errno); nothing where its
/// reader went away: he has had enough, and is no longer interested in words.
void tellUnwritten(int reason);

/// \a words on standard error behind the program's name, whatever is invisible in them spelled out;
/// further lines are set in, so that no name with a line end in it looks like words of ours.
void tell(const QString &words, Tone tone = Tone::Information);

/// \a lines on standard error as they stand, whatever is invisible in them spelled out.
void show(const QString &lines);

/// \a lines with whatever is invisible in them spelled out, but for their line ends.
QString visibleLines(const QString &lines);

} // namespace Tokenwright
