// SPDX-License-Identifier: MIT
#include "TokenRequest.h"

#include "ClientAuthentication.h"
#include "EndpointUrls.h"
#include "EntryRules.h"
#include "HeaderText.h"
#include "KeyText.h"
#include "ResolvedRules.h"
#include "Text.h"

#include <algorithm>

namespace Tokenwright {

namespace {

/// The secret parameters that go into headers, and so into nothing else.
QStringList sentInHeaders(const Provider &provider, const CredentialSet &set)
{
    return secretsInHeaders(provider.request.headers + set.headers + provider.useToken.headers);
}

/// The method of \a set, if the credentials hold what it needs.
Result<const ClientAuthenticationMethod *> usableMethod(const Provider &provider,
                                                        const CredentialSet &set,
                                                        const ClientCredentials &credentials)
{
    const QString &id = clientAuthenticationOf(provider, set);
    const ClientAuthenticationMethod *method = clientAuthenticationMethod(id);
    if (!method)
        return misconfigured(Text::tr("Unknown client authentication “%1”.").arg(id));
    if (credentials.clientId.isEmpty())
        return misconfigured(Text::tr("The client ID is missing."));
    if (pairUseOf(provider, set.clientAuthentication).secret == PairUse::Needed
        && credentials.clientSecret.isEmpty())
        return misconfigured(Text::tr("The client secret is missing."));
    return method;
}

/// All extra parameters: the declared ones in the provider's order, then those of the set alone.
/// What is sent \a inHeaders is none of them.
Result<QList<RequestField>> extraParameters(const RequestRules &rules, const CredentialSet &set,
                                            const ClientCredentials &credentials,
                                            const QStringList &inHeaders)
{
    QList<RequestField> parameters;
    const auto append = [&](const QString &name, const QStringList &values) {
        for (const QString &value : values)
            parameters.append({name, Secret::fromText(value)});
    };
    for (const RequestParameter &declared : rules.parameters) {
        const Secret kept = credentials.parameters.value(declared.name);
        const auto before = parameters.size();
        if (declared.secret && !kept.isEmpty())
            parameters.append({declared.name, kept, true});
        else
            append(declared.name, plainValues(declared, set));
        if (declared.required && parameters.size() == before) {
            const QString &label = declared.label.isEmpty() ? declared.name : declared.label;
            return misconfigured(Text::tr("“%1” is required and has no value.").arg(label));
        }
    }
    parameters.removeIf([&](const RequestField &field) { return inHeaders.contains(field.name); });
    for (auto it = set.parameters.begin(); it != set.parameters.end(); ++it) {
        if (!isDeclared(rules, it.key()))
            append(it.key(), it.value());
    }
    for (auto it = credentials.parameters.begin(); it != credentials.parameters.end(); ++it) {
        if (!isDeclared(rules, it.key()) && !inHeaders.contains(it.key()))
            parameters.append({it.key(), it.value(), true});
    }
    return parameters;
}

/// The set's own headers come on top of the provider's, but none of them may carry a credential:
/// the index is no place for one.
Result<void> addAllHeaders(QList<RequestField> &target, const Provider &provider,
                           const CredentialSet &set, const QMap<QString, QString> &values,
                           const QMap<QString, Secret> &secrets)
{
    for (const NameValue &header : set.headers) {
        if (header.name.compare(u"Authorization", Qt::CaseInsensitive) == 0) {
            return misconfigured(Text::tr(
                "An Authorization header cannot be set by hand: choose a client authentication, so "
                "that the secret stays in the keychain."));
        }
    }
    return addHeaders(target, provider.request.headers + set.headers, values, secrets);
}

/// What must not be seen of \a credentials, in the forms that go over the wire.
QList<Secret> secretsOf(const ClientCredentials &credentials, const AuthenticationParts &parts)
{
    // one that was replaced is often still good
    QList<Secret> secrets{credentials.clientSecret, credentials.previousSecret,
                          credentials.privateKey, credentials.previousRefreshToken};
    secrets += secretPartsOf(credentials.privateKey) + secretPartsOf(credentials.certificate)
        + credentials.parameters.values();
    for (const RequestField &field : parts.parameters) {
        if (field.secret)
            secrets.append(field.value);
    }
    for (const RequestField &header : parts.headers) {
        const QByteArrayView value = header.value.reveal(); // a scheme before it is none
        if (header.secret)
            secrets.append(Secret(value.sliced(value.indexOf(' ') + 1).toByteArray()));
    }
    secrets.removeIf([](const Secret &secret) { return secret.isEmpty(); });
    return secrets;
}

/// The JWT that is the grant (RFC 7523 §2.1).
Result<Secret> grantAssertion(const Provider &provider, const CredentialSet &set,
                              const ClientCredentials &credentials, const RequestStamp &stamp,
                              const QUrl &tokenUrl)
{
    const AssertionRules rules = assertionRulesOf(provider, set);
    const AssertionInput input{.rules = rules,
                               .credentials = credentials,
                               .tokenUrl = tokenUrl,
                               .stamp = stamp,
                               .values = placeholderValues(provider, set, credentials, stamp),
                               .scopes = scopesAskedFor(provider, set),
                               .scopeSeparator = provider.request.scopes.separator};
    return isGrantBySecret(provider.request) ? assertionBySecret(input) : assertionByKey(input);
}

/// What \a provider asks for with its grant, before what else there is to send.
Result<QList<RequestField>> grantParameters(const RequestRules &rules, const Provider &provider,
                                            const CredentialSet &set)
{
    QList<RequestField> fields;
    if (!rules.grantType.isEmpty())
        fields.append({u"grant_type"_s, Secret::fromText(rules.grantType)});
    const QStringList scopes = scopesAskedFor(provider, set);
    if (scopes.isEmpty() && rules.scopes.required)
        return misconfigured(Text::tr("%1 requires at least one scope.").arg(provider.name));
    if (!scopes.isEmpty() && !claimScopes(rules.assertion.claims))
        fields.append({u"scope"_s, Secret::fromText(scopes.join(rules.scopes.separator))});
    return fields;
}

/// Why \a fields, all that is to be sent besides what names the client, cannot be sent where a
/// provider takes no parameters at all.
std::optional<Error> unsendable(const QList<RequestField> &fields)
{
    if (fields.isEmpty())
        return {};
    return Error{.kind = ErrorKind::Configuration,
                 .message = Text::tr("“%1” cannot be sent: the request takes no parameters. A "
                                     "provider file can put it into a header.")
                                .arg(fields.first().name)};
}

/// What the answer is asked to be in.
QString acceptedType(AnswerFormat format)
{
    switch (format) {
    case AnswerFormat::Xml:
        return u"application/xml"_s;
    case AnswerFormat::Form:
        return u"application/x-www-form-urlencoded"_s;
    case AnswerFormat::Json:
        break;
    }
    return u"application/json"_s;
}

} // namespace

QMap<QString, QString> placeholderValues(const Provider &provider, const CredentialSet &set,
                                         const ClientCredentials &credentials,
                                         const RequestStamp &stamp)
{
    QMap<QString, QString> values = variableValues(provider, set);
    values.insert(u"uuid"_s, stamp.uuid);
    values.insert(u"client_id"_s, credentials.clientId);
    return values;
}

QMap<QString, Secret> headerSecrets(const Provider &provider, const ClientCredentials &credentials)
{
    QMap<QString, Secret> secrets = credentials.parameters;
    for (const RequestParameter &parameter : provider.request.parameters) {
        if (parameter.secret && !secrets.contains(parameter.name))
            secrets.insert(parameter.name, {}); // it need not be there
    }
    if (sendsSecretInHeader(provider))
        secrets.insert(provider.request.clientSecretParameter, credentials.clientSecret);
    return secrets;
}

Result<RequestDraft> draftAuthenticated(const Provider &provider, const CredentialSet &set,
                                        const ClientCredentials &credentials,
                                        const RequestStamp &stamp, const QUrl &url)
{
    const auto tokenUrl = tokenUrlOf(provider, set);
    if (!tokenUrl)
        return failure(tokenUrl.error());
    const auto method = usableMethod(provider, set, credentials);
    if (!method)
        return failure(method.error());
    const auto caCertificates = caCertificatesOf(provider, set);
    if (!caCertificates)
        return failure(caCertificates.error());
    const QMap<QString, QString> values = placeholderValues(provider, set, credentials, stamp);
    const auto authentication = authenticationParts(**method,
                                                    {.rules = provider.request,
                                                     .assertion = assertionRulesOf(provider, set),
                                                     .credentials = credentials,
                                                     .tokenUrl = *tokenUrl,
                                                     .stamp = stamp,
                                                     .values = values,
                                                     .scopes = scopesAskedFor(provider, set)});
    if (!authentication)
        return failure(authentication.error());

    RequestDraft draft;
    draft.method = "POST";
    draft.url = url;
    draft.parameters = authentication->parameters;
    draft.query = authentication->query;
    for (const RequestField &header : authentication->headers) {
        if (const auto problem = ownHeaderProblem(header.name)) // a provider file may name it
            return failure(*problem);
    }
    draft.headers = authentication->headers;
    draft.headers.append({u"Accept"_s, Secret::fromText(acceptedType(provider.response.format))});
    if (const auto added = addAllHeaders(draft.headers, provider, set, values,
                                         headerSecrets(provider, credentials));
        !added)
        return failure(added.error());
    draft.caCertificates = *caCertificates;
    draft.tlsCertificate = authentication->tlsCertificate;
    draft.tlsPrivateKey = authentication->tlsPrivateKey;
    draft.secrets = secretsOf(credentials, *authentication);
    draft.clientId = credentials.clientId;
    return draft;
}

Result<RequestDraft> draftTokenRequest(const Provider &provider, const CredentialSet &set,
                                       const ClientCredentials &credentials,
                                       const RequestStamp &stamp)
{
    const auto rules = requestRulesOf(provider, set);
    if (!rules)
        return failure(rules.error());
    const auto url = tokenUrlOf(provider, set);
    if (!url)
        return failure(url.error());
    auto draft = draftAuthenticated(provider, set, credentials, stamp, *url);
    if (!draft)
        return draft;
    const auto extra = extraParameters(*rules, set, credentials, sentInHeaders(provider, set));
    if (!extra)
        return failure(extra.error());
    auto asked = grantParameters(*rules, provider, set);
    if (!asked)
        return failure(asked.error());
    if (rules->assertion.use == AssertionUse::Grant) {
        const auto assertion = grantAssertion(provider, set, credentials, stamp, *url);
        if (!assertion)
            return failure(assertion.error());
        asked->append({u"assertion"_s, *assertion, true});
        draft->secrets.append(*assertion);
    }

    draft->method = rules->method;
    draft->bodyFormat = rules->bodyFormat;
    if (rules->bodyFormat == BodyFormat::None) {
        draft->parameters.removeIf([](const RequestField &field) { return !field.secret; });
        if (const auto problem = unsendable(*asked + draft->parameters + *extra))
            return failure(*problem);
        return draft;
    }
    draft->parameters = *asked + draft->parameters;
    // RFC 6749 §3.2: request parameters must not be included more than once.
    const QList<RequestField> others = draft->parameters + draft->query;
    for (const RequestField &field : *extra) {
        const auto isAnother = [&field](const RequestField &other) {
            return other.name == field.name && other.secret != field.secret;
        };
        if (std::ranges::find(others, field.name, &RequestField::name) != others.end()
            || std::ranges::any_of(*extra, isAnother)) {
            return misconfigured(
                Text::tr("The parameter “%1” is set already by the credential set's other fields.")
                    .arg(field.name));
        }
    }
    draft->parameters += *extra;
    return draft;
}

Result<HttpRequest> buildTokenRequest(const Provider &provider, const CredentialSet &set,
                                      const ClientCredentials &credentials,
                                      const RequestStamp &stamp)
{
    const auto draft = draftTokenRequest(provider, set, credentials, stamp);
    if (!draft)
        return failure(draft.error());
    return writtenOut(*draft);
}

std::optional<Error> requestProblem(const Provider &provider, const CredentialSet &set,
                                    const ClientCredentials &credentials)
{
    const auto draft = draftTokenRequest(provider, set, credentials, {});
    return draft ? std::nullopt : std::optional(draft.error());
}

std::optional<Error> requestProblem(const Provider &provider, const CredentialSet &set)
{
    if (pairUseOf(provider, set.clientAuthentication).key == PairUse::Needed) {
        if (const auto url = tokenUrlOf(provider, set); !url) // keys cannot be made up
            return url.error();
        const auto caCertificates = caCertificatesOf(provider, set);
        return caCertificates ? std::nullopt : std::optional(caCertificates.error());
    }
    ClientCredentials standIn;
    standIn.clientId = u"id"_s;
    standIn.clientSecret = Secret::fromText(u"secret"_s);
    for (const RequestParameter &parameter : provider.request.parameters) {
        if (parameter.secret)
            standIn.parameters.insert(parameter.name, standIn.clientSecret);
    }
    for (const QString &name : secretsInHeaders(set.headers))
        standIn.parameters.insert(name, standIn.clientSecret);
    return requestProblem(provider, set, standIn);
}

bool mayShowCertificate(const Provider &provider, const CredentialSet &set)
{
    return pairUseOf(provider, set.clientAuthentication).inTls;
}

} // namespace Tokenwright
