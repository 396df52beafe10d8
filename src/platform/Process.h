// SPDX-License-Identifier: MIT
#pragma once

namespace Tokenwright {

/// Whether a sandbox (Flatpak, Snap) holds this process, which reaches the desktop through portals.
bool isSandboxed();

/// Keeps what this process holds to itself: no core dump (it would hold secrets), no other program
/// of the same user that looks into its memory, and files that only their owner may read. Writing
/// to a pipe that nobody reads is an error instead of the end. Standard descriptors that are closed
/// are taken by ones that cannot be used either, so that no file or connection gets their numbers
/// and what is printed lands in it. Call it first thing in main(), before anything is opened.
void hardenProcess();
/// Takes the limits, the mask and the signal back to what was found, for another program that is to
/// run in this process's place.
void softenProcess();
/// Ends the process by \a signal as if nobody had caught it, so that whoever started it sees that.
[[noreturn]] void endBy(int signal);

} // namespace Tokenwright
