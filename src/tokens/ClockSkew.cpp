// SPDX-License-Identifier: MIT
#include "ClockSkew.h"

namespace Tokenwright {

namespace {

constexpr qint64 tolerance = 120'000; // milliseconds

} // namespace

std::optional<qint64> clockAhead(std::optional<qint64> server, qint64 sent, qint64 received)
{
    if (!server)
        return {};
    // The server wrote it down at some moment between the two.
    const qint64 ahead = sent > *server ? sent - *server
        : received < *server            ? received - *server
                                        : 0;
    if (qAbs(ahead) <= tolerance)
        return {};
    return ahead;
}

} // namespace Tokenwright
