// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

namespace Tokenwright {

/// Ends each TCP connection of this process to \a port of another, or of this computer, on which
/// more than \a most bytes have come, whoever it belongs to: Qt keeps the head of an answer however
/// long it gets, and tells of none of it. Returns how many. 0 where the system does not tell how
/// much came. From any thread; takes a fraction of a millisecond.
int endFloodedConnections(quint16 port, qint64 most);

} // namespace Tokenwright
