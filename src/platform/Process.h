// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>

namespace Tokenwright {

/// Whether a sandbox (Flatpak, Snap) holds this process, which reaches the desktop through portals.
bool isSandboxed();

/// Keeps what this process holds to itself: no core dump (it would hold secrets), no other program
/// of the same user that looks into its memory, and files that only their owner may read. Writing
/// to a pipe that nobody reads is an error instead of the end. Standard descriptors that are closed
/// are taken by ones that cannot be used either, so that no file or connection gets their numbers
/// and what is printed lands in it. Call it first thing in main(), before anything is opened.
void hardenProcess();
/// Makes the program that \a command names, with its arguments, of this process; limits, mask and
/// signal are what was found before hardenProcess(). Comes back only when it cannot, with errno.
int becomeProgram(QList<QByteArray> command);
/// Undoes hardenProcess() in a child, between fork and exec, and makes the program of it that
/// \a command, which ends with a null, names. Comes back only when it cannot. Safe to be called
/// where only asynchronous-signal-safe functions are.
void becomeProgramInChild(char *const *command);
/// A descriptor, which children inherit, from which \a bytes can be read; they are in memory alone.
/// Otherwise -1, with errno.
int inheritedDescriptor(QByteArrayView bytes);
/// Ends the process by \a signal as if nobody had caught it, so that whoever started it sees that.
[[noreturn]] void endBy(int signal);

} // namespace Tokenwright
