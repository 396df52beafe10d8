// SPDX-License-Identifier: MIT
#include "ClientAuthentication.h"

#include "EntryRules.h"
#include "KeyText.h"
#include "PrivateKey.h"
#include "SignatureAlgorithm.h"
#include "Text.h"

#include <algorithm>
#include <array>

namespace Tokenwright {

namespace {

using Method = ClientAuthenticationMethod;
using Parts = Result<AuthenticationParts>;

/// application/x-www-form-urlencoded as RFC 6749 appendix B asks: a space becomes "+".
QByteArray formEncoded(QByteArrayView bytes)
{
    QByteArray encoded = bytes.toByteArray().toPercentEncoding("*", "~");
    return encoded.replace("%20", "+");
}

Secret basicAuthorization(const QString &scheme, QByteArray &&id, QByteArray &&secret)
{
    QByteArray pair = id + ':' + secret;
    QByteArray header = scheme.toLatin1() + ' ' + pair.toBase64();
    wipe(pair);
    wipe(id);
    wipe(secret);
    return Secret(std::move(header));
}

/// The client's ID as a parameter; none where the provider wants none.
QList<RequestField> clientIdFields(const AuthenticationInput &input)
{
    const QString &name = input.rules.clientIdParameter;
    if (name.isEmpty())
        return {};
    return {{name, Secret::fromText(input.credentials.clientId)}};
}

QList<RequestField> pairFields(const AuthenticationInput &input)
{
    return clientIdFields(input)
        + QList<RequestField>{
            {input.rules.clientSecretParameter, input.credentials.clientSecret, true}};
}

AuthenticationParts withAuthorization(const Secret &value)
{
    return {.headers = {{u"Authorization"_s, value, true}}};
}

Parts applyBasic(const AuthenticationInput &input)
{
    return withAuthorization(basicAuthorization(
        input.rules.authorizationScheme, formEncoded(input.credentials.clientId.toUtf8()),
        formEncoded(input.credentials.clientSecret.reveal())));
}

Parts applyBasicRaw(const AuthenticationInput &input)
{
    // RFC 7617 §2: the first colon ends the ID
    if (input.credentials.clientId.contains(u':')) {
        return misconfigured(
            Text::tr("The client ID has a “:” in it, which would end it in a Basic header "
                     "with ID and secret as they are. Choose the client authentication "
                     "client_secret_basic (form-encoded) or client_secret_post."));
    }
    return withAuthorization(
        rawBasicAuthorization(input.credentials, input.rules.authorizationScheme));
}

Parts applyPost(const AuthenticationInput &input)
{
    return AuthenticationParts{.parameters = pairFields(input)};
}

Parts applyQuery(const AuthenticationInput &input)
{
    return AuthenticationParts{.query = pairFields(input)};
}

/// RFC 7523 §2.2.
Parts withAssertion(const AuthenticationInput &input, const Result<Secret> &assertion)
{
    if (!assertion)
        return failure(assertion.error());
    const auto type = u"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"_s;
    return AuthenticationParts{
        .parameters = clientIdFields(input)
            + QList<RequestField>{{u"client_assertion_type"_s, Secret::fromText(type)},
                                  {u"client_assertion"_s, *assertion, true}}};
}

Parts applyPrivateKeyJwt(const AuthenticationInput &input)
{
    return withAssertion(input, assertionByKey(input.assertionInput()));
}

Parts applyClientSecretJwt(const AuthenticationInput &input)
{
    return withAssertion(input, assertionBySecret(input.assertionInput()));
}

/// RFC 6749 §3.2.1: a client without a secret names itself.
Parts applyNone(const AuthenticationInput &input)
{
    return AuthenticationParts{.parameters = clientIdFields(input)};
}

/// \a parts with the client's certificate, which must fit its key.
Parts withCertificate(AuthenticationParts parts, const ClientCredentials &credentials)
{
    if (const auto key = privateKeyFacts(credentials.privateKey); !key)
        return failure(key.error());
    if (const auto certificate = certificateFacts(credentials.certificate); !certificate)
        return failure(certificate.error());
    if (!belongTogether(credentials.certificate, credentials.privateKey)) {
        return misconfigured(
            Text::tr("The certificate and the private key do not belong together."));
    }
    parts.tlsCertificate = tidiedKeyText(credentials.certificate);
    const auto key = keyAsPem(credentials.privateKey);
    if (!key)
        return failure(key.error());
    parts.tlsPrivateKey = *key;
    return parts;
}

/// RFC 8705 §2: the certificate shows who the client is, its ID says which one is meant.
Parts applyTlsClientAuthentication(const AuthenticationInput &input)
{
    return withCertificate({.parameters = clientIdFields(input)}, input.credentials);
}

constexpr std::array methods{
    Method{"client_secret_basic",
           QT_TRANSLATE_NOOP("Tokenwright", "Basic header, form-encoded (RFC 6749)"), "",
           Method::NeedsSecret, applyBasic},
    Method{"client_secret_basic_raw",
           QT_TRANSLATE_NOOP("Tokenwright", "Basic header, ID and secret as they are"), "",
           Method::NeedsSecret, applyBasicRaw},
    Method{"client_secret_post",
           QT_TRANSLATE_NOOP("Tokenwright", "ID and secret in the request body"), "",
           Method::NeedsSecret, applyPost},
    Method{"query", QT_TRANSLATE_NOOP("Tokenwright", "ID and secret in the URL"),
           QT_TRANSLATE_NOOP("Tokenwright",
                             "Servers and proxies write URLs into their logs, the secret with "
                             "them. Use this only where the provider takes nothing else."),
           Method::NeedsSecret, applyQuery},
    Method{"private_key_jwt",
           QT_TRANSLATE_NOOP("Tokenwright", "Assertion signed with a private key"), "",
           Method::NeedsKey | Method::MakesAssertion, applyPrivateKeyJwt},
    Method{"client_secret_jwt",
           QT_TRANSLATE_NOOP("Tokenwright", "Assertion signed with the client secret"), "",
           Method::NeedsSecret | Method::MakesAssertion, applyClientSecretJwt},
    Method{"tls_client_auth", QT_TRANSLATE_NOOP("Tokenwright", "TLS certificate of the client"), "",
           Method::NeedsKey | Method::NeedsCertificate, applyTlsClientAuthentication},
    Method{"none", QT_TRANSLATE_NOOP("Tokenwright", "None: the client ID alone"), "", 0, applyNone},
};

} // namespace

QString ClientAuthenticationMethod::translatedLabel() const
{
    return Text::tr(label);
}

QString ClientAuthenticationMethod::translatedWarning() const
{
    return *warning ? Text::tr(warning) : QString();
}

bool needsCertificate(const ClientAuthenticationMethod &method, const RequestRules &rules)
{
    return method.needsCertificate() || rules.clientCertificate == ClientCertificate::Required;
}

bool takesCertificate(const ClientAuthenticationMethod &method, const RequestRules &rules)
{
    return method.needsCertificate() || rules.clientCertificate != ClientCertificate::Never;
}

Result<AuthenticationParts> authenticationParts(const ClientAuthenticationMethod &method,
                                                const AuthenticationInput &input)
{
    auto parts = method.apply(input);
    const bool isThere = !input.credentials.certificate.isEmpty();
    if (!parts || method.needsCertificate() || !takesCertificate(method, input.rules)
        || (!isThere && !needsCertificate(method, input.rules)))
        return parts;
    if (!isThere) {
        return misconfigured(
            Text::tr("The server wants a TLS certificate of the client besides, and its "
                     "private key; there is none."));
    }
    return withCertificate(std::move(*parts), input.credentials);
}

std::span<const ClientAuthenticationMethod> clientAuthenticationMethods()
{
    return methods;
}

const ClientAuthenticationMethod *clientAuthenticationMethod(const QString &id)
{
    const auto found = std::ranges::find_if(
        methods, [&](const Method &method) { return id == QLatin1StringView(method.id); });
    return found == methods.end() ? nullptr : &*found;
}

const ClientAuthenticationMethod *methodOf(const Provider &provider, const QString &own)
{
    return clientAuthenticationMethod(own.isEmpty() ? provider.request.clientAuthentication : own);
}

PairUse pairUseOf(const Provider &provider, const QString &own)
{
    const Method *method = methodOf(provider, own);
    if (!method)
        return {};
    const auto part = [](bool isNeeded, bool isUsed) {
        return isNeeded ? PairUse::Needed : isUsed ? PairUse::Optional : PairUse::Unused;
    };
    const RequestRules &rules = provider.request;
    const bool needsTls = needsCertificate(*method, rules);
    const bool inTls = takesCertificate(*method, rules);
    const bool isGrant = rules.assertion.use == AssertionUse::Grant;
    const bool sendsSecret = method->needsSecret() || isGrantBySecret(rules)
        || sendsSecretInHeader(provider);
    const bool grantNeedsKey = isGrant && !isGrantBySecret(rules);
    const bool signsByKey = grantNeedsKey || (method->makesAssertion() && method->needsKey());
    return {.secret = part(sendsSecret, false),
            .key = part(method->needsKey() || needsTls || grantNeedsKey, inTls),
            // an assertion can name its key by it
            .certificate = part(needsTls, inTls || signsByKey),
            .assertion = part(method->makesAssertion() || isGrant, false),
            .bySecret = isGrant ? !grantNeedsKey : method->signsBySecret(),
            .inTls = inTls};
}

bool sendsSecretInHeader(const Provider &provider)
{
    const RequestRules &rules = provider.request;
    const QString &name = rules.clientSecretParameter;
    return secretsInHeaders(rules.headers + provider.useToken.headers).contains(name)
        && std::ranges::find(rules.parameters, name, &RequestParameter::name)
        == rules.parameters.end();
}

bool isGrantBySecret(const RequestRules &rules)
{
    return rules.assertion.use == AssertionUse::Grant
        && isSecretAlgorithm(rules.assertion.algorithm);
}

Secret rawBasicAuthorization(const ClientCredentials &credentials, const QString &scheme)
{
    return basicAuthorization(scheme, credentials.clientId.toUtf8(),
                              credentials.clientSecret.reveal().toByteArray());
}

} // namespace Tokenwright
