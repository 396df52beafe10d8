// SPDX-License-Identifier: MIT
#pragma once

#include "core/Result.h"
#include "core/Secret.h"
#include "providers/Provider.h"

#include <QByteArray>
#include <QString>

#include <optional>

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
    Secret body; ///< It may hold a token.
};

/// What a token answer says (RFC 6749 §5.1, read generously). A value.
struct TokenAnswer
{
    Secret accessToken;
    std::optional<qint64> lifetimeSeconds; ///< Nothing: the answer does not say.
    std::optional<qint64> issuedAtMilliseconds; ///< By the server's clock; used only to warn.
    QString tokenType; ///< As received; never reaches a header.
    QString scope; ///< As granted, joined by spaces; empty when the answer does not say.
};

/// Reads \a answer by \a provider's rules. Pure. \a secrets are redacted from every message.
/// \a nowMilliseconds (wall clock) turns an absolute expiry into a lifetime.
/// Errors: Rejected (an error code whatever the status, any 4xx but 429), TryLater (429, 5xx),
/// Malformed (2xx without a usable token, 3xx).
Result<TokenAnswer> readTokenAnswer(const HttpAnswer &answer, const Provider &provider,
                                    const QList<Secret> &secrets, qint64 nowMilliseconds);

} // namespace Tokenwright
