// SPDX-License-Identifier: MIT
// How a provider file becomes a Provider: every field of the format, and what is expected there.
#include "Provider.h"

#include "ProviderFields.h"
#include "ProviderRequestReader.h"
#include "Text.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace Tokenwright {

namespace {

constexpr qint64 knownSchema = 1;

/// Most files have none: half a MiB of what compiles them stays unread.
bool isPattern(const QString &text)
{
    return text.isEmpty() || QRegularExpression(text).isValid();
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

Result<Provider> Provider::fromJson(const QJsonObject &json, const QString &folder,
                                    QList<FieldProblem> *problems)
{
    QList<FieldProblem> found;
    const JsonReader reader(json, {}, &found);
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
        if (!isPattern(variable.pattern))
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
    if (!isPattern(provider.errors.textPattern))
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

    if (problems)
        *problems = found;
    if (!found.isEmpty())
        return misconfigured(found.first().message);
    return provider;
}

} // namespace Tokenwright
