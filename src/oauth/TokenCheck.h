// SPDX-License-Identifier: MIT
#pragma once

#include "ClientCredentials.h"
#include "CredentialSet.h"
#include "HttpRequest.h"
#include "Provider.h"
#include "Quotas.h"
#include "RequestDraft.h"
#include "Result.h"
#include "TokenResponse.h"

#include <QString>

namespace Tokenwright {

/// What an API says to a token.
struct TokenVerdict
{
    enum class Kind {
        Accepted,
        Refused, ///< Expired, revoked, of another environment, or no token of this API.
        LacksScope, ///< The token is good, but not for this call.
        Inconclusive, ///< The answer says nothing of the token.
    };
    Kind kind = Kind::Inconclusive;
    int httpStatus = 0;
    QString code{}; ///< The API's own; empty if it gave none.
    QString message{}; ///< The API's words, redacted.
    QList<Quota> quotas{}; ///< What is left of the provider's, where a good answer says it.
};

/// Whether the check of \a provider, which has one, needs the pair of \a set: it shows more of the
/// client than the token (its ID, a secret, a certificate), or leads where somebody must have
/// agreed to. \a apiBaseUrl as for buildCheckRequest().
bool checkNeedsPair(const Provider &provider, const CredentialSet &set,
                    const QString &apiBaseUrl = {});

/// The call that tells whether an API takes \a token. Pure. It goes to the token endpoint's origin
/// or to that of \a apiBaseUrl, where the token's answer named one, else to that of the
/// environment's as far as tokenOriginProblem() allows it, and nowhere else; a secret of \a
/// credentials, which may be empty unless checkNeedsPair(), only where it was saved for. Errors:
/// ErrorKind::Configuration (no check described, the URL leads elsewhere), EndpointMoved, ApiMoved.
Result<HttpRequest> buildCheckRequest(const Provider &provider, const CredentialSet &set,
                                      const Secret &token, const ClientCredentials &credentials,
                                      const RequestStamp &stamp, const QString &apiBaseUrl = {});

/// Judges \a answer by the provider's rules and by RFC 6750 §3.1. Pure.
/// \a secrets are redacted from the message.
TokenVerdict readCheckAnswer(const HttpAnswer &answer, const Provider &provider,
                             const QList<Secret> &secrets);

/// The verdict in a few translated words: "accepted", "refused", …
QString verdictLabel(TokenVerdict::Kind kind);
/// All there is to say of it to a person: what it means, status and code explained, what to do.
QString verdictText(const TokenVerdict &verdict, const Provider &provider);

} // namespace Tokenwright
