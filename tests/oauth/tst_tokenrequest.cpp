// SPDX-License-Identifier: MIT
#include "ClientAuthentication.h"
#include "EndpointUrls.h"
#include "ProviderCatalog.h"
#include "TokenRequest.h"

#include <QJsonDocument>
#include <QTest>

#include "TestProgram.h"

#include <functional>

using namespace Tokenwright;

class TestTokenRequest : public QObject
{
    Q_OBJECT

private:
    static Provider shipped(const QString &id)
    {
        static const auto catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(), {});
        const Provider *provider = catalog.provider(id);
        return provider ? *provider : Provider{};
    }

    /// A provider as plain as they come: https://token.example/t, RFC 6749 throughout.
    static Provider plain()
    {
        Provider provider;
        provider.id = QStringLiteral("plain");
        provider.name = QStringLiteral("Plain");
        Environment environment;
        environment.id = QStringLiteral("sandbox");
        environment.tokenUrl = QStringLiteral("https://token.example/t");
        environment.caCertificates = QStringLiteral("/ca.pem");
        provider.environments = {environment};
        return provider;
    }

    static CredentialSet setFor(const Provider &provider)
    {
        CredentialSet set;
        set.id = QStringLiteral("1");
        set.provider = provider.id;
        set.environment = QStringLiteral("sandbox");
        set.pairMark = QStringLiteral("mark");
        return set;
    }

    static ClientCredentials pair()
    {
        ClientCredentials credentials;
        credentials.clientId = QStringLiteral("the-id");
        credentials.clientSecret = Secret(QByteArray("the-secret"));
        return credentials;
    }

    static QByteArrayList wire(const HttpRequest &request)
    {
        QByteArrayList lines{request.method + ' ' + request.url.toEncoded()};
        for (const RequestHeader &header : request.headers)
            lines.append(header.name + ": " + header.value.reveal().toByteArray());
        lines.append(request.body.reveal().toByteArray());
        return lines;
    }

    static QByteArray bodyOf(const Provider &provider, const CredentialSet &set,
                             const ClientCredentials &credentials = pair())
    {
        const auto request = buildTokenRequest(provider, set, credentials, stamp);
        return request ? request->body.reveal().toByteArray() : request.error().message.toUtf8();
    }

    inline static const RequestStamp stamp{.now = 1'700'000'000'000,
                                           .uuid = QStringLiteral("a-fresh-identifier")};

private Q_SLOTS:
    void ebayToTheLetter_data()
    {
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QByteArray>("url");
        QTest::newRow("sandbox") << QStringLiteral(
            "sandbox") << QByteArray("https://api.sandbox.ebay.com/identity/v1/oauth2/token");
        QTest::newRow("production") << QStringLiteral("production")
                                    << QByteArray("https://api.ebay.com/identity/v1/oauth2/token");
    }

    void ebayToTheLetter()
    {
        QFETCH(const QString, environment);
        QFETCH(const QByteArray, url);
        const Provider ebay = shipped(QStringLiteral("ebay"));
        CredentialSet set = setFor(ebay);
        set.environment = environment;
        set.scopes = {QStringLiteral("https://api.ebay.com/oauth/api_scope"),
                      QStringLiteral("https://api.ebay.com/oauth/api_scope/buy.item.bulk")};
        const auto request = buildTokenRequest(ebay, set, pair(), stamp);
        QVERIFY(request);
        const QByteArrayList expected{
            "POST " + url,
            "Content-Type: application/x-www-form-urlencoded",
            "Authorization: Basic dGhlLWlkOnRoZS1zZWNyZXQ=",
            "Accept: application/json",
            "grant_type=client_credentials&scope=https%3A%2F%2Fapi.ebay.com%2Foauth%2Fapi_scope"
            "%20https%3A%2F%2Fapi.ebay.com%2Foauth%2Fapi_scope%2Fbuy.item.bulk",
        };
        QCOMPARE(wire(*request), expected);
    }

    void ebayWithoutScopesAsksForTheDefault()
    {
        const Provider ebay = shipped(QStringLiteral("ebay"));
        QCOMPARE(bodyOf(ebay, setFor(ebay)),
                 "grant_type=client_credentials&scope=https%3A%2F%2Fapi.ebay.com%2Foauth%2F"
                 "api_scope");
    }

    void pitneyBowesToTheLetter_data()
    {
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QByteArray>("url");
        QTest::newRow("sandbox") << QStringLiteral(
            "sandbox") << QByteArray("https://shipping-api-sandbox.pitneybowes.com/oauth/token");
        QTest::newRow("production")
            << QStringLiteral("production")
            << QByteArray("https://shipping-api.pitneybowes.com/oauth/token");
    }

    void pitneyBowesToTheLetter()
    {
        QFETCH(const QString, environment);
        QFETCH(const QByteArray, url);
        const Provider pitneyBowes = shipped(QStringLiteral("pitney-bowes"));
        CredentialSet set = setFor(pitneyBowes);
        set.environment = environment;
        const auto request = buildTokenRequest(pitneyBowes, set, pair(), stamp);
        QVERIFY(request);
        const QByteArrayList expected{
            "POST " + url,
            "Content-Type: application/x-www-form-urlencoded",
            "Authorization: Basic dGhlLWlkOnRoZS1zZWNyZXQ=",
            "Accept: application/json",
            "grant_type=client_credentials",
        };
        QCOMPARE(wire(*request), expected);
    }

    void secretsAreNamed()
    {
        const Provider ebay = shipped(QStringLiteral("ebay"));
        ClientCredentials credentials = pair();
        credentials.parameters.insert(QStringLiteral("pin"), Secret(QByteArray("1234")));
        const auto request = buildTokenRequest(ebay, setFor(ebay), credentials, stamp);
        QVERIFY(request);
        QStringList secrets;
        for (const Secret &secret : request->secrets)
            secrets.append(secret.revealText());
        secrets.sort();
        const QStringList expected{QStringLiteral("1234"),
                                   QStringLiteral("dGhlLWlkOnRoZS1zZWNyZXQ="),
                                   QStringLiteral("the-secret")};
        QCOMPARE(secrets, expected);
    }

    void parameters()
    {
        Provider provider = plain();
        provider.request.clientAuthentication = QStringLiteral("client_secret_post");
        provider.request.parameters = {
            {.name = QStringLiteral("audience"),
             .label = {},
             .defaultValue = QStringLiteral("a b")},
            {.name = QStringLiteral("realm"), .label = {}, .defaultValue = QStringLiteral("r")},
            {.name = QStringLiteral("pin"), .label = {}, .defaultValue = {}, .secret = true},
            {.name = QStringLiteral("unset"), .label = {}, .defaultValue = {}},
        };
        CredentialSet set = setFor(provider);
        set.parameters = {
            {QStringLiteral("resource"), {QStringLiteral("x+y"), QStringLiteral("ü")}},
            {QStringLiteral("realm"), {QStringLiteral("mine")}}};
        ClientCredentials credentials = pair();
        credentials.parameters.insert(QStringLiteral("pin"), Secret(QByteArray("1&2")));
        QCOMPARE(bodyOf(provider, set, credentials),
                 "grant_type=client_credentials&client_id=the-id&client_secret=the-secret"
                 "&audience=a%20b&realm=mine&pin=1%262&resource=x%2By&resource=%C3%BC");
        const auto request = buildTokenRequest(provider, set, credentials, stamp);
        for (const RequestHeader &header : request->headers)
            QVERIFY(header.name != "Authorization");
        QCOMPARE(request->caCertificates, QStringLiteral("/ca.pem"));
    }

    void otherBodies()
    {
        Provider provider = plain();
        provider.request.scopes.separator = QStringLiteral(",");
        CredentialSet set = setFor(provider);
        set.scopes = {QStringLiteral("a"), QStringLiteral("b")};
        set.parameters = {{QStringLiteral("r"), {QStringLiteral("1"), QStringLiteral("2 ü")}}};
        QCOMPARE(bodyOf(provider, set),
                 "grant_type=client_credentials&scope=a%2Cb&r=1&r=2%20%C3%BC");

        provider.request.bodyFormat = BodyFormat::Json;
        auto request = buildTokenRequest(provider, set, pair(), stamp);
        QVERIFY(request);
        QCOMPARE(request->headers.first().value.revealText(), QStringLiteral("application/json"));
        const auto json = QJsonDocument::fromJson(request->body.reveal().toByteArray());
        const auto expected = QJsonDocument::fromJson(
            R"({"grant_type":"client_credentials","scope":"a,b","r":["1","2 \u00fc"]})");
        QCOMPARE(json, expected);

        provider.request.bodyFormat = BodyFormat::Query;
        provider.request.method = "GET";
        provider.environments[0].tokenUrl += QStringLiteral("?v=1");
        request = buildTokenRequest(provider, set, pair(), stamp);
        QVERIFY(request);
        QCOMPARE(request->method, "GET");
        QCOMPARE(request->url.toEncoded(),
                 "https://token.example/"
                 "t?v=1&grant_type=client_credentials&scope=a%2Cb&r=1&r=2%20%C3%BC");
        QVERIFY(request->body.isEmpty());
    }

    void headers()
    {
        Provider provider = plain();
        provider.request.headers = {{QStringLiteral("X-One"), QStringLiteral("1")},
                                    {QStringLiteral("accept"), QStringLiteral("text/xml")}};
        const auto request = buildTokenRequest(provider, setFor(provider), pair(), stamp);
        QVERIFY(request);
        const QByteArrayList lines = wire(*request);
        QCOMPARE(lines.count("Accept: text/xml"), 1);
        QCOMPARE(lines.count("X-One: 1"), 1);
        QCOMPARE(request->headers.size(), 4);
    }

    void headerTemplates()
    {
        Provider provider = plain();
        provider.variables = {{QStringLiteral("site"), {}, {}, QStringLiteral("us")}};
        provider.request.headers = {
            {QStringLiteral("X-Correlation"), QStringLiteral("{uuid}")},
            {QStringLiteral("X-Client"), QStringLiteral("id={client_id}; site={site}")},
            {QStringLiteral("X-Unknown"), QStringLiteral("{moon}")},
            {QStringLiteral("X-Empty"), QString()}};
        CredentialSet set = setFor(provider);
        set.headers = {{QStringLiteral("x-unknown"), QStringLiteral("mine")},
                       {QStringLiteral("X-Own"), QStringLiteral("1")}};
        const auto request = buildTokenRequest(provider, set, pair(), stamp);
        QVERIFY(request);
        const QByteArrayList lines = wire(*request);
        QVERIFY(lines.contains("X-Correlation: a-fresh-identifier"));
        QVERIFY(lines.contains("X-Client: id=the-id; site=us"));
        QVERIFY(lines.contains("X-Unknown: mine"));
        QVERIFY(lines.contains("X-Own: 1"));
        QCOMPARE(request->headers.size(), 3 + 4);
    }

    void noCredentialAmongTheHeadersOfTheIndex()
    {
        const Provider provider = plain();
        CredentialSet set = setFor(provider);
        set.headers = {{QStringLiteral("authorization"), QStringLiteral("Basic c2VjcmV0")}};
        const auto request = buildTokenRequest(provider, set, pair(), stamp);
        QVERIFY(!request);
        QCOMPARE(request.error().kind, ErrorKind::Configuration);
        QVERIFY(!request.error().message.contains(QStringLiteral("c2VjcmV0")));
    }

    void halfAPair()
    {
        const Provider provider = plain();
        for (const ClientAuthenticationMethod &method : clientAuthenticationMethods()) {
            CredentialSet set = setFor(provider);
            set.clientAuthentication = QString::fromLatin1(method.id);
            for (const bool withId : {true, false}) {
                ClientCredentials half = pair();
                if (withId)
                    half.clientSecret = {};
                else
                    half.clientId.clear();
                const auto request = buildTokenRequest(provider, set, half, stamp);
                QVERIFY2(!request, method.id);
                QCOMPARE(request.error().kind, ErrorKind::Configuration);
                QVERIFY(!request.error().message.isEmpty());
            }
        }
    }

    void severalResources()
    {
        Provider provider = plain();
        provider.request.parameters = {{.name = QStringLiteral("resource"),
                                        .label = {},
                                        .required = false,
                                        .defaultValue = {},
                                        .secret = false,
                                        .multiple = true}};
        CredentialSet set = setFor(provider);
        set.parameters = {
            {QStringLiteral("resource"), {QStringLiteral("https://a.example  https://b.example")}}};
        QVERIFY(
            bodyOf(provider, set)
                .endsWith("&resource=https%3A%2F%2Fa.example&resource=https%3A%2F%2Fb.example"));
    }

    void previewShowsNoSecret_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<BodyFormat>("format");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *method, BodyFormat format, const char *line) {
            QTest::addRow("%s, %d", method, int(format))
                << QString::fromLatin1(method) << format << QString::fromUtf8(line);
        };
        row("client_secret_basic", BodyFormat::Form, "Authorization: Basic ••••••");
        row("client_secret_post", BodyFormat::Form,
            "grant_type=client_credentials&client_id=the-id&client_secret=••••••&more=••••••");
        row("client_secret_post", BodyFormat::Json, "    \"client_secret\": \"••••••\",");
        row("client_secret_post", BodyFormat::Query,
            "POST /t?grant_type=client_credentials&client_id=the-id&client_secret=••••••"
            "&more=•••••• HTTP/1.1");
        row("query", BodyFormat::Form, "POST /t?client_id=the-id&client_secret=•••••• HTTP/1.1");
    }

    void previewShowsNoSecret()
    {
        QFETCH(const QString, method);
        QFETCH(const BodyFormat, format);
        QFETCH(const QString, line);
        Provider provider = plain();
        provider.request.bodyFormat = format;
        CredentialSet set = setFor(provider);
        set.clientAuthentication = method;
        ClientCredentials credentials = pair();
        credentials.parameters.insert(QStringLiteral("more"),
                                      Secret::fromText(QStringLiteral("another-secret")));
        const auto draft = draftTokenRequest(provider, set, credentials, stamp);
        QVERIFY(draft);
        const QString preview = previewOf(*draft);
        QVERIFY2(preview.split(u'\n').contains(line), qPrintable(preview));
        QVERIFY(preview.contains(QStringLiteral("\nHost: token.example\n")));
        for (const char *secret : {"the-secret", "another-secret", "dGhlLWlkOnRoZS1zZWNyZXQ"})
            QVERIFY2(!preview.contains(QString::fromLatin1(secret)), secret);
    }

    void theSetMayChooseTheAuthentication()
    {
        const Provider ebay = shipped(QStringLiteral("ebay"));
        CredentialSet set = setFor(ebay);
        set.clientAuthentication = QStringLiteral("client_secret_post");
        QVERIFY(bodyOf(ebay, set).endsWith("&client_id=the-id&client_secret=the-secret"));
    }

    void theSetMayChooseMethodAndBody()
    {
        const Provider provider = plain();
        CredentialSet set = setFor(provider);
        set.bodyFormat = QStringLiteral("json");
        set.method = QStringLiteral("put");
        auto request = buildTokenRequest(provider, set, pair(), stamp);
        QVERIFY(request);
        QCOMPARE(request->method, "PUT");
        QCOMPARE(request->headers.first().value.revealText(), QStringLiteral("application/json"));
        QCOMPARE(request->body.reveal().toByteArray(), R"({"grant_type":"client_credentials"})");
        const auto draft = draftTokenRequest(provider, set, pair(), stamp);
        QVERIFY(previewOf(*draft).startsWith(u"PUT /t HTTP/1.1\n"));

        set.bodyFormat = QStringLiteral("query");
        set.method = QStringLiteral("GET");
        set.clientAuthentication = QStringLiteral("query");
        request = buildTokenRequest(provider, set, pair(), stamp);
        QVERIFY(request);
        QCOMPARE(request->method, "GET");
        QCOMPARE(request->url.toEncoded(),
                 "https://token.example/t?client_id=the-id&client_secret=the-secret"
                 "&grant_type=client_credentials");
        QVERIFY(request->body.isEmpty());
    }

    void variables()
    {
        Provider provider = plain();
        provider.environments[0].tokenUrl = QStringLiteral("https://{tenant}.example/{realm}/t#x");
        provider.variables = {
            {QStringLiteral("tenant"), QStringLiteral("Tenant"), QStringLiteral("[a-z]+"), {}},
            {QStringLiteral("realm"), {}, {}, QStringLiteral("main")},
            {QStringLiteral("unused"), {}, {}, {}}};
        CredentialSet set = setFor(provider);
        auto url = tokenUrlOf(provider, set);
        QVERIFY(!url);
        QCOMPARE(url.error().kind, ErrorKind::Configuration);
        QVERIFY(url.error().message.contains(QStringLiteral("Tenant")));
        set.variables = {{QStringLiteral("tenant"), QStringLiteral("acme")}};
        QCOMPARE(tokenUrlOf(provider, set).value_or(QUrl()),
                 QUrl(QStringLiteral("https://acme.example/main/t")));
        for (const char *bad : {"evil.example/", "acme@", "ACME", "a b", "acme\n", ""}) {
            set.variables = {{QStringLiteral("tenant"), QString::fromLatin1(bad)}};
            QVERIFY2(!tokenUrlOf(provider, set), bad);
        }
    }

    void wrongSetups_data()
    {
        QTest::addColumn<std::function<void(Provider &, CredentialSet &)>>("spoil");
        QTest::addColumn<QString>("named");
        using Spoil = std::function<void(Provider &, CredentialSet &)>;
        const auto row = [](const char *name, const Spoil &spoil, const char *named) {
            QTest::newRow(name) << spoil << QString::fromLatin1(named);
        };
        row(
            "no such environment",
            [](Provider &, CredentialSet &set) { set.environment = QStringLiteral("moon"); },
            "moon");
        row(
            "plain http",
            [](Provider &provider, CredentialSet &) {
                provider.environments[0].tokenUrl = QStringLiteral("http://token.example/t");
            },
            "http://token.example/t");
        row(
            "a password in the URL",
            [](Provider &provider, CredentialSet &) {
                provider.environments[0].tokenUrl = QStringLiteral("https://me:pw@token.example/t");
            },
            "token.example");
        row(
            "unknown authentication",
            [](Provider &, CredentialSet &set) {
                set.clientAuthentication = QStringLiteral("telepathy");
            },
            "telepathy");
        row(
            "no scope",
            [](Provider &provider, CredentialSet &) { provider.request.scopes.required = true; },
            "Plain");
        row(
            "no value",
            [](Provider &provider, CredentialSet &) {
                provider.request.parameters = {{.name = QStringLiteral("audience"),
                                                .label = QStringLiteral("The audience"),
                                                .required = true,
                                                .defaultValue = {}}};
            },
            "The audience");
        row(
            "no secret value",
            [](Provider &provider, CredentialSet &) {
                provider.request.parameters = {{.name = QStringLiteral("pin"),
                                                .label = {},
                                                .required = true,
                                                .defaultValue = {},
                                                .secret = true}};
            },
            "pin");
        row(
            "a parameter twice",
            [](Provider &, CredentialSet &set) {
                set.parameters = {{QStringLiteral("grant_type"), {QStringLiteral("password")}}};
            },
            "grant_type");
        row(
            "a header with a line end",
            [](Provider &provider, CredentialSet &) {
                provider.request.headers = {{QStringLiteral("X-A"), QStringLiteral("1\r\nX-B: 2")}};
            },
            "X-A");
        row(
            "a method with a blank",
            [](Provider &, CredentialSet &set) { set.method = QStringLiteral("GET /x"); },
            "GET /x");
        row(
            "an unknown body format of the set",
            [](Provider &, CredentialSet &set) { set.bodyFormat = QStringLiteral("yaml"); },
            "yaml");
        row(
            "a header without a name",
            [](Provider &provider, CredentialSet &) {
                provider.request.headers = {{QStringLiteral("X A:"), QStringLiteral("1")}};
            },
            "X A:");
    }

    void wrongSetups()
    {
        using Spoil = std::function<void(Provider &, CredentialSet &)>;
        QFETCH(const Spoil, spoil);
        QFETCH(const QString, named);
        Provider provider = plain();
        CredentialSet set = setFor(provider);
        QVERIFY(buildTokenRequest(provider, set, pair(), stamp));
        spoil(provider, set);
        const auto request = buildTokenRequest(provider, set, pair(), stamp);
        QVERIFY(!request);
        QCOMPARE(request.error().kind, ErrorKind::Configuration);
        QVERIFY2(request.error().message.contains(named), qPrintable(request.error().message));
        QVERIFY(!request.error().message.contains(QStringLiteral("pw")));
    }

    void noNameIsSentTwice_data()
    {
        QTest::addColumn<QString>("authentication");
        QTest::addColumn<QStringList>("plain");
        QTest::addColumn<QStringList>("secret");
        QTest::addColumn<bool>("isRefused");
        const QStringList none;
        QTest::newRow("plain and secret") << QString() << QStringList(QStringLiteral("tenant"))
                                          << QStringList(QStringLiteral("tenant")) << true;
        QTest::newRow("one of each") << QString() << QStringList(QStringLiteral("tenant"))
                                     << QStringList(QStringLiteral("region")) << false;
        QTest::newRow("the client ID, in the body")
            << QStringLiteral("client_secret_post") << QStringList(QStringLiteral("client_id"))
            << none << true;
        QTest::newRow("the client ID, in the URL")
            << QStringLiteral("query") << QStringList(QStringLiteral("client_id")) << none << true;
        QTest::newRow("the secret, in the URL")
            << QStringLiteral("query") << none << QStringList(QStringLiteral("client_secret"))
            << true;
    }

    void noNameIsSentTwice() // RFC 6749 §3.2
    {
        QFETCH(const QString, authentication);
        QFETCH(const QStringList, plain);
        QFETCH(const QStringList, secret);
        QFETCH(const bool, isRefused);
        const Provider provider = TestTokenRequest::plain();
        CredentialSet set = setFor(provider);
        set.clientAuthentication = authentication;
        for (const QString &name : plain)
            set.parameters.insert(name, {QStringLiteral("a"), QStringLiteral("b")});
        ClientCredentials credentials = pair();
        for (const QString &name : secret)
            credentials.parameters.insert(name, Secret::fromText(QStringLiteral("practice")));
        const auto request = buildTokenRequest(provider, set, credentials, stamp);
        QCOMPARE(!request, isRefused);
        if (isRefused)
            QVERIFY(request.error().message.contains((plain + secret).first()));
    }

    void whatShapesTheTokenIsInTheFingerprint()
    {
        const Provider provider = plain();
        CredentialSet set = setFor(provider);
        set.scopes = {QStringLiteral("a"), QStringLiteral("b")};
        const QString original = requestFingerprint(provider, set);
        QCOMPARE(original.size(), 64);
        QCOMPARE(requestFingerprint(provider, set), original);

        using Change = std::function<void(Provider &, CredentialSet &)>;
        const QList<Change> changes{
            [](Provider &p, CredentialSet &) { p.id = QStringLiteral("other"); },
            [](Provider &p, CredentialSet &) { p.environments[0].tokenUrl += u'2'; },
            [](Provider &p, CredentialSet &) { p.request.method = "PUT"; },
            [](Provider &p, CredentialSet &) { p.request.bodyFormat = BodyFormat::Json; },
            [](Provider &p, CredentialSet &) { p.request.grantType = QStringLiteral("x"); },
            [](Provider &p, CredentialSet &) {
                p.request.clientAuthentication = QStringLiteral("client_secret_post");
            },
            [](Provider &p, CredentialSet &) {
                p.request.parameters = {{.name = QStringLiteral("audience"),
                                         .label = {},
                                         .defaultValue = QStringLiteral("d")}};
            },
            [](Provider &p, CredentialSet &) {
                p.request.headers = {{QStringLiteral("X-Tenant"), QStringLiteral("1")}};
            },
            [](Provider &p, CredentialSet &) { p.response.format = AnswerFormat::Xml; },
            [](Provider &p, CredentialSet &) {
                p.response.accessToken = {QStringLiteral("data.token")};
            },
            [](Provider &p, CredentialSet &) { p.response.expiresIn = {QStringLiteral("ttl")}; },
            [](Provider &p, CredentialSet &) {
                p.response.expiresAt = {{QStringLiteral("until"), TimeUnit::Seconds}};
            },
            [](Provider &p, CredentialSet &) {
                p.response.expiresAt = {{QStringLiteral("until"), TimeUnit::Milliseconds}};
            },
            [](Provider &p, CredentialSet &) {
                p.response.issuedAt = {{QStringLiteral("from"), TimeUnit::Seconds}};
            },
            [](Provider &p, CredentialSet &) { p.response.tokenType = {QStringLiteral("kind")}; },
            [](Provider &p, CredentialSet &) { p.response.lifetimeFallback = 60; },
            [](Provider &, CredentialSet &s) { s.pairMark = QStringLiteral("new"); },
            [](Provider &, CredentialSet &s) { s.scopes.removeLast(); },
            [](Provider &, CredentialSet &s) { s.scopes = {QStringLiteral("a b")}; },
            [](Provider &, CredentialSet &s) {
                s.parameters = {{QStringLiteral("audience"), {QStringLiteral("x")}}};
            },
            [](Provider &, CredentialSet &s) {
                s.clientAuthentication = QStringLiteral("client_secret_post");
            },
            [](Provider &, CredentialSet &s) { s.method = QStringLiteral("GET"); },
            [](Provider &, CredentialSet &s) { s.bodyFormat = QStringLiteral("query"); },
        };
        QStringList seen{original};
        for (const Change &change : changes) {
            Provider changedProvider = provider;
            CredentialSet changedSet = set;
            change(changedProvider, changedSet);
            seen.append(requestFingerprint(changedProvider, changedSet));
        }
        // the two ways to choose the authentication come to the same
        QCOMPARE(seen.removeDuplicates(), 1);
    }

    void whatDoesNotShapeItIsNot()
    {
        Provider provider = plain();
        CredentialSet set = setFor(provider);
        set.scopes = {QStringLiteral("a"), QStringLiteral("b")};
        const QString original = requestFingerprint(provider, set);
        set.name = QStringLiteral("another name");
        set.id = QStringLiteral("another id");
        set.scopes = {QStringLiteral("b"), QStringLiteral("a")};
        set.clientAuthentication = provider.request.clientAuthentication;
        provider.name = QStringLiteral("Another name");
        provider.facts.append(Fact{});
        QCOMPARE(requestFingerprint(provider, set), original);
        // stating the default is no change either
        provider.request.scopes.defaults = {QStringLiteral("a"), QStringLiteral("b")};
        set.scopes.clear();
        QCOMPARE(requestFingerprint(provider, set), original);
    }
};

Q_DECLARE_METATYPE(std::function<void(Provider &, CredentialSet &)>)

TEST_IN_PROGRAM(TestTokenRequest)
#include "tst_tokenrequest.moc"
