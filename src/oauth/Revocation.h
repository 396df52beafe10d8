// SPDX-License-Identifier: MIT
#pragma once

#include "ClientCredentials.h"
#include "CredentialSet.h"
#include "HttpAnswer.h"
#include "HttpRequest.h"
#include "Provider.h"
#include "RequestDraft.h"
#include "Result.h"

namespace Tokenwright {

/// The request by which a provider is asked to end \a token (RFC 7009 §2.1), in which the client of
/// \a set shows who it is as it does at the token endpoint. Pure. Errors: ErrorKind::Configuration,
/// and EndpointMoved where the pair was not saved for the place it would go to.
Result<HttpRequest> buildRevocationRequest(const Provider &provider, const CredentialSet &set,
                                           const ClientCredentials &credentials,
                                           const Secret &token, const RequestStamp &stamp);

/// Whether \a answer says that the token is ended (RFC 7009 §2.2: any 2xx; a token that was not
/// known is ended as well). Pure. \a secrets are redacted from every message. Errors: those of
/// readTokenAnswer().
Result<void> readRevocationAnswer(const HttpAnswer &answer, const Provider &provider,
                                  const QList<Secret> &secrets, qint64 nowMilliseconds);

} // namespace Tokenwright
