// SPDX-License-Identifier: MIT
#include "HttpTransport.h"

#include "NetworkTransport.h"

namespace Tokenwright {

Result<const HttpFunctions *> httpFunctions()
{
    static constexpr HttpFunctions functions{
        .transport = [](std::chrono::milliseconds deadline,
                        HttpClient::ProxyLookup lookup) -> std::unique_ptr<HttpTransport> {
            return std::make_unique<NetworkTransport>(deadline, std::move(lookup));
        }};
    return &functions;
}

} // namespace Tokenwright
