// SPDX-License-Identifier: MIT
#include "oauth/ClientAuthentication.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <optional>

namespace Tokenwright {

namespace {

using Parts = Result<AuthenticationParts>;

/// application/x-www-form-urlencoded as RFC 6749 appendix B asks: a space becomes "+".
QByteArray formEncoded(QByteArrayView bytes)
{
    QByteArray encoded = bytes.toByteArray().toPercentEncoding("*", "~");
    return encoded.replace("%20", "+");
}

Secret basicAuthorization(QByteArray &&id, QByteArray &&secret)
{
    QByteArray pair = id + ':' + secret;
    QByteArray header = "Basic " + pair.toBase64();
    wipe(pair);
    wipe(id);
    wipe(secret);
    return Secret(std::move(header));
}

/// Every method that shows the pair needs both of its halves.
std::optional<Error> missingHalf(const ClientCredentials &credentials)
{
    if (!credentials.clientId.isEmpty() && !credentials.clientSecret.isEmpty())
        return {};
    const QString message = credentials.clientId.isEmpty()
        ? QCoreApplication::translate("ClientAuthentication", "The client ID is missing.")
        : QCoreApplication::translate("ClientAuthentication", "The client secret is missing.");
    return Error{.kind = ErrorKind::Configuration, .message = message};
}

Parts applyBasicRaw(const RequestRules &, const ClientCredentials &credentials)
{
    if (auto error = missingHalf(credentials))
        return failure(std::move(*error));
    return AuthenticationParts{.authorization = rawBasicAuthorization(credentials),
                               .bodyParameters = {}};
}

Parts applyBasic(const RequestRules &, const ClientCredentials &credentials)
{
    if (auto error = missingHalf(credentials))
        return failure(std::move(*error));
    return AuthenticationParts{
        .authorization = basicAuthorization(formEncoded(credentials.clientId.toUtf8()),
                                            formEncoded(credentials.clientSecret.reveal())),
        .bodyParameters = {}};
}

Parts applyPost(const RequestRules &rules, const ClientCredentials &credentials)
{
    if (auto error = missingHalf(credentials))
        return failure(std::move(*error));
    return AuthenticationParts{
        .authorization = {},
        .bodyParameters = {{rules.clientIdParameter, Secret::fromText(credentials.clientId)},
                           {rules.clientSecretParameter, credentials.clientSecret}}};
}

} // namespace

std::span<const ClientAuthenticationMethod> clientAuthenticationMethods()
{
    // Made at first use, when the translations are there.
    static const std::array table{
        ClientAuthenticationMethod{
            QStringLiteral("client_secret_basic"),
            QCoreApplication::translate("ClientAuthentication",
                                        "Basic header, form-encoded (RFC 6749)"),
            applyBasic},
        ClientAuthenticationMethod{
            QStringLiteral("client_secret_basic_raw"),
            QCoreApplication::translate("ClientAuthentication",
                                        "Basic header, ID and secret as they are"),
            applyBasicRaw},
        ClientAuthenticationMethod{QStringLiteral("client_secret_post"),
                                   QCoreApplication::translate("ClientAuthentication",
                                                               "ID and secret in the request body"),
                                   applyPost},
    };
    return table;
}

const ClientAuthenticationMethod *clientAuthenticationMethod(const QString &id)
{
    const auto table = clientAuthenticationMethods();
    const auto found = std::ranges::find(table, id, &ClientAuthenticationMethod::id);
    return found == table.end() ? nullptr : &*found;
}

Secret rawBasicAuthorization(const ClientCredentials &credentials)
{
    return basicAuthorization(credentials.clientId.toUtf8(),
                              credentials.clientSecret.reveal().toByteArray());
}

} // namespace Tokenwright
