// SPDX-License-Identifier: MIT
#include "oauth/TokenRequest.h"

#include "oauth/ClientAuthentication.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

struct Parameter
{
    QString name;
    Secret value;
};

std::unexpected<Error> misconfigured(const QString &message)
{
    return failure(ErrorKind::Configuration, message);
}

const QString &authenticationOf(const Provider &provider, const CredentialSet &set)
{
    return set.clientAuthentication.isEmpty() ? provider.request.clientAuthentication
                                              : set.clientAuthentication;
}

const QStringList &scopesOf(const Provider &provider, const CredentialSet &set)
{
    return set.scopes.isEmpty() ? provider.request.scopes.defaults : set.scopes;
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
    return values;
}

/// All extra parameters: the declared ones in the provider's order, then those of the set alone.
Result<QList<Parameter>> extraParameters(const RequestRules &rules, const CredentialSet &set,
                                         const ClientCredentials &credentials)
{
    QList<Parameter> parameters;
    const auto append = [&](const QString &name, const QStringList &values) {
        for (const QString &value : values)
            parameters.append({name, Secret::fromText(value)});
    };
    for (const RequestParameter &declared : rules.parameters) {
        const Secret kept = credentials.parameters.value(declared.name);
        const auto before = parameters.size();
        if (declared.secret && !kept.isEmpty())
            parameters.append({declared.name, kept});
        else
            append(declared.name, plainValues(declared, set));
        if (declared.required && parameters.size() == before) {
            const QString &label = declared.label.isEmpty() ? declared.name : declared.label;
            return misconfigured(
                QCoreApplication::translate("TokenRequest", "“%1” is required and has no value.")
                    .arg(label));
        }
    }
    for (auto it = set.parameters.begin(); it != set.parameters.end(); ++it) {
        if (!isDeclared(rules, it.key()))
            append(it.key(), it.value());
    }
    for (auto it = credentials.parameters.begin(); it != credentials.parameters.end(); ++it) {
        if (!isDeclared(rules, it.key()))
            parameters.append({it.key(), it.value()});
    }
    return parameters;
}

QByteArray formBody(const QList<Parameter> &parameters)
{
    QByteArray body;
    for (const auto &[name, value] : parameters) {
        QByteArray bytes = value.reveal().toByteArray();
        QByteArray encoded = bytes.toPercentEncoding();
        body += (body.isEmpty() ? "" : "&") + QUrl::toPercentEncoding(name) + '=' + encoded;
        wipe(bytes);
        wipe(encoded);
    }
    return body;
}

QByteArray jsonBody(const QList<Parameter> &parameters)
{
    QJsonObject object;
    for (const auto &[name, value] : parameters) {
        const QJsonValue earlier = object.value(name);
        if (earlier.isUndefined()) {
            object.insert(name, value.revealText());
            continue;
        }
        QJsonArray several = earlier.isArray() ? earlier.toArray() : QJsonArray{earlier};
        several.append(value.revealText());
        object.insert(name, several);
    }
    return toAsciiJson(object);
}

bool isHeaderName(const QByteArray &name)
{
    static constexpr QByteArrayView marks = "!#$%&'*+-.^_`|~";
    return !name.isEmpty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || marks.contains(c);
    });
}

bool isHeaderValue(QByteArrayView value)
{
    return std::ranges::none_of(value, [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
    });
}

/// A header of ours, or of the provider file, which may replace one of ours.
void setHeader(QList<RequestHeader> &headers, const QByteArray &name, const Secret &value)
{
    const auto same = std::ranges::find_if(headers, [&](const RequestHeader &header) {
        return header.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    if (same != headers.end())
        same->value = value;
    else
        headers.append({name, value});
}

Result<void> addProviderHeaders(TokenRequest &request, const RequestRules &rules)
{
    for (const NameValue &header : rules.headers) {
        const QByteArray name = header.name.toUtf8();
        const Secret value = Secret::fromText(header.value);
        if (!isHeaderName(name) || !isHeaderValue(value.reveal())) {
            return misconfigured(QCoreApplication::translate(
                                     "TokenRequest", "The provider's header “%1” cannot be sent.")
                                     .arg(header.name));
        }
        setHeader(request.headers, name, value);
    }
    return {};
}

/// The body or the query, whichever carries \a parameters, and its content type.
void addParameters(TokenRequest &request, BodyFormat format, const QList<Parameter> &parameters)
{
    const auto contentType = [&](QByteArray &&type) {
        request.headers.prepend({"Content-Type", Secret(std::move(type))});
    };
    switch (format) {
    case BodyFormat::Form:
        contentType("application/x-www-form-urlencoded");
        request.body = Secret(formBody(parameters));
        break;
    case BodyFormat::Json:
        contentType("application/json");
        request.body = Secret(jsonBody(parameters));
        break;
    case BodyFormat::Query: {
        QString query = request.url.query(QUrl::FullyEncoded);
        if (!query.isEmpty())
            query += u'&';
        request.url.setQuery(query + QString::fromLatin1(formBody(parameters)), QUrl::StrictMode);
        break;
    }
    }
}

QString textOf(BodyFormat format)
{
    switch (format) {
    case BodyFormat::Form:
        return QStringLiteral("form");
    case BodyFormat::Json:
        return QStringLiteral("json");
    case BodyFormat::Query:
        return QStringLiteral("query");
    }
    return {};
}

/// A list whose order means nothing.
QJsonArray sorted(QStringList list)
{
    list.sort();
    list.removeDuplicates();
    return QJsonArray::fromStringList(list);
}

} // namespace

Result<QUrl> tokenUrlOf(const Provider &provider, const CredentialSet &set)
{
    const Environment *environment = provider.environment(set.environment);
    if (!environment) {
        return misconfigured(
            QCoreApplication::translate("TokenRequest", "%1 has no environment “%2”.")
                .arg(provider.name, set.environment));
    }
    QMap<QString, QString> values;
    for (const Variable &variable : provider.variables) {
        QString value = set.variables.value(variable.name);
        if (value.isEmpty())
            value = variable.defaultValue;
        if (!environment->tokenUrl.contains(u'{' + variable.name + u'}'))
            continue;
        const QRegularExpression pattern(QRegularExpression::anchoredPattern(variable.pattern));
        const bool fits = variable.pattern.isEmpty() || pattern.match(value).hasMatch();
        const QString &label = variable.label.isEmpty() ? variable.name : variable.label;
        if (value.isEmpty()) {
            return misconfigured(
                QCoreApplication::translate("TokenRequest", "“%1” has no value.").arg(label));
        }
        if (!fits) {
            return misconfigured(
                QCoreApplication::translate("TokenRequest",
                                            "“%1” does not look as the provider expects it.")
                    .arg(label));
        }
        values.insert(variable.name, value);
    }
    const QString text = substituteVariables(environment->tokenUrl, values);
    QUrl url(text, QUrl::StrictMode);
    url.setFragment({});
    if (!isAllowedTokenUrl(url) || !url.userInfo().isEmpty()) {
        return misconfigured(
            QCoreApplication::translate("TokenRequest",
                                        "The token URL “%1” must be a plain https URL (http is for "
                                        "this computer alone).")
                .arg(url.isValid() ? url.toDisplayString(QUrl::RemoveUserInfo) : text));
    }
    return url;
}

Result<TokenRequest> buildTokenRequest(const Provider &provider, const CredentialSet &set,
                                       const ClientCredentials &credentials)
{
    const RequestRules &rules = provider.request;
    const auto url = tokenUrlOf(provider, set);
    if (!url)
        return failure(url.error());
    const ClientAuthenticationMethod *method = clientAuthenticationMethod(
        authenticationOf(provider, set));
    if (!method) {
        return misconfigured(
            QCoreApplication::translate("TokenRequest", "Unknown client authentication “%1”.")
                .arg(authenticationOf(provider, set)));
    }
    const auto authentication = method->apply(rules, credentials);
    if (!authentication)
        return failure(authentication.error());
    const auto extra = extraParameters(rules, set, credentials);
    if (!extra)
        return failure(extra.error());

    QList<Parameter> parameters{{QStringLiteral("grant_type"), Secret::fromText(rules.grantType)}};
    const QStringList &scopes = scopesOf(provider, set);
    if (!scopes.isEmpty()) {
        parameters.append(
            {QStringLiteral("scope"), Secret::fromText(scopes.join(rules.scopes.separator))});
    } else if (rules.scopes.required) {
        return misconfigured(
            QCoreApplication::translate("TokenRequest", "%1 requires at least one scope.")
                .arg(provider.name));
    }
    for (const auto &[name, value] : authentication->bodyParameters)
        parameters.append({name, value});
    // RFC 6749 §3.2: request parameters must not be included more than once.
    for (const Parameter &parameter : *extra) {
        if (std::ranges::find(parameters, parameter.name, &Parameter::name) != parameters.end()) {
            return misconfigured(
                QCoreApplication::translate("TokenRequest",
                                            "The parameter “%1” is set already by the credential "
                                            "set's other fields.")
                    .arg(parameter.name));
        }
    }
    parameters += *extra;

    TokenRequest request;
    request.method = rules.method;
    request.url = *url;
    request.caCertificates = provider.environment(set.environment)->caCertificates;
    if (!authentication->authorization.isEmpty())
        request.headers.append({"Authorization", authentication->authorization});
    request.headers.append({"Accept", Secret(QByteArray("application/json"))});
    addParameters(request, rules.bodyFormat, parameters);
    if (const auto added = addProviderHeaders(request, rules); !added)
        return failure(added.error());

    request.secrets = {credentials.clientSecret, credentials.privateKey};
    request.secrets += credentials.parameters.values();
    if (const QByteArrayView header = authentication->authorization.reveal(); !header.isEmpty()) {
        const qsizetype space = header.indexOf(' ');
        request.secrets.append(Secret(header.sliced(space + 1).toByteArray()));
    }
    request.secrets.removeIf([](const Secret &secret) { return secret.isEmpty(); });
    return request;
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
    for (const NameValue &header : rules.headers)
        headers.append(QJsonArray{header.name, header.value});

    // QJsonObject keeps its keys in order, so this serialisation is canonical.
    const QJsonObject shape{
        {QStringLiteral("provider"), provider.id},
        {QStringLiteral("environment"), set.environment},
        {QStringLiteral("tokenUrl"), url ? url->toString(QUrl::FullyEncoded) : QString()},
        {QStringLiteral("method"), QString::fromLatin1(rules.method)},
        {QStringLiteral("bodyFormat"), textOf(rules.bodyFormat)},
        {QStringLiteral("clientAuthentication"), authenticationOf(provider, set)},
        {QStringLiteral("grantType"), rules.grantType},
        {QStringLiteral("scopes"), sorted(scopesOf(provider, set))},
        {QStringLiteral("parameters"), parameters},
        {QStringLiteral("headers"), headers},
        {QStringLiteral("pairMark"), set.pairMark},
    };
    const QByteArray text = QJsonDocument(shape).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

} // namespace Tokenwright
