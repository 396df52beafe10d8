// SPDX-License-Identifier: MIT
#pragma once

#include "Secret.h"

#include <QByteArray>
#include <QList>

#include <utility>

namespace Tokenwright {

/// An HTTP answer as received, its body capped. A value.
struct HttpAnswer
{
    int status = 0;
    QByteArray reason; ///< The reason phrase.
    QByteArray contentType;
    QByteArray retryAfter;
    QByteArray location; ///< Of a redirect, which is never followed.
    QByteArray date; ///< The server's Date header.
    QByteArray wwwAuthenticate{}; ///< What a resource server objects to (RFC 6750 §3).
    /// Headers that name the request, see namesRequestId(): name and value.
    QList<std::pair<QByteArray, QByteArray>> requestIds{};
    Secret body; ///< It may hold a token.
};

} // namespace Tokenwright
