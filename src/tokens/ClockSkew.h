// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <optional>

namespace Tokenwright {

/// By how much this computer's clock is ahead of a server's, in milliseconds (negative: behind), by
/// the \a date header of an answer to a request sent at \a sent and received at \a received
/// (milliseconds since the epoch). Nothing when there is no date (RFC 9110 §5.6.7) or when the two
/// agree to within two minutes, which is enough for tokens. Only ever used to warn. Pure.
std::optional<qint64> clockAhead(const QByteArray &date, qint64 sent, qint64 received);

} // namespace Tokenwright
