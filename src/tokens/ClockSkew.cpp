// SPDX-License-Identifier: MIT
#include "tokens/ClockSkew.h"

#include "oauth/HttpDate.h"

namespace Tokenwright {

namespace {

constexpr qint64 tolerance = 120'000; // milliseconds

} // namespace

std::optional<qint64> clockAhead(const QByteArray &date, qint64 sent, qint64 received)
{
    const auto server = httpDate(date);
    if (!server)
        return {};
    const qint64 moment = *server;
    // The server wrote its date at some moment between the two.
    const qint64 ahead = sent > moment ? sent - moment : received < moment ? received - moment : 0;
    if (qAbs(ahead) <= tolerance)
        return {};
    return ahead;
}

} // namespace Tokenwright
