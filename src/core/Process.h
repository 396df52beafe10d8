// SPDX-License-Identifier: MIT
#pragma once

namespace Tokenwright {

/// Keeps what this process holds to itself: no core dump (it would hold secrets), and files that
/// only their owner may read. Writing to a pipe that nobody reads is an error instead of the end.
/// Call it first thing in main().
void hardenProcess();
/// Takes that back, for another program that is to run in this process's place.
void softenProcess();

} // namespace Tokenwright
