// SPDX-License-Identifier: MIT
#pragma once

#include "Program.h"

#include "Secret.h"

#include <QByteArray>
#include <QList>

namespace Tokenwright {

/// Says that \a command cannot be run, because of \a reason (errno), and ends \a program as a shell
/// would: 127 where there is none of that name, else 126.
void refuseCommand(Program &program, const QList<QByteArray> &command, int reason);

/// Runs \a command with standard input as it is, and passes on what it prints with \a secrets
/// masked, then how it ended: its exit code, or the signal that ended it; 1 when what it printed
/// could not be written. When nobody reads that any more, it learns so as if it wrote there itself.
/// What others, whom it has started, still print in its name is passed on for five seconds after.
/// Signals that ask to end are handed on to it; a terminal's keys reach it anyway. Ends \a program.
void runMasked(Program &program, const QList<QByteArray> &command, const QList<Secret> &secrets);
/// The file that such a command's standard error is, also once it has put another in its place, as
/// curl does from 8.2 on; empty where it has no name.
QByteArray maskedErrorsFile();

} // namespace Tokenwright
