// SPDX-License-Identifier: MIT
// How a provider file becomes a Provider: every field of the format, and what is expected there.
#include "Provider.h"

#include "HeaderText.h"
#include "JsonReader.h"
#include "SecretName.h"
#include "Text.h"

#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace Tokenwright {

namespace {

constexpr qint64 knownSchema = 1;

/// Reads a text that must be one of a few words.
template <class Enum, std::size_t N>
void readWord(const JsonReader &reader, const char *key, Enum &target,
              const std::pair<const char *, Enum> (&words)[N])
{
    if (!reader.has(key))
        return;
    QString word;
    reader.read(key, word);
    QStringList allowed;
    for (const auto &[name, value] : words) {
        if (word == QLatin1StringView(name)) {
            target = value;
            return;
        }
        allowed.append(QString::fromLatin1(name));
    }
    reader.complain(key, Text::tr("one of %1").arg(allowed.join(u", ")));
}

/// The words that the schema allows for the field \a path, for example {"request", "method"}. A new
/// one has its home there, and in the table of those who know what it means.
QStringList allowedWords(std::initializer_list<QStringView> path)
{
    static const QJsonObject sections = [] {
        QFile schema(u":/provider-schema.json"_s);
        return schema.open(QIODevice::ReadOnly)
            ? QJsonDocument::fromJson(schema.readAll()).object().value(u"$defs").toObject()
            : QJsonObject();
    }();
    QJsonObject field{{u"properties"_s, sections}};
    for (const QStringView key : path)
        field = field.value(u"properties").toObject().value(key).toObject();
    return field.value(u"enum").toVariant().toStringList();
}

/// Reads a text that must be one of those and that other rooms know the meaning of.
void readListed(const JsonReader &reader, const char *key, QString &target,
                std::initializer_list<QStringView> path)
{
    if (!reader.has(key))
        return;
    reader.read(key, target);
    const QStringList words = allowedWords(path);
    if (!words.contains(target))
        reader.complain(key, Text::tr("one of %1").arg(words.join(u", ")));
}

QList<TimePath> readTimePaths(const JsonReader &reader, const char *key)
{
    QList<TimePath> paths;
    reader.forEach(key, [&](const JsonReader &item) {
        TimePath path;
        item.require("path");
        item.read("path", path.path);
        readWord(item, "unit", path.unit,
                 {{"s", TimeUnit::Seconds},
                  {"ms", TimeUnit::Milliseconds},
                  {"iso8601", TimeUnit::Iso8601}});
        paths.append(path);
    });
    return paths;
}

/// A token or API URL: absolute, and https unless it stays on this computer. Variables may stand in
/// it, so it is tried with harmless values; one that begins with a variable can be judged only when
/// the values are known, before anything is sent.
void checkUrl(const JsonReader &reader, const char *key, const QString &text)
{
    static const QRegularExpression variable(u"\\{[^{}]*\\}"_s);
    const QUrl url(QString(text).replace(variable, u"x"_s), QUrl::StrictMode);
    if (!text.isEmpty() && !text.startsWith(u'{') && !isAllowedTokenUrl(url)) {
        reader.complain(key,
                        Text::tr("an https URL (plain http is for 127.0.0.1, localhost and [::1] "
                                 "alone)"));
    }
}

ProviderEnvironment readEnvironment(const QString &id, const JsonReader &reader,
                                    const QString &folder)
{
    ProviderEnvironment environment;
    environment.id = id;
    environment.name = id;
    environment.production = id == u"production";
    reader.read("name", environment.name);
    reader.read("production", environment.production);
    reader.require("tokenUrl");
    reader.read("tokenUrl", environment.tokenUrl);
    checkUrl(reader, "tokenUrl", environment.tokenUrl);
    reader.read("issuer", environment.issuer);
    checkUrl(reader, "issuer", environment.issuer);
    reader.read("revocationUrl", environment.revocationUrl);
    checkUrl(reader, "revocationUrl", environment.revocationUrl);
    reader.read("apiBaseUrl", environment.apiBaseUrl);
    checkUrl(reader, "apiBaseUrl", environment.apiBaseUrl);
    reader.read("caCertificates", environment.caCertificates);
    environment.folder = folder;
    const JsonReader hints = reader.object("credentialHints");
    hints.read("clientIdContains", environment.credentialHints.clientIdContains);
    hints.read("clientSecretPrefix", environment.credentialHints.clientSecretPrefix);
    return environment;
}

void checkHeaderName(const JsonReader &reader, const char *key, const QString &name)
{
    if (!isHeaderName(name.toUtf8()))
        reader.complain(key, Text::tr("a header's name"));
}

void checkHeaderValue(const JsonReader &reader, const char *key, const QString &value)
{
    if (!isHeaderValue(value.toUtf8()))
        reader.complain(key, Text::tr("a header's value, without line ends"));
}

QList<NameValue> readHeaders(const JsonReader &reader)
{
    QList<NameValue> headers;
    reader.forEach("headers", [&](const JsonReader &item) {
        NameValue header;
        item.require("name");
        item.read("name", header.name);
        checkHeaderName(item, "name", header.name);
        item.read("value", header.value);
        checkHeaderValue(item, "value", header.value);
        headers.append(header);
    });
    return headers;
}

UseTokenRules readUseToken(const JsonReader &reader, UseTokenRules rules)
{
    if (reader.has("headers"))
        rules.headers = readHeaders(reader);
    reader.read("header", rules.header);
    checkHeaderName(reader, "header", rules.header);
    reader.read("scheme", rules.scheme);
    checkHeaderValue(reader, "scheme", rules.scheme);
    return rules;
}

/// At least one of something.
template <class Number> void readCount(const JsonReader &reader, const char *key, Number &target)
{
    constexpr qint64 most = 1'000'000'000;
    qint64 number = target;
    reader.read(key, number);
    if (reader.has(key) && number < 1)
        reader.complain(key, Text::tr("1 or more"));
    target = Number(std::min(number, most));
}

AssertionRules readAssertion(const JsonReader &reader)
{
    AssertionRules rules;
    readWord(reader, "use", rules.use,
             {{"client", AssertionUse::Client}, {"grant", AssertionUse::Grant}});
    readListed(reader, "algorithm", rules.algorithm, {u"assertion", u"algorithm"});
    reader.read("keyId", rules.keyId);
    reader.read("audience", rules.audience);
    readCount(reader, "lifetime", rules.lifetime);
    reader.read("claims", rules.claims);
    if (rules.claims.contains(u"exp"))
        reader.complain("claims", Text::tr("no “exp”, which comes of “lifetime”"));
    return rules;
}

RequestRules readRequest(const JsonReader &reader)
{
    RequestRules rules;
    QString method = QString::fromLatin1(rules.method);
    reader.read("method", method);
    rules.method = method.toLatin1().toUpper();
    readWord(reader, "bodyFormat", rules.bodyFormat,
             {{"form", BodyFormat::Form},
              {"json", BodyFormat::Json},
              {"query", BodyFormat::Query},
              {"none", BodyFormat::None}});
    readListed(reader, "clientAuthentication", rules.clientAuthentication,
               {u"request", u"clientAuthentication"});
    readWord(reader, "clientCertificate", rules.clientCertificate,
             {{"never", ClientCertificate::Never},
              {"optional", ClientCertificate::Optional},
              {"required", ClientCertificate::Required}});
    reader.read("authorizationScheme", rules.authorizationScheme);
    if (!isHeaderName(rules.authorizationScheme.toUtf8())) // the same characters: RFC 9110 §11.1
        reader.complain("authorizationScheme", Text::tr("one word, such as Basic"));
    reader.readOrLeaveOut("clientIdParameter", rules.clientIdParameter);
    reader.read("clientSecretParameter", rules.clientSecretParameter);
    rules.assertion = readAssertion(reader.object("assertion"));
    if (rules.assertion.use == AssertionUse::Grant)
        rules.grantType = u"urn:ietf:params:oauth:grant-type:jwt-bearer"_s;
    reader.readOrLeaveOut("grantType", rules.grantType);
    reader.forEach("parameters", [&](const JsonReader &item) {
        RequestParameter parameter;
        item.require("name");
        item.read("name", parameter.name);
        parameter.label = parameter.name;
        item.read("label", parameter.label);
        item.read("required", parameter.required);
        item.read("default", parameter.defaultValue);
        item.read("secret", parameter.secret);
        parameter.secret = parameter.secret || saysSecret(parameter.name);
        item.read("multiple", parameter.multiple);
        rules.parameters.append(parameter);
    });
    rules.headers = readHeaders(reader);
    const JsonReader scopes = reader.object("scopes");
    scopes.read("required", rules.scopes.required);
    scopes.read("separator", rules.scopes.separator);
    scopes.read("default", rules.scopes.defaults);
    scopes.forEach("catalog", [&](const JsonReader &item) {
        Scope scope;
        item.require("scope");
        item.read("scope", scope.scope);
        item.read("description", scope.description);
        rules.scopes.catalog.append(scope);
    });
    return rules;
}

ResponseRules readResponse(const JsonReader &reader)
{
    ResponseRules rules;
    readWord(
        reader, "format", rules.format,
        {{"json", AnswerFormat::Json}, {"xml", AnswerFormat::Xml}, {"form", AnswerFormat::Form}});
    reader.read("accessToken", rules.accessToken);
    reader.read("expiresIn", rules.expiresIn);
    rules.expiresAt = readTimePaths(reader, "expiresAt");
    rules.issuedAt = readTimePaths(reader, "issuedAt");
    reader.read("tokenType", rules.tokenType);
    reader.read("refreshToken", rules.refreshToken);
    reader.read("apiBaseUrl", rules.apiBaseUrl);
    if (reader.has("lifetimeFallback")) {
        qint64 seconds = 0;
        reader.read("lifetimeFallback", seconds);
        rules.lifetimeFallback = seconds;
    }
    return rules;
}

/// How long \a word is; 0 for none.
qint64 secondsIn(const QString &word)
{
    static const QMap<QString, qint64> lengths{
        {u"second"_s, 1}, {u"minute"_s, 60}, {u"hour"_s, 3600}, {u"day"_s, 24 * 3600}};
    return lengths.value(word);
}

Policy readPolicy(const JsonReader &reader)
{
    Policy policy;
    const JsonReader limit = reader.object("mintLimit");
    readCount(limit, "count", policy.mintLimit.count);
    readListed(limit, "per", policy.mintLimit.per, {u"policy", u"mintLimit", u"per"});
    policy.mintLimit.seconds = secondsIn(policy.mintLimit.per);
    if (limit.has("seconds") && limit.has("per"))
        limit.complain("seconds", Text::tr("this or “per”"));
    readCount(limit, "seconds", policy.mintLimit.seconds);
    reader.read("revokesPrevious", policy.revokesPrevious);
    reader.read("sameTokenUntilExpiry", policy.sameTokenUntilExpiry);
    readCount(reader, "lockoutAfter", policy.lockoutAfter);
    readCount(reader, "secretLifetime", policy.secretLifetime);
    policy.secretLifetime = std::min(policy.secretLifetime, 36'500);
    reader.read("note", policy.note);
    return policy;
}

QuotaRules readQuotas(const JsonReader &reader)
{
    QuotaRules rules;
    for (const auto &[key, target] :
         {std::pair("each", &rules.each), std::pair("name", &rules.name),
          std::pair("remaining", &rules.remaining)}) {
        reader.require(key);
        reader.read(key, *target);
    }
    reader.read("limit", rules.limit);
    reader.read("reset", rules.reset);
    return rules;
}

CheckRules readCheck(const JsonReader &reader, const UseTokenRules &useToken)
{
    CheckRules rules;
    QString method = QString::fromLatin1(rules.method);
    reader.read("method", method);
    rules.method = method.toLatin1().toUpper();
    reader.require("url");
    reader.read("url", rules.url);
    checkUrl(reader, "url", rules.url);
    rules.headers = readHeaders(reader);
    reader.readJsonOrText("body", rules.body);
    if (reader.has("useToken"))
        rules.useToken = readUseToken(reader.object("useToken"), useToken);
    reader.read("okStatus", rules.okStatus);
    reader.read("okStatusWithCode", rules.okStatusWithCode);
    reader.read("badTokenStatus", rules.badTokenStatus);
    reader.read("badTokenCodes", rules.badTokenCodes);
    reader.read("missingScopeStatus", rules.missingScopeStatus);
    reader.read("missingScopeCodes", rules.missingScopeCodes);
    if (reader.has("quotas"))
        rules.quotas = readQuotas(reader.object("quotas"));
    reader.read("note", rules.note);
    return rules;
}

} // namespace

Result<Provider> Provider::fromJson(const QJsonObject &json, const QString &folder)
{
    QString problem;
    const JsonReader reader(json, {}, &problem);
    qint64 schema = knownSchema;
    reader.read("schema", schema);
    if (schema != knownSchema)
        reader.complain("schema",
                        Text::tr("%1, the only version this program reads").arg(knownSchema));

    Provider provider;
    reader.require("id");
    reader.read("id", provider.id);
    reader.require("name");
    reader.read("name", provider.name);
    QString portalUrl;
    reader.read("portalUrl", portalUrl);
    provider.portalUrl = QUrl(portalUrl, QUrl::StrictMode);
    if (!portalUrl.isEmpty() && provider.portalUrl.scheme() != u"https")
        reader.complain("portalUrl", Text::tr("an https URL"));

    provider.clientIdLabel = Text::tr("Client ID");
    provider.clientSecretLabel = Text::tr("Client secret");
    const JsonReader labels = reader.object("labels");
    labels.read("clientId", provider.clientIdLabel);
    labels.read("clientSecret", provider.clientSecretLabel);

    reader.require("environments");
    reader.forEachNamed("environments", [&](const QString &id, const JsonReader &item) {
        provider.environments.append(readEnvironment(id, item, folder));
    });
    if (provider.environments.isEmpty())
        reader.complain("environments", Text::tr("at least one environment"));
    // JSON objects have no order: where one tries things comes first.
    std::ranges::stable_sort(provider.environments, {}, &ProviderEnvironment::production);

    reader.forEach("variables", [&](const JsonReader &item) {
        Variable variable;
        item.require("name");
        item.read("name", variable.name);
        variable.label = variable.name;
        item.read("label", variable.label);
        item.read("pattern", variable.pattern);
        if (!QRegularExpression(variable.pattern).isValid())
            item.complain("pattern", Text::tr("a regular expression"));
        item.read("default", variable.defaultValue);
        provider.variables.append(variable);
    });

    provider.request = readRequest(reader.object("request"));
    provider.response = readResponse(reader.object("response"));
    provider.completeRefreshToken();
    provider.useToken = readUseToken(reader.object("useToken"), {});

    provider.policy = readPolicy(reader.object("policy"));
    if (reader.has("check"))
        provider.check = readCheck(reader.object("check"), provider.useToken);

    const JsonReader errors = reader.object("errors");
    errors.read("codePaths", provider.errors.codePaths);
    errors.read("messagePaths", provider.errors.messagePaths);
    errors.read("tryLaterCodes", provider.errors.tryLaterCodes);
    errors.read("textPattern", provider.errors.textPattern);
    if (!QRegularExpression(provider.errors.textPattern).isValid())
        errors.complain("textPattern", Text::tr("a regular expression"));
    errors.forEachText("help", [&](const QString &code, const QString &text) {
        provider.errors.help.insert(code, text);
    });

    reader.forEach("facts", [&](const JsonReader &item) {
        Fact fact;
        item.read("claim", fact.claim);
        item.read("source", fact.source);
        item.read("checked", fact.checked);
        readListed(item, "confidence", fact.confidence, {u"fact", u"confidence"});
        provider.facts.append(fact);
    });

    if (!problem.isEmpty())
        return misconfigured(problem);
    return provider;
}

} // namespace Tokenwright
