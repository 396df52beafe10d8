// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Tokenwright {

/// A moment, in milliseconds since the epoch, as the panel says it: "13:10:53", of another day than
/// today with its date.
QString clockText(qint64 milliseconds);

} // namespace Tokenwright
