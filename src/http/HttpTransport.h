// SPDX-License-Identifier: MIT
// For this room alone.
#pragma once

#include "HttpClient.h"
#include "Result.h"

#include <chrono>
#include <memory>

namespace Tokenwright {

/// What HttpClient does its work by, which has no more of its own than to begin it.
class HttpTransport
{
public:
    virtual ~HttpTransport() = default;
    virtual HttpClient::Call send(const HttpRequest &request) = 0;
    virtual void prepare(const QUrl &url, const QString &caCertificates) = 0;
};

/// What this room does by Qt Network.
struct HttpFunctions
{
    std::unique_ptr<HttpTransport> (*transport)(std::chrono::milliseconds deadline,
                                                HttpClient::ProxyLookup lookup);
};

/// They are linked, or in a part of the program (ProgramPart.h) that is loaded by the first call.
/// Usable from any thread. Errors: as partFunctions().
Result<const HttpFunctions *> httpFunctions();

} // namespace Tokenwright
