// SPDX-License-Identifier: MIT
#pragma once

#include "AccessToken.h"
#include "ClientCredentials.h"
#include "Clock.h"
#include "CredentialSet.h"
#include "HttpRequest.h"
#include "LoggedRequest.h"
#include "Provider.h"
#include "Result.h"
#include "TokenResponse.h"

#include <QUrl>

#include <functional>
#include <optional>

namespace Tokenwright {

/// What happened at a set's last request, for people. In memory only.
struct RequestReport
{
    qint64 at = 0; ///< Milliseconds since the epoch.
    qint64 milliseconds = 0; ///< From sending to the whole answer.
    QUrl endpoint; ///< Without its query, which may hold the pair.
    int httpStatus = 0;
    std::optional<Error> error; ///< Redacted.
    /// By how much this computer's clock is ahead of the server's, in milliseconds; nothing: the
    /// answer does not say, or they agree.
    std::optional<qint64> clockAhead;
};

/// One grant, of client credentials (RFC 6749 §4.4) or as the provider has it: the request, which
/// its owner sends, and what came of it. A value; touches neither network nor keychain.
struct TokenGrant
{
    struct Outcome
    {
        Result<AccessToken> token; ///< Without a fingerprint. Errors: those of readTokenAnswer().
        /// In the place of the one that was sent, also where there is no token; empty: none came,
        /// or the same.
        Secret refreshToken{};
        RequestReport report;
        LoggedRequest logged; ///< For the log, but for who asked.
    };

    HttpRequest request;
    /// Reads what was received by \a now. Holds what it redacts, so let go of it when done.
    std::function<Outcome(const Result<HttpAnswer> &received, const Moment &now)> read;
};

/// The grant that \a set asks for with \a credentials. It is to be \a sent now: from then on its
/// token lives. Errors: ErrorKind::Configuration.
Result<TokenGrant> tokenGrant(const Provider &provider, const CredentialSet &set,
                              const ClientCredentials &credentials, const Moment &sent);

} // namespace Tokenwright
