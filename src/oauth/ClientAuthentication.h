// SPDX-License-Identifier: MIT
#pragma once

#include "ClientAssertion.h"
#include "ClientCredentials.h"
#include "Provider.h"
#include "RequestDraft.h"
#include "Result.h"
#include "Secret.h"

#include <QList>
#include <QString>
#include <QUrl>

#include <span>

namespace Tokenwright {

/// What a method works with. Borrowed for the call.
struct AuthenticationInput
{
    const RequestRules &rules;
    const AssertionRules &assertion; ///< The set's on top of the provider's.
    const ClientCredentials &credentials;
    const QUrl &tokenUrl;
    const RequestStamp &stamp;
    QMap<QString, QString> values{}; ///< See AssertionInput.
    QStringList scopes{}; ///< See AssertionInput.

    AssertionInput assertionInput() const
    {
        return {.rules = assertion,
                .credentials = credentials,
                .tokenUrl = tokenUrl,
                .stamp = stamp,
                .values = values,
                .scopes = scopes,
                .scopeSeparator = rules.scopes.separator};
    }
};

/// What a method adds to the request.
struct AuthenticationParts
{
    QList<RequestField> headers{}; ///< Authorization, or what stands in its place.
    QList<RequestField> parameters{};
    QList<RequestField> query{}; ///< In the URL, whatever the body's format.
    Secret tlsCertificate{}; ///< Shown in the TLS handshake; empty: none.
    Secret tlsPrivateKey{}; ///< PEM.
};

/// One way for a client to authenticate at the token endpoint (RFC 6749 §2.3).
struct ClientAuthenticationMethod
{
    /// What must be known of the client, besides its ID.
    enum Need { NeedsSecret = 1, NeedsKey = 2, NeedsCertificate = 4, MakesAssertion = 8 };

    const char *id; ///< As in provider files, for example "client_secret_basic_raw".
    const char *label; ///< For people, to be translated in context "Tokenwright".
    const char *warning; ///< Why to think twice; the same context; may be empty.
    int needs; ///< Of Need. A certificate that is not needed may still be used.
    Result<AuthenticationParts> (*apply)(const AuthenticationInput &);

    bool needsSecret() const { return needs & NeedsSecret; }
    bool needsKey() const { return needs & NeedsKey; }
    bool needsCertificate() const { return needs & NeedsCertificate; }
    bool makesAssertion() const { return needs & MakesAssertion; }
    bool signsBySecret() const { return makesAssertion() && needsSecret(); }
    QString translatedLabel() const;
    QString translatedWarning() const;
};

/// Must the client show a certificate in TLS: is it the method, or does the provider want one
/// beside it?
bool needsCertificate(const ClientAuthenticationMethod &method, const RequestRules &rules);
/// Does it show one, if it has one?
bool takesCertificate(const ClientAuthenticationMethod &method, const RequestRules &rules);

/// What \a method adds to the request, with the certificate that the provider wants beside it.
/// Errors: ErrorKind::Configuration.
Result<AuthenticationParts> authenticationParts(const ClientAuthenticationMethod &method,
                                                const AuthenticationInput &input);

/// THE table of methods: a new one is one entry in ClientAuthentication.cpp, and its word in
/// schema.json.
std::span<const ClientAuthenticationMethod> clientAuthenticationMethods();

/// Null for an unknown id.
const ClientAuthenticationMethod *clientAuthenticationMethod(const QString &id);
/// The method by which a set with the override \a own (which may be empty) authenticates at
/// \a provider; null when it is unknown.
const ClientAuthenticationMethod *methodOf(const Provider &provider, const QString &own);
/// What of the pair that method has a use for, and the provider's grant, where that is an
/// assertion.
PairUse pairUseOf(const Provider &provider, const QString &own);

/// Whether a header of \a provider's holds the client secret itself: {secret:client_secret}, by its
/// parameter's name, where no parameter has it.
bool sendsSecretInHeader(const Provider &provider);

/// Whether the grant is an assertion, and it is signed by the client secret.
bool isGrantBySecret(const RequestRules &rules);

/// `Basic base64(id:secret)`, the parts as they are (as eBay and Pitney Bowes document it), or with
/// another \a scheme.
Secret rawBasicAuthorization(const ClientCredentials &credentials,
                             const QString &scheme = u"Basic"_s);

} // namespace Tokenwright
