// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

namespace Tokenwright {

/// Libraries of the program's own that it loads when it first needs them: most starts need none,
/// and scripts wait for the milliseconds that Qt Network and OpenSSL take to be loaded. Tests and
/// programs for other systems than freedesktop.org's link what is in them.
enum class ProgramPart {
    Network, ///< What connects: to servers, and to the window that runs.
    Keys, ///< What reads keys and signs.
};

/// Opens the files of all parts, so that those of this very program are loaded, however late,
/// though an update has replaced them meanwhile. Once, at the start, before any is needed.
void holdProgramParts();

/// The table that \a part gives by its function \a name. Loads the part, unless it is loaded; it
/// stays. Needs the application object. Any thread. Errors: ErrorKind::Storage (it is not there,
/// or libraries that it needs are not); the next call tries again.
Result<const void *> partTable(ProgramPart part, const char *name);

/// The same as what it is.
template <class Functions>
Result<const Functions *> partFunctions(ProgramPart part, const char *name)
{
    const auto table = partTable(part, name);
    if (!table)
        return failure(table.error());
    return static_cast<const Functions *>(*table);
}

} // namespace Tokenwright
