// SPDX-License-Identifier: MIT
#pragma once

#include <xcb/xcb.h>

namespace Tokenwright {

/// To the X server that shows the program's windows; null where something else does.
xcb_connection_t *xcbConnection();

/// The number that the X server knows \a name by. Asks the server and waits for its answer.
xcb_atom_t xcbAtom(xcb_connection_t *connection, const char *name);

} // namespace Tokenwright
