// SPDX-License-Identifier: MIT
#pragma once

#include "ClientCredentials.h"
#include "CredentialSet.h"
#include "HttpRequest.h"
#include "Provider.h"
#include "RequestDraft.h"
#include "ResolvedRules.h"
#include "Result.h"

#include <QString>

#include <optional>

namespace Tokenwright {

/// What {placeholders} may stand for in headers and claims: variables, {client_id} and {uuid}.
/// Pure.
QMap<QString, QString> placeholderValues(const Provider &provider, const CredentialSet &set,
                                         const ClientCredentials &credentials,
                                         const RequestStamp &stamp);
/// What {secret:name} may stand for in headers; empty for a parameter that need not be there. Pure.
QMap<QString, Secret> headerSecrets(const Provider &provider, const ClientCredentials &credentials);

/// Drafts a request to \a url, by POST with a form, in which the client of \a set shows who it is
/// as it does at the token endpoint; what is asked there is still to be added. Pure. Errors:
/// ErrorKind::Configuration.
Result<RequestDraft> draftAuthenticated(const Provider &provider, const CredentialSet &set,
                                        const ClientCredentials &credentials,
                                        const RequestStamp &stamp, const QUrl &url);

/// Drafts the request of \a set for a token: client credentials (RFC 6749 §4.4.2) or a grant that
/// is an assertion (RFC 7523 §2.1). Pure.
/// Errors: ErrorKind::Configuration.
Result<RequestDraft> draftTokenRequest(const Provider &provider, const CredentialSet &set,
                                       const ClientCredentials &credentials,
                                       const RequestStamp &stamp);

/// The same, ready to be sent.
Result<HttpRequest> buildTokenRequest(const Provider &provider, const CredentialSet &set,
                                      const ClientCredentials &credentials,
                                      const RequestStamp &stamp);

/// What is wrong with \a set and \a credentials as a whole, if anything: the request that would be
/// sent says it. Pure.
std::optional<Error> requestProblem(const Provider &provider, const CredentialSet &set,
                                    const ClientCredentials &credentials);

/// The same for a set whose pair is not known yet. Pure.
std::optional<Error> requestProblem(const Provider &provider, const CredentialSet &set);

/// May the request of \a set show a certificate that is known only once its pair is? Then no
/// connection can be opened ahead of it. Pure.
bool mayShowCertificate(const Provider &provider, const CredentialSet &set);

/// A hash over everything that shapes the token: provider, environment, endpoint, client
/// authentication, grant, scopes, parameters, how the answer is read, and the pair's mark. Never
/// over the pair itself.
QString requestFingerprint(const Provider &provider, const CredentialSet &set);

} // namespace Tokenwright
