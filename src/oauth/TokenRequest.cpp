// SPDX-License-Identifier: MIT
#include "TokenRequest.h"

#include "ClientAuthentication.h"
#include "EndpointUrls.h"
#include "EntryRules.h"
#include "HeaderText.h"
#include "Text.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace Tokenwright {

namespace {

AssertionRules assertionOf(const Provider &provider, const CredentialSet &set)
{
    const auto chosen = [](const QString &own, const QString &usual) {
        return own.isEmpty() ? usual : own;
    };
    const AssertionRules &usual = provider.request.assertion;
    return {.algorithm = chosen(set.assertion.algorithm, usual.algorithm),
            .keyId = chosen(set.assertion.keyId, usual.keyId),
            .audience = chosen(chosen(set.assertion.audience, usual.audience),
                               issuerOf(provider, set))};
}

struct BodyFormatName
{
    BodyFormat format;
    QStringView name;
};
constexpr BodyFormatName bodyFormats[]{
    {BodyFormat::Form, u"form"}, {BodyFormat::Json, u"json"}, {BodyFormat::Query, u"query"}};

QString textOf(BodyFormat format)
{
    return std::ranges::find(bodyFormats, format, &BodyFormatName::format)->name.toString();
}

/// The provider's rules with what \a set overrides of them.
Result<RequestRules> rulesOf(const Provider &provider, const CredentialSet &set)
{
    RequestRules rules = provider.request;
    if (!set.method.isEmpty())
        rules.method = set.method.toLatin1().toUpper();
    if (!isHeaderName(rules.method)) // the same characters: RFC 9110 §9.1
        return misconfigured(Text::tr("“%1” is no method of HTTP.").arg(set.method));
    if (set.bodyFormat.isEmpty())
        return rules;
    const auto *format = std::ranges::find(bodyFormats, QStringView(set.bodyFormat),
                                           &BodyFormatName::name);
    if (format == std::end(bodyFormats))
        return misconfigured(Text::tr("Unknown body format “%1”.").arg(set.bodyFormat));
    rules.bodyFormat = format->format;
    return rules;
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
    if (method->needsSecret() && credentials.clientSecret.isEmpty())
        return misconfigured(Text::tr("The client secret is missing."));
    return method;
}

bool isDeclared(const RequestRules &rules, const QString &name)
{
    return std::ranges::find(rules.parameters, name, &RequestParameter::name)
        != rules.parameters.end();
}

/// The values of a declared parameter that is not secret: the set's, or the provider's default.
QStringList plainValues(const RequestParameter &parameter, const CredentialSet &set)
{
    QStringList values = set.parameters.value(parameter.name);
    values.removeAll(QString());
    if (values.isEmpty() && !parameter.defaultValue.isEmpty())
        values.append(parameter.defaultValue);
    return parameter.multiple ? values.join(u' ').split(u' ', Qt::SkipEmptyParts) : values;
}

/// All extra parameters: the declared ones in the provider's order, then those of the set alone.
/// What a header sends is none of them.
Result<QList<RequestField>> extraParameters(const RequestRules &rules, const CredentialSet &set,
                                            const ClientCredentials &credentials)
{
    const QStringList inHeaders = secretsInHeaders(rules.headers + set.headers);
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
                           QMap<QString, Secret> secrets)
{
    for (const NameValue &header : set.headers) {
        if (header.name.compare(u"Authorization", Qt::CaseInsensitive) == 0) {
            return misconfigured(Text::tr(
                "An Authorization header cannot be set by hand: choose a client authentication, so "
                "that the secret stays in the keychain."));
        }
    }
    for (const RequestParameter &parameter : provider.request.parameters) {
        if (parameter.secret && !secrets.contains(parameter.name))
            secrets.insert(parameter.name, {}); // it need not be there
    }
    return addHeaders(target, provider.request.headers + set.headers, values, secrets);
}

/// What must not be seen of \a credentials, in the forms that go over the wire.
QList<Secret> secretsOf(const ClientCredentials &credentials, const AuthenticationParts &parts)
{
    // one that was replaced is often still good
    QList<Secret> secrets{credentials.clientSecret, credentials.previousSecret,
                          credentials.privateKey};
    secrets += credentials.parameters.values();
    for (const RequestField &field : parts.parameters) {
        if (field.secret)
            secrets.append(field.value);
    }
    const QByteArrayView header = parts.authorization.reveal();
    secrets.append(Secret(header.sliced(header.indexOf(' ') + 1).toByteArray()));
    secrets.removeIf([](const Secret &secret) { return secret.isEmpty(); });
    return secrets;
}

/// How an answer is read: a token that was found in another place is another token.
QJsonArray shapeOf(const ResponseRules &rules)
{
    const auto list = [](const QStringList &paths) { return QJsonArray::fromStringList(paths); };
    const auto times = [](const QList<TimePath> &paths) {
        QJsonArray array;
        for (const TimePath &path : paths)
            array.append(QJsonArray{path.path, int(path.unit)});
        return array;
    };
    return {int(rules.format),
            list(rules.accessToken),
            list(rules.expiresIn),
            times(rules.expiresAt),
            times(rules.issuedAt),
            list(rules.tokenType),
            rules.lifetimeFallback.value_or(-1)};
}

/// A list whose order means nothing.
QJsonArray sorted(QStringList list)
{
    list.sort();
    list.removeDuplicates();
    return QJsonArray::fromStringList(list);
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

const QStringList &scopesAskedFor(const Provider &provider, const CredentialSet &set)
{
    return set.scopes.isEmpty() ? provider.request.scopes.defaults : set.scopes;
}

const QString &clientAuthenticationOf(const Provider &provider, const CredentialSet &set)
{
    return set.clientAuthentication.isEmpty() ? provider.request.clientAuthentication
                                              : set.clientAuthentication;
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
    const auto authentication = authenticationParts(**method,
                                                    {.rules = provider.request,
                                                     .assertion = assertionOf(provider, set),
                                                     .credentials = credentials,
                                                     .tokenUrl = *tokenUrl,
                                                     .stamp = stamp});
    if (!authentication)
        return failure(authentication.error());

    RequestDraft draft;
    draft.method = "POST";
    draft.url = url;
    draft.parameters = authentication->parameters;
    draft.query = authentication->query;
    if (!authentication->authorization.isEmpty())
        draft.headers.append({u"Authorization"_s, authentication->authorization, true});
    draft.headers.append({u"Accept"_s, Secret::fromText(acceptedType(provider.response.format))});
    QMap<QString, QString> values = variableValues(provider, set);
    values.insert(u"uuid"_s, stamp.uuid);
    values.insert(u"client_id"_s, credentials.clientId);
    if (const auto added = addAllHeaders(draft.headers, provider, set, values,
                                         credentials.parameters);
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
    const auto rules = rulesOf(provider, set);
    if (!rules)
        return failure(rules.error());
    const auto url = tokenUrlOf(provider, set);
    if (!url)
        return failure(url.error());
    auto draft = draftAuthenticated(provider, set, credentials, stamp, *url);
    if (!draft)
        return draft;
    const auto extra = extraParameters(*rules, set, credentials);
    if (!extra)
        return failure(extra.error());

    draft->method = rules->method;
    draft->bodyFormat = rules->bodyFormat;
    QList<RequestField> asked{{u"grant_type"_s, Secret::fromText(rules->grantType)}};
    const QStringList &scopes = scopesAskedFor(provider, set);
    if (!scopes.isEmpty())
        asked.append({u"scope"_s, Secret::fromText(scopes.join(rules->scopes.separator))});
    else if (rules->scopes.required)
        return misconfigured(Text::tr("%1 requires at least one scope.").arg(provider.name));
    draft->parameters = asked + draft->parameters;
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

QString requestFingerprint(const Provider &provider, const CredentialSet &set)
{
    const RequestRules &rules = provider.request;
    const auto url = tokenUrlOf(provider, set);
    QJsonObject parameters;
    for (const RequestParameter &declared : rules.parameters)
        parameters.insert(declared.name, sorted(plainValues(declared, set)));
    for (auto it = set.parameters.begin(); it != set.parameters.end(); ++it) {
        if (!isDeclared(rules, it.key()))
            parameters.insert(it.key(), sorted(it.value()));
    }
    QJsonArray headers;
    for (const NameValue &header : rules.headers + set.headers)
        headers.append(QJsonArray{header.name, header.value});
    const AssertionRules assertion = assertionOf(provider, set);

    // QJsonObject keeps its keys in order, so this serialisation is canonical.
    const QJsonObject shape{
        {u"provider"_s, provider.id},
        {u"environment"_s, set.environment},
        {u"tokenUrl"_s, url ? url->toString(QUrl::FullyEncoded) : QString()},
        {u"method"_s,
         set.method.isEmpty() ? QString::fromLatin1(rules.method) : set.method.toUpper()},
        {u"bodyFormat"_s, set.bodyFormat.isEmpty() ? textOf(rules.bodyFormat) : set.bodyFormat},
        {u"clientAuthentication"_s, clientAuthenticationOf(provider, set)},
        {u"clientCertificate"_s, int(rules.clientCertificate)},
        {u"assertion"_s, QJsonArray{assertion.algorithm, assertion.keyId, assertion.audience}},
        {u"grantType"_s, rules.grantType},
        {u"scopes"_s, sorted(scopesAskedFor(provider, set))},
        {u"parameters"_s, parameters},
        {u"headers"_s, headers},
        {u"response"_s, shapeOf(provider.response)},
        {u"pairMark"_s, set.pairMark},
    };
    const QByteArray text = QJsonDocument(shape).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

} // namespace Tokenwright
