// SPDX-License-Identifier: MIT
#pragma once

#include "LoggedRequest.h"

/// A request that failed; each \a number has a time of its own, and there are two sets.
inline Tokenwright::LoggedRequest practiceRequest(int number = 0)
{
    using namespace Tokenwright;
    LoggedRequest request;
    request.at = 1'800'000'000'123 + number;
    request.setId = u"set-"_s + QString::number(number % 2);
    request.setName = u"Café “one”"_s;
    request.provider = u"ebay"_s;
    request.environment = u"sandbox"_s;
    request.endpoint = u"https://api.example.com/token"_s;
    request.clientAuthentication = u"client_secret_basic"_s;
    request.httpStatus = 401;
    request.milliseconds = 12;
    request.outcome = u"rejected"_s;
    request.code = u"invalid_client"_s;
    request.message = u"line\nend"_s;
    request.requestIds = {{u"X-Request-Id"_s, u"abc-1"_s}};
    request.askedBy = askedByWindow;
    return request;
}
