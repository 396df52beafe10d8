// SPDX-License-Identifier: MIT
#pragma once

#include "core/Result.h"
#include "core/Secret.h"
#include "credentials/ClientCredentials.h"
#include "providers/Provider.h"

#include <QList>
#include <QString>

#include <functional>
#include <span>

namespace Tokenwright {

/// What a method adds to the request.
struct AuthenticationParts
{
    Secret authorization; ///< The Authorization header's value; empty: no such header.
    QList<std::pair<QString, Secret>> bodyParameters;
};

/// One way for a client to authenticate at the token endpoint (RFC 6749 §2.3).
struct ClientAuthenticationMethod
{
    QString id; ///< As in provider files, for example "client_secret_basic_raw".
    QString label; ///< For people, translated.
    std::function<Result<AuthenticationParts>(const RequestRules &, const ClientCredentials &)>
        apply;
};

/// THE table of methods: a new one is one entry in ClientAuthentication.cpp.
std::span<const ClientAuthenticationMethod> clientAuthenticationMethods();

/// Null for an unknown id.
const ClientAuthenticationMethod *clientAuthenticationMethod(const QString &id);

/// `Basic base64(id:secret)`, the parts as they are (as eBay and Pitney Bowes document it).
Secret rawBasicAuthorization(const ClientCredentials &credentials);

} // namespace Tokenwright
