// SPDX-License-Identifier: MIT
#include "TokenHeader.h"

#include "EntryRules.h"
#include "TokenRequest.h"

#include <algorithm>

namespace Tokenwright {

Secret tokenHeaderValue(const UseTokenRules &rules, const Secret &token)
{
    if (rules.scheme.isEmpty())
        return token;
    return concatenated({rules.scheme.toUtf8(), " ", token.reveal()});
}

bool needPair(const QList<NameValue> &headers)
{
    return !secretsInHeaders(headers).isEmpty()
        || std::ranges::any_of(
            headers, [](const NameValue &header) { return header.value.contains(u"{client_id}"); });
}

Result<QList<RequestField>> standingHeaders(const Provider &provider, const CredentialSet &set,
                                            const ClientCredentials &credentials,
                                            const RequestStamp &stamp)
{
    QList<RequestField> headers;
    const auto added = addHeaders(headers, provider.useToken.headers,
                                  placeholderValues(provider, set, credentials, stamp),
                                  headerSecrets(provider, credentials));
    if (!added)
        return failure(added.error());
    return headers;
}

} // namespace Tokenwright
