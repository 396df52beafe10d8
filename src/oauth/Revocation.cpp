// SPDX-License-Identifier: MIT
#include "Revocation.h"

#include "EndpointUrls.h"
#include "Origin.h"
#include "TokenRequest.h"
#include "TokenResponse.h"

namespace Tokenwright {

Result<HttpRequest> buildRevocationRequest(const Provider &provider, const CredentialSet &set,
                                           const ClientCredentials &credentials,
                                           const Secret &token, const RequestStamp &stamp)
{
    const auto url = revocationUrlOf(provider, set);
    if (!url)
        return failure(url.error());
    if (const auto problem = originProblem(credentials, originOf(*url)))
        return failure(*problem);
    auto draft = draftAuthenticated(provider, set, credentials, stamp, *url);
    if (!draft)
        return failure(draft.error());
    draft->parameters = QList<RequestField>{{u"token"_s, token, true},
                                            {u"token_type_hint"_s,
                                             Secret::fromText(u"access_token"_s)}}
        + draft->parameters;
    draft->secrets.append(token);
    return writtenOut(*draft);
}

Result<void> readRevocationAnswer(const HttpAnswer &answer, const Provider &provider,
                                  const QList<Secret> &secrets, qint64 nowMilliseconds)
{
    if (answer.status >= 200 && answer.status < 300)
        return {};
    const auto read = readTokenAnswer(answer, provider, secrets, nowMilliseconds);
    return read ? Result<void>(failure(ErrorKind::Malformed)) : failure(read.error());
}

} // namespace Tokenwright
