// SPDX-License-Identifier: MIT
#include "Provider.h"
#include "ProviderJson.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include "TestProgram.h"
#include "Waiting.h"

using namespace Tokenwright;

namespace {

QJsonValue valueOf(const QByteArray &json)
{
    return parsed("{\"v\":" + json + '}').value(u"v");
}

} // namespace

class TestProvider : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultsArePlainRfc6749();
    void everyFieldIsRead();
    void refreshTokenIsAParameter();
    void leftOut();
    void limitsOverAnyTime();
    void unknownFieldsAreIgnored();
    void wrongField_data();
    void wrongField();
    void secretByName_data();
    void secretByName();
    void missingField_data();
    void missingField();
    void textForListOfOne();
    void firstProblemIsTold();
    void environmentsInOrderOfCaution();
    void caCertificatesAreFoundBesideTheFile();
};

void TestProvider::defaultsArePlainRfc6749()
{
    const auto provider = Provider::fromJson(parsed(smallest));
    VERIFY_OK(provider);
    QCOMPARE(provider->id, u"x"_s);
    QCOMPARE(provider->name, u"X"_s);
    QVERIFY(provider->portalUrl.isEmpty());
    QVERIFY(!provider->clientIdLabel.isEmpty() && !provider->clientSecretLabel.isEmpty());
    QCOMPARE(provider->environments.size(), 1);
    const ProviderEnvironment &environment = provider->environments.first();
    QCOMPARE(environment.id, u"sandbox"_s);
    QCOMPARE(environment.name, u"sandbox"_s);
    QVERIFY(!environment.production);
    QVERIFY(environment.apiBaseUrl.isEmpty() && environment.caCertificates.isEmpty());

    const RequestRules &request = provider->request;
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.bodyFormat, BodyFormat::Form);
    QCOMPARE(request.clientAuthentication, u"client_secret_basic"_s);
    QCOMPARE(request.clientCertificate, ClientCertificate::Never);
    QCOMPARE(request.clientIdParameter, u"client_id"_s);
    QCOMPARE(request.clientSecretParameter, u"client_secret"_s);
    QCOMPARE(request.grantType, u"client_credentials"_s);
    QCOMPARE(request.authorizationScheme, u"Basic"_s);
    QCOMPARE(request.assertion, AssertionRules());
    QCOMPARE(request.assertion.use, AssertionUse::Client);
    QCOMPARE(request.assertion.lifetime, 300);
    QVERIFY(provider->useToken.headers.isEmpty() && provider->response.apiBaseUrl.isEmpty());
    QVERIFY(!provider->policy.sameTokenUntilExpiry && provider->policy.lockoutAfter == 0);
    QVERIFY(request.parameters.isEmpty() && request.headers.isEmpty());
    QVERIFY(!request.scopes.required);
    QCOMPARE(request.scopes.separator, u" "_s);
    QVERIFY(request.scopes.defaults.isEmpty() && request.scopes.catalog.isEmpty());

    const ResponseRules &response = provider->response;
    QCOMPARE(response.format, AnswerFormat::Json);
    QCOMPARE(response.accessToken, QStringList(u"access_token"_s));
    QCOMPARE(response.expiresIn, QStringList(u"expires_in"_s));
    QCOMPARE(response.tokenType, QStringList(u"token_type"_s));
    QVERIFY(response.expiresAt.isEmpty() && response.issuedAt.isEmpty());
    QVERIFY(!response.lifetimeFallback);

    QCOMPARE(provider->useToken.header, u"Authorization"_s);
    QCOMPARE(provider->useToken.scheme, u"Bearer"_s);
    QCOMPARE(provider->policy.mintLimit.count, 0);
    QVERIFY(!provider->policy.revokesPrevious);
    QCOMPARE(provider->errors.codePaths, QStringList(u"error"_s));
    QCOMPARE(provider->errors.messagePaths, QStringList(u"error_description"_s));
    QVERIFY(provider->errors.help.isEmpty() && provider->facts.isEmpty());
    QVERIFY(provider->variables.isEmpty());
}

void TestProvider::everyFieldIsRead()
{
    const auto provider = Provider::fromJson(parsed(R"({
        "schema": 1, "id": "full", "name": "Full", "portalUrl": "https://portal.example.com/keys",
        "labels": {"clientId": "Key", "clientSecret": "Password"},
        "environments": {
            "live": {"name": "Live", "production": true, "tokenUrl": "https://{tenant}.example.com/t",
                     "apiBaseUrl": "https://{tenant}.example.com/api",
                     "credentialHints": {"clientIdContains": "-L-", "clientSecretPrefix": "L-"}}},
        "variables": [{"name": "tenant", "label": "Tenant", "pattern": "[a-z]+", "default": "acme"}],
        "request": {"method": "get", "bodyFormat": "query", "clientAuthentication": "query", "clientCertificate": "required", "authorizationScheme": "ID",
            "assertion": {"use": "grant", "algorithm": "ES384", "keyId": "k", "audience": "a", "lifetime": 60,
                          "claims": {"sub": "{tenant}", "jti": null, "scope": ["{scopes}"]}},
            "clientIdParameter": "key", "clientSecretParameter": "pass", "grantType": "app",
            "parameters": [{"name": "audience", "label": "Audience", "required": true,
                            "default": "all", "secret": true}, {"name": "plain"}],
            "headers": [{"name": "X-One", "value": "1"}],
            "scopes": {"required": true, "separator": ",", "default": ["a", "b"],
                       "catalog": [{"scope": "a", "description": "A"}]}},
        "response": {"format": "xml", "accessToken": ["token", "data.token"],
            "expiresIn": ["ttl"], "expiresAt": [{"path": "until", "unit": "iso8601"},
                                                {"path": "plain"}],
            "issuedAt": [{"path": "at", "unit": "ms"}], "tokenType": ["kind"],
            "apiBaseUrl": ["instance_url"], "lifetimeFallback": 1800},
        "useToken": {"header": "X-Api-Token", "scheme": "",
                     "headers": [{"name": "X-Id", "value": "{client_id}"}]},
        "policy": {"mintLimit": {"count": 5, "per": "minute"}, "revokesPrevious": true,
                   "sameTokenUntilExpiry": true, "lockoutAfter": 3,
                   "note": "Careful."},
        "errors": {"codePaths": ["c"], "messagePaths": ["m.0"], "help": {"e1": "Do this."}},
        "facts": [{"claim": "c", "source": "https://example.com", "checked": "2026-01-02"}]
    })"));
    VERIFY_OK(provider);
    QCOMPARE(provider->portalUrl, QUrl(u"https://portal.example.com/keys"_s));
    QCOMPARE(provider->clientIdLabel, u"Key"_s);
    QCOMPARE(provider->clientSecretLabel, u"Password"_s);
    const ProviderEnvironment *live = provider->environment(u"live"_s);
    QVERIFY(live);
    QVERIFY(live->production);
    QCOMPARE(live->tokenUrl, u"https://{tenant}.example.com/t"_s);
    QCOMPARE(live->apiBaseUrl, u"https://{tenant}.example.com/api"_s);
    QCOMPARE(live->credentialHints.clientIdContains, u"-L-"_s);
    QCOMPARE(live->credentialHints.clientSecretPrefix, u"L-"_s);
    QVERIFY(!provider->environment(u"sandbox"_s));
    QCOMPARE(provider->variables.size(), 1);
    QCOMPARE(provider->variables.first().pattern, u"[a-z]+"_s);
    QCOMPARE(provider->variables.first().defaultValue, u"acme"_s);

    const RequestRules &request = provider->request;
    QCOMPARE(request.method, QByteArray("GET"));
    QCOMPARE(request.bodyFormat, BodyFormat::Query);
    QCOMPARE(request.clientAuthentication, u"query"_s);
    QCOMPARE(request.clientCertificate, ClientCertificate::Required);
    QCOMPARE(request.clientIdParameter, u"key"_s);
    QCOMPARE(request.clientSecretParameter, u"pass"_s);
    QCOMPARE(request.grantType, u"app"_s);
    QCOMPARE(request.authorizationScheme, u"ID"_s);
    const AssertionRules &assertion = request.assertion;
    QCOMPARE(assertion.use, AssertionUse::Grant);
    QCOMPARE((QStringList{assertion.algorithm, assertion.keyId, assertion.audience}),
             QStringList({u"ES384"_s, u"k"_s, u"a"_s}));
    QCOMPARE(assertion.lifetime, 60);
    QCOMPARE(assertion.claims, parsed(R"({"sub":"{tenant}","jti":null,"scope":["{scopes}"]})"));
    QCOMPARE(request.parameters.size(), 2);
    QVERIFY(request.parameters.at(0).required && request.parameters.at(0).secret);
    QCOMPARE(request.parameters.at(0).defaultValue, u"all"_s);
    QVERIFY(!request.parameters.at(1).required && !request.parameters.at(1).secret);
    QCOMPARE(request.parameters.at(1).label, u"plain"_s);
    QCOMPARE(request.headers.first().value, u"1"_s);
    QCOMPARE(request.scopes.separator, u","_s);
    QCOMPARE(request.scopes.defaults, QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(request.scopes.catalog.first().description, u"A"_s);

    const ResponseRules &response = provider->response;
    QCOMPARE(response.format, AnswerFormat::Xml);
    QCOMPARE(response.accessToken, QStringList({u"token"_s, u"data.token"_s}));
    QCOMPARE(response.expiresAt.at(0).unit, TimeUnit::Iso8601);
    QCOMPARE(response.expiresAt.at(1).unit, TimeUnit::Seconds);
    QCOMPARE(response.issuedAt.at(0).unit, TimeUnit::Milliseconds);
    QCOMPARE(response.lifetimeFallback.value(), 1800);
    QCOMPARE(provider->useToken.header, u"X-Api-Token"_s);
    QVERIFY(provider->useToken.scheme.isEmpty());
    QCOMPARE(provider->useToken.headers, QList<NameValue>({{u"X-Id"_s, u"{client_id}"_s}}));
    QCOMPARE(response.apiBaseUrl, QStringList(u"instance_url"_s));
    QCOMPARE(provider->policy.mintLimit.seconds, 60);
    QVERIFY(provider->policy.sameTokenUntilExpiry);
    QCOMPARE(provider->policy.lockoutAfter, 3);
    QCOMPARE(provider->policy.mintLimit.count, 5);
    QCOMPARE(provider->policy.mintLimit.per, u"minute"_s);
    QVERIFY(provider->policy.revokesPrevious);
    QCOMPARE(provider->errors.help.value(u"e1"_s), u"Do this."_s);
    QCOMPARE(provider->facts.first().checked, u"2026-01-02"_s);
}

void TestProvider::refreshTokenIsAParameter()
{
    const auto with = [](const QJsonObject &request, const QJsonObject &response = {}) {
        QJsonObject json = parsed(smallest);
        json.insert(u"request", request);
        json.insert(u"response", response);
        return Provider::fromJson(json).value_or(Provider());
    };
    const Provider plain = with({{u"grantType"_s, u"refresh_token"_s}});
    QVERIFY(plain.usesRefreshToken());
    QCOMPARE(plain.request.parameters.size(), 1);
    const RequestParameter &parameter = plain.request.parameters.first();
    QCOMPARE(parameter.name, u"refresh_token"_s);
    QVERIFY(parameter.required && parameter.secret && !parameter.label.isEmpty());
    QCOMPARE(plain.response.refreshToken, QStringList(u"refresh_token"_s));

    // who declares it names it
    const Provider own = with({{u"grantType"_s, u"refresh_token"_s},
                               {u"parameters"_s,
                                QJsonArray{QJsonObject{{u"name"_s, u"refresh_token"_s},
                                                       {u"label"_s, u"Long-lived token"_s}}}}},
                              {{u"refreshToken"_s, u"data.next"_s}});
    QCOMPARE(own.request.parameters.size(), 1);
    QCOMPARE(own.request.parameters.first().label, u"Long-lived token"_s);
    QVERIFY2(own.request.parameters.first().secret, "by its name");
    QCOMPARE(own.response.refreshToken, QStringList(u"data.next"_s));

    const Provider other = with({});
    QVERIFY(!other.usesRefreshToken() && other.request.parameters.isEmpty());
    QVERIFY(other.response.refreshToken.isEmpty());
}

/// What a provider wants not to be there.
void TestProvider::leftOut()
{
    QJsonObject json = parsed(smallest);
    json = with(json, u"request.grantType"_s, QJsonValue::Null);
    json = with(json, u"request.clientIdParameter"_s, QJsonValue::Null);
    json = with(json, u"request.bodyFormat"_s, u"none"_s);
    const auto provider = Provider::fromJson(json);
    VERIFY_OK(provider);
    QVERIFY(provider->request.grantType.isEmpty());
    QVERIFY(provider->request.clientIdParameter.isEmpty());
    QCOMPARE(provider->request.bodyFormat, BodyFormat::None);
    const auto grant = Provider::fromJson(
        with(parsed(smallest), u"request.assertion.use"_s, u"grant"_s));
    VERIFY_OK(grant);
    QCOMPARE(grant->request.grantType, u"urn:ietf:params:oauth:grant-type:jwt-bearer"_s);
}

void TestProvider::limitsOverAnyTime()
{
    const auto provider = Provider::fromJson(
        with(parsed(smallest), u"policy.mintLimit"_s, valueOf(R"({"count":10,"seconds":28800})")));
    VERIFY_OK(provider);
    QCOMPARE(provider->policy.mintLimit.count, 10);
    QCOMPARE(provider->policy.mintLimit.seconds, 28800);
    QVERIFY(provider->policy.mintLimit.per.isEmpty());
}

void TestProvider::unknownFieldsAreIgnored()
{
    QJsonObject json = parsed(smallest);
    for (const char *path : {"future", "request.future", "response.future", "errors.future",
                             "environments.sandbox.future", "policy.mintLimit.future"})
        json = with(json, QString::fromLatin1(path), QJsonArray{1, QJsonObject()});
    VERIFY_OK(Provider::fromJson(json));
}

void TestProvider::wrongField_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *path, const char *value, const char *named = nullptr) {
        QTest::newRow(qPrintable(QString::fromLatin1(path) + u" = " + QString::fromLatin1(value)))
            << QString::fromLatin1(path) << QByteArray(value)
            << QString::fromLatin1(named ? named : path);
    };
    for (const char *text : {"id",
                             "name",
                             "portalUrl",
                             "labels.clientId",
                             "labels.clientSecret",
                             "environments.sandbox.name",
                             "environments.sandbox.tokenUrl",
                             "environments.sandbox.apiBaseUrl",
                             "environments.sandbox.caCertificates",
                             "environments.sandbox.credentialHints.clientIdContains",
                             "environments.sandbox.credentialHints.clientSecretPrefix",
                             "request.method",
                             "request.clientAuthentication",
                             "request.clientCertificate",
                             "request.clientIdParameter",
                             "request.clientSecretParameter",
                             "request.grantType",
                             "request.scopes.separator",
                             "useToken.header",
                             "useToken.scheme",
                             "policy.note",
                             "policy.mintLimit.per"}) {
        row(text, "5");
        row(text, "[\"a\"]");
    }
    for (const char *object :
         {"labels", "environments", "request", "request.scopes", "response", "useToken", "policy",
          "policy.mintLimit", "errors", "errors.help", "environments.sandbox.credentialHints"})
        row(object, "\"text\"");
    for (const char *list :
         {"variables", "request.parameters", "request.headers", "request.scopes.catalog",
          "response.expiresAt", "response.issuedAt", "facts"}) {
        row(list, "{}");
        row(list, "[1]");
    }
    for (const char *texts :
         {"request.scopes.default", "response.accessToken", "response.expiresIn",
          "response.tokenType", "errors.codePaths", "errors.messagePaths"}) {
        row(texts, "5");
        row(texts, "[\"a\",5]");
        row(texts, "{}");
    }
    for (const char *flag :
         {"environments.sandbox.production", "request.scopes.required", "policy.revokesPrevious"}) {
        row(flag, "1");
        row(flag, "\"true\"");
    }
    for (const char *number : {"schema", "policy.mintLimit.count", "response.lifetimeFallback"}) {
        row(number, "\"5\"");
        row(number, "1.5");
        row(number, "1e300");
    }
    row("request.assertion.use", "\"both\"");
    row("request.assertion.algorithm", "\"none\"");
    row("request.assertion.lifetime", "0");
    row("request.assertion.lifetime", "\"60\"");
    row("request.assertion.claims", "[1]");
    row("request.assertion.claims", R"({"exp":1})");
    row("request.authorizationScheme", R"("ID ")");
    row("request.authorizationScheme", R"("")");
    row("request.grantType", R"("")");
    row("request.clientIdParameter", R"("")");
    row("response.apiBaseUrl", "5");
    row("useToken.headers", R"([{"name":"X A","value":"a"}])", "useToken.headers.0.name");
    row("policy.mintLimit.seconds", "0");
    row("policy.mintLimit", R"({"count":1,"per":"day","seconds":5})", "policy.mintLimit.seconds");
    row("policy.mintLimit.count", "0");
    row("policy.lockoutAfter", "-1");
    row("policy.sameTokenUntilExpiry", "1");
    row("schema", "2");
    row("schema", "0");
    row("environments", "{}");
    row("environments", "{\"sandbox\":5}");
    row("portalUrl", "\"http://example.com\"");
    row("portalUrl", "\"javascript:alert(1)\"");
    row("request.bodyFormat", "\"multipart\"");
    row("request.clientCertificate", "\"always\"");
    row("response.format", "\"yaml\"");
    row("errors.help", "{\"a\":5}", "errors.help.a");
    row("variables", "[{}]", "variables.0.name");
    row("variables", "[{\"name\":\"a\"},{\"name\":\"b\",\"pattern\":\"(\"}]",
        "variables.1.pattern");
    row("request.parameters", "[{\"label\":\"a\"}]", "request.parameters.0.name");
    row("request.parameters", "[{\"name\":\"a\",\"secret\":\"yes\"}]",
        "request.parameters.0.secret");
    row("request.parameters", "[{\"name\":\"a\",\"required\":1}]", "request.parameters.0.required");
    row("request.headers", "[{\"value\":\"a\"}]", "request.headers.0.name");
    row("request.headers", R"([{"name":"X A"}])", "request.headers.0.name");
    row("request.headers", R"([{"name":"X-A\r\nX-B"}])", "request.headers.0.name");
    row("request.headers", R"([{"name":"X-A","value":"a\r\nX-B: b"}])", "request.headers.0.value");
    row("request.headers", R"([{"name":"X-A","value":"a\u0000"}])", "request.headers.0.value");
    row("useToken.header", R"("X-A\r\nX-B")");
    row("useToken.header", R"("X A")");
    row("useToken.header", R"("")");
    row("useToken.scheme", R"("Bearer\r\nX-B:")");
    row("request.scopes.catalog", "[{\"description\":\"a\"}]", "request.scopes.catalog.0.scope");
    row("response.expiresAt", "[{\"unit\":\"s\"}]", "response.expiresAt.0.path");
    row("response.expiresAt", "[{\"path\":\"a\",\"unit\":\"minutes\"}]",
        "response.expiresAt.0.unit");
    row("response.issuedAt", "[{\"path\":5}]", "response.issuedAt.0.path");
    row("facts", "[{\"claim\":5}]", "facts.0.claim");
}

void TestProvider::wrongField()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, value);
    QFETCH(QString, named);
    const auto provider = Provider::fromJson(with(parsed(smallest), path, valueOf(value)));
    QVERIFY(kindOf(provider) == ErrorKind::Configuration);
    const QString message = provider.error().message;
    QVERIFY2(message.contains(QString(u"“" + named + u"”")), qPrintable(message));
}

void TestProvider::secretByName_data()
{
    QTest::addColumn<QByteArray>("parameter");
    QTest::addColumn<bool>("secret");
    QTest::newRow("by its name") << QByteArray(R"({"name":"api_key"})") << true;
    QTest::newRow("whatever is said")
        << QByteArray(R"({"name":"password","secret":false})") << true;
    QTest::newRow("said") << QByteArray(R"({"name":"gate","secret":true})") << true;
    QTest::newRow("plain") << QByteArray(R"({"name":"token_type"})") << false;
}

/// It never goes into the index.
void TestProvider::secretByName()
{
    QFETCH(QByteArray, parameter);
    const auto provider = Provider::fromJson(
        with(parsed(smallest), u"request.parameters"_s, valueOf('[' + parameter + ']')));
    VERIFY_OK(provider);
    QTEST(provider->request.parameters.first().secret, "secret");
}

void TestProvider::missingField_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("named");
    QTest::newRow("nothing") << QByteArray("{}") << u"“id”"_s;
    QTest::newRow("id") << QByteArray(
        R"({"name":"X","environments":{"a":{"tokenUrl":"https://e.com"}}})")
                        << u"“id”"_s;
    QTest::newRow("id empty") << QByteArray(
        R"({"id":"","name":"X","environments":{"a":{"tokenUrl":"https://e.com"}}})")
                              << u"“id”"_s;
    QTest::newRow("id null") << QByteArray(
        R"({"id":null,"name":"X","environments":{"a":{"tokenUrl":"https://e.com"}}})")
                             << u"“id”"_s;
    QTest::newRow("name") << QByteArray(
        R"({"id":"x","environments":{"a":{"tokenUrl":"https://e.com"}}})")
                          << u"“name”"_s;
    QTest::newRow("environments") << QByteArray(R"({"id":"x","name":"X"})") << u"“environments”"_s;
    QTest::newRow("token URL") << QByteArray(R"({"id":"x","name":"X","environments":{"a":{}}})")
                               << u"“environments.a.tokenUrl”"_s;
}

void TestProvider::missingField()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, named);
    const auto provider = Provider::fromJson(parsed(json));
    QVERIFY(kindOf(provider) == ErrorKind::Configuration);
    QVERIFY2(provider.error().message.contains(named), qPrintable(provider.error().message));
}

void TestProvider::textForListOfOne()
{
    const auto provider = Provider::fromJson(
        with(parsed(smallest), u"response.accessToken"_s, u"token"_s));
    VERIFY_OK(provider);
    QCOMPARE(provider->response.accessToken, QStringList(u"token"_s));
}

void TestProvider::firstProblemIsTold()
{
    QJsonObject json = with(parsed(smallest), u"name"_s, 5);
    json = with(json, u"request.method"_s, 5);
    const auto provider = Provider::fromJson(json);
    QVERIFY(kindOf(provider) == ErrorKind::Configuration);
    QVERIFY(provider.error().message.contains(u"“name”"));
    QVERIFY(!provider.error().message.contains(u"method"));
}

void TestProvider::environmentsInOrderOfCaution()
{
    QJsonObject json = parsed(smallest);
    json = with(json, u"environments.alpha.tokenUrl"_s, u"https://example.com/1"_s);
    json = with(json, u"environments.alpha.production"_s, true);
    json = with(json, u"environments.production.tokenUrl"_s, u"https://example.com/2"_s);
    const auto provider = Provider::fromJson(json);
    VERIFY_OK(provider);
    QCOMPARE(provider->environments.size(), 3);
    QCOMPARE(provider->environments.first().id, u"sandbox"_s);
    QVERIFY(provider->environment(u"production"_s)->production); // by its name alone
    QVERIFY(provider->environment(u"alpha"_s)->production);
}

void TestProvider::caCertificatesAreFoundBesideTheFile()
{
    const QJsonObject relative = with(parsed(smallest), u"environments.sandbox.caCertificates"_s,
                                      u"ca/own.pem"_s);
    // found by caCertificatesOf(), once the variables are known
    const ProviderEnvironment environment = Provider::fromJson(relative, u"/etc/some"_s)
                                                ->environments.first();
    QCOMPARE(environment.caCertificates, u"ca/own.pem"_s);
    QCOMPARE(environment.folder, u"/etc/some"_s);
}

TEST_IN_PROGRAM(TestProvider)
#include "tst_provider.moc"
