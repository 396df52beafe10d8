// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <optional>

namespace Tokenwright {

/// By how much this computer's clock is ahead of a server's, in milliseconds (negative: behind),
/// when the server's read \a server as it answered a request sent at \a sent and received at \a
/// received (all in milliseconds since the epoch). Nothing when the server did not say, or when the
/// two agree to within two minutes, which is enough for tokens. Only ever used to warn. Pure.
std::optional<qint64> clockAhead(std::optional<qint64> server, qint64 sent, qint64 received);

} // namespace Tokenwright
