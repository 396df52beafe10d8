// SPDX-License-Identifier: MIT
#pragma once

namespace Tokenwright {

/// Keeps what this process holds to itself: no core dump (it would hold secrets), and files that
/// only their owner may read. Call it first thing in main().
void hardenProcess();

} // namespace Tokenwright
