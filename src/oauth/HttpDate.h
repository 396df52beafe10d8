// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <optional>

namespace Tokenwright {

/// An HTTP date as servers write it (RFC 9110 §5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`), in
/// milliseconds since the epoch; nothing when \a text is none. Pure.
std::optional<qint64> httpDate(const QByteArray &text);

} // namespace Tokenwright
