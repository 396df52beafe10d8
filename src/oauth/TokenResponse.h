// SPDX-License-Identifier: MIT
#pragma once

#include "HttpAnswer.h"
#include "Provider.h"
#include "ProviderComplaint.h"
#include "Redaction.h"
#include "Result.h"
#include "Secret.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace Tokenwright {

/// What a token answer says (RFC 6749 §5.1, read generously). A value.
struct TokenAnswer
{
    Secret accessToken;
    std::optional<qint64> lifetimeSeconds; ///< Nothing: the answer does not say.
    std::optional<qint64> jwtOutlivesBySeconds; ///< See jwtOutlivesBy(); used only to warn.
    std::optional<qint64> issuedAtMilliseconds; ///< By the server's clock; used only to warn.
    QString tokenType; ///< As received; never reaches a header.
    QString apiBaseUrl; ///< Where it is used, if the answer tells; a URL that is allowed.
    QString scope; ///< As granted, joined by spaces; empty when the answer does not say.
};

/// Reads \a answer by \a provider's rules. Pure. \a secrets are redacted from every message.
/// \a nowMilliseconds (wall clock) turns moments into lifetimes where the answer does not say what
/// the server's clock read. An Error::code goes into files, so it never holds \a clientId. Errors:
/// Rejected, TryLater, Malformed, as failureKind() says.
Result<TokenAnswer> readTokenAnswer(const HttpAnswer &answer, const Provider &provider,
                                    const QList<Secret> &secrets, qint64 nowMilliseconds,
                                    const QString &clientId = {});

/// The refresh token that \a answer brings by \a provider's rules, whatever else is wrong with it:
/// the one that was sent may be worth nothing from now on. Empty: none. Pure.
Secret refreshTokenIn(const HttpAnswer &answer, const Provider &provider);

/// What \a complaint, found in \a root, says in words: message and details, or else the whole
/// answer, redacted; of a 2xx keys and types alone. Pure.
QString complaintText(const ProviderComplaint &complaint, const HttpAnswer &answer,
                      const QJsonValue &root, const ErrorRules &rules, const Redaction &redaction);

} // namespace Tokenwright
