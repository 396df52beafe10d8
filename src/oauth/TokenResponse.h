// SPDX-License-Identifier: MIT
#pragma once

#include "core/Redaction.h"
#include "core/Result.h"
#include "core/Secret.h"
#include "oauth/ProviderComplaint.h"
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
/// \a nowMilliseconds (wall clock) turns moments into lifetimes where the answer does not say what
/// the server's clock read. An Error::code goes into files, so it never holds \a clientId. Errors:
/// Rejected, TryLater, Malformed, as failureKind() says.
Result<TokenAnswer> readTokenAnswer(const HttpAnswer &answer, const Provider &provider,
                                    const QList<Secret> &secrets, qint64 nowMilliseconds,
                                    const QString &clientId = {});

/// What \a complaint, found in \a root, says in words: message and details, or else the whole
/// answer, redacted; of a 2xx keys and types alone. Pure.
QString complaintText(const ProviderComplaint &complaint, const HttpAnswer &answer,
                      const QJsonValue &root, const ErrorRules &rules, const Redaction &redaction);

} // namespace Tokenwright
