// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace Tokenwright {

/// Whether a sandbox (Flatpak, Snap) holds this process, which reaches the desktop through portals.
bool isSandboxed();

/// Keeps what this process holds to itself: no core dump (it would hold secrets), no other program
/// of the same user that looks into its memory, and files that only their owner may read. Writing
/// to a pipe that nobody reads is an error instead of the end. Standard descriptors that are closed
/// are taken by ones that cannot be used either, so that no file or connection gets their numbers
/// and what is printed lands in it. Nothing that is printed or read becomes other bytes. Libraries
/// that talk do so on standard error. Call it first thing in main(), before anything is opened.
void hardenProcess();

/// Has what is thread_local destroyed at a thread's end before its memory is freed, where a
/// compiler does it the other way round. hardenProcess() sees to it; another main() calls it before
/// anything that is thread_local is used.
void orderEndsOfThreads();

/// The words of the command line behind the program's own name, before Qt takes any out: byte for
/// byte as they were given, on Windows as UTF-8.
QList<QByteArray> commandLineWords(int argc, char *argv[]);
/// Such a word as text for people.
QString shownWord(const QByteArray &word);

/// Makes the program that \a command names, with its arguments, of this process; limits, mask and
/// signal are what was found before hardenProcess(). Comes back only when it cannot, with errno.
/// Where no process can become another one, it waits for it and ends as it did.
int becomeProgram(QList<QByteArray> command);
/// Undoes hardenProcess() in a child, between fork and exec, and makes the program of it that
/// \a command, which ends with a null, names. Comes back only when it cannot. Safe to be called
/// where only asynchronous-signal-safe functions are. On Unix alone.
void becomeProgramInChild(char *const *command);
/// The name of a file that a child can read \a bytes from, once; they are in memory alone. Empty
/// where there can be none, with errno.
QByteArray inheritedFile(QByteArrayView bytes);

/// Ends the process by \a signal as if nobody had caught it, so that whoever started it sees that.
[[noreturn]] void endBy(int signal);
/// To be main()'s last, with what it gives back: the process ends here. What libraries clean up
/// after main() they take from threads that are still ending: QThread::wait() returns before
/// OpenSSL has cleaned up what it kept for the thread, and both then free the same. And a thread
/// that hangs in a look-up would keep the process from ending.
[[noreturn]] int lastStep(int code);

} // namespace Tokenwright
