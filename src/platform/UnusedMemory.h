// SPDX-License-Identifier: MIT
#pragma once

namespace Tokenwright {

/// Gives back to the system what was freed and that the allocator would keep for later: a program
/// that has read large files stays as small as what it knows of them. From any thread.
void releaseUnusedMemory();

} // namespace Tokenwright
