// SPDX-License-Identifier: MIT
#include "TokenDestination.h"

#include "EndpointUrls.h"
#include "Origin.h"

namespace Tokenwright {

TokenDestination tokenDestination(const Provider &provider, const CredentialSet &set,
                                  const QUrl &url, const QString &told)
{
    const QString origin = originOf(url);
    const auto tokenUrl = tokenUrlOf(provider, set);
    const bool isFromThere = tokenUrl && origin == originOf(*tokenUrl);
    const bool isTold = !told.isEmpty() && origin == originOf(QUrl(told, QUrl::StrictMode));
    return {.url = url, .isAgreed = isFromThere || isTold};
}

std::optional<Error> destinationProblem(const TokenDestination &destination,
                                        const ClientCredentials &credentials)
{
    return destination.isAgreed ? std::nullopt
                                : tokenOriginProblem(credentials, originOf(destination.url));
}

} // namespace Tokenwright
