// SPDX-License-Identifier: MIT
#pragma once

#include <xcb/xproto.h>

namespace Tokenwright {

/// The number that the X server knows \a name by. Asks the server and waits for its answer.
xcb_atom_t xcbAtom(xcb_connection_t *connection, const char *name);

} // namespace Tokenwright
