// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <optional>

namespace Tokenwright {

/// An HTTP date in any of its three formats (RFC 9110 §5.6.7, the usual one being `Sun, 06 Nov 1994
/// 08:49:37 GMT`), in milliseconds since the epoch; nothing when \a text is none. Pure.
std::optional<qint64> httpDate(const QByteArray &text);

/// The moment before which a server does not want to be asked again, in milliseconds since the
/// epoch by this computer's clock: what Retry-After says (RFC 9110 §10.2.3), seconds or a date. A
/// date is by the server's clock, which read \a date when this one read \a now. Ten years at most;
/// nothing when \a retryAfter is neither. Pure.
std::optional<qint64> retryMoment(const QByteArray &retryAfter, const QByteArray &date, qint64 now);

} // namespace Tokenwright
