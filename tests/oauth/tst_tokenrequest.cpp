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
        provider.id = u"plain"_s;
        provider.name = u"Plain"_s;
        ProviderEnvironment environment;
        environment.id = u"sandbox"_s;
        environment.tokenUrl = u"https://token.example/t"_s;
        environment.caCertificates = u"/ca.pem"_s;
        provider.environments = {environment};
        return provider;
    }

    static CredentialSet setFor(const Provider &provider)
    {
        CredentialSet set;
        set.id = u"1"_s;
        set.provider = provider.id;
        set.environment = u"sandbox"_s;
        set.pairMark = u"mark"_s;
        return set;
    }

    static ClientCredentials pair()
    {
        ClientCredentials credentials;
        credentials.clientId = u"the-id"_s;
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
                                           .uuid = u"a-fresh-identifier"_s};

private Q_SLOTS:
    void ebayToTheLetter_data()
    {
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QByteArray>("url");
        QTest::newRow("sandbox") << u"sandbox"_s
                                 << QByteArray(
                                        "https://api.sandbox.ebay.com/identity/v1/oauth2/token");
        QTest::newRow("production")
            << u"production"_s << QByteArray("https://api.ebay.com/identity/v1/oauth2/token");
    }

    void ebayToTheLetter()
    {
        QFETCH(const QString, environment);
        QFETCH(const QByteArray, url);
        const Provider ebay = shipped(u"ebay"_s);
        CredentialSet set = setFor(ebay);
        set.environment = environment;
        set.scopes = {u"https://api.ebay.com/oauth/api_scope"_s,
                      u"https://api.ebay.com/oauth/api_scope/buy.item.bulk"_s};
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
        const Provider ebay = shipped(u"ebay"_s);
        QCOMPARE(bodyOf(ebay, setFor(ebay)),
                 "grant_type=client_credentials&scope=https%3A%2F%2Fapi.ebay.com%2Foauth%2F"
                 "api_scope");
    }

    void pitneyBowesToTheLetter_data()
    {
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QByteArray>("url");
        QTest::newRow("sandbox") << u"sandbox"_s
                                 << QByteArray(
                                        "https://shipping-api-sandbox.pitneybowes.com/oauth/token");
        QTest::newRow("production")
            << u"production"_s << QByteArray("https://shipping-api.pitneybowes.com/oauth/token");
    }

    void pitneyBowesToTheLetter()
    {
        QFETCH(const QString, environment);
        QFETCH(const QByteArray, url);
        const Provider pitneyBowes = shipped(u"pitney-bowes"_s);
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
        const Provider ebay = shipped(u"ebay"_s);
        ClientCredentials credentials = pair();
        credentials.parameters.insert(u"pin"_s, Secret(QByteArray("1234")));
        const auto request = buildTokenRequest(ebay, setFor(ebay), credentials, stamp);
        QVERIFY(request);
        QStringList secrets;
        for (const Secret &secret : request->secrets)
            secrets.append(secret.revealText());
        secrets.sort();
        const QStringList expected{u"1234"_s, u"dGhlLWlkOnRoZS1zZWNyZXQ="_s, u"the-secret"_s};
        QCOMPARE(secrets, expected);
    }

    void parameters()
    {
        Provider provider = plain();
        provider.request.clientAuthentication = u"client_secret_post"_s;
        provider.request.parameters = {
            {.name = u"audience"_s, .label = {}, .defaultValue = u"a b"_s},
            {.name = u"realm"_s, .label = {}, .defaultValue = u"r"_s},
            {.name = u"pin"_s, .label = {}, .defaultValue = {}, .secret = true},
            {.name = u"unset"_s, .label = {}, .defaultValue = {}},
        };
        CredentialSet set = setFor(provider);
        set.parameters = {{u"resource"_s, {u"x+y"_s, u"ü"_s}}, {u"realm"_s, {u"mine"_s}}};
        ClientCredentials credentials = pair();
        credentials.parameters.insert(u"pin"_s, Secret(QByteArray("1&2")));
        QCOMPARE(bodyOf(provider, set, credentials),
                 "grant_type=client_credentials&client_id=the-id&client_secret=the-secret"
                 "&audience=a%20b&realm=mine&pin=1%262&resource=x%2By&resource=%C3%BC");
        const auto request = buildTokenRequest(provider, set, credentials, stamp);
        for (const RequestHeader &header : request->headers)
            QVERIFY(header.name != "Authorization");
        QCOMPARE(request->caCertificates, u"/ca.pem"_s);
    }

    void otherBodies()
    {
        Provider provider = plain();
        provider.request.scopes.separator = u","_s;
        CredentialSet set = setFor(provider);
        set.scopes = {u"a"_s, u"b"_s};
        set.parameters = {{u"r"_s, {u"1"_s, u"2 ü"_s}}};
        QCOMPARE(bodyOf(provider, set),
                 "grant_type=client_credentials&scope=a%2Cb&r=1&r=2%20%C3%BC");

        provider.request.bodyFormat = BodyFormat::Json;
        auto request = buildTokenRequest(provider, set, pair(), stamp);
        QVERIFY(request);
        QCOMPARE(request->headers.first().value.revealText(), u"application/json"_s);
        const auto json = QJsonDocument::fromJson(request->body.reveal().toByteArray());
        const auto expected = QJsonDocument::fromJson(
            R"({"grant_type":"client_credentials","scope":"a,b","r":["1","2 \u00fc"]})");
        QCOMPARE(json, expected);

        provider.request.bodyFormat = BodyFormat::Query;
        provider.request.method = "GET";
        provider.environments[0].tokenUrl += u"?v=1"_s;
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
        provider.request.headers = {{u"X-One"_s, u"1"_s}, {u"accept"_s, u"text/xml"_s}};
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
        provider.variables = {{u"site"_s, {}, {}, u"us"_s}};
        provider.request.headers = {{u"X-Correlation"_s, u"{uuid}"_s},
                                    {u"X-Client"_s, u"id={client_id}; site={site}"_s},
                                    {u"X-Unknown"_s, u"{moon}"_s},
                                    {u"X-Empty"_s, QString()}};
        CredentialSet set = setFor(provider);
        set.headers = {{u"x-unknown"_s, u"mine"_s}, {u"X-Own"_s, u"1"_s}};
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
        set.headers = {{u"authorization"_s, u"Basic c2VjcmV0"_s}};
        const auto request = buildTokenRequest(provider, set, pair(), stamp);
        QVERIFY(!request);
        QCOMPARE(request.error().kind, ErrorKind::Configuration);
        QVERIFY(!request.error().message.contains(u"c2VjcmV0"_s));
    }

    void halfAPair()
    {
        const Provider provider = plain();
        for (const ClientAuthenticationMethod &method : clientAuthenticationMethods()) {
            CredentialSet set = setFor(provider);
            set.clientAuthentication = QString::fromLatin1(method.id);
            if (set.clientAuthentication == u"none") // has an ID alone
                continue;
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
        provider.request.parameters = {{.name = u"resource"_s,
                                        .label = {},
                                        .required = false,
                                        .defaultValue = {},
                                        .secret = false,
                                        .multiple = true}};
        CredentialSet set = setFor(provider);
        set.parameters = {{u"resource"_s, {u"https://a.example  https://b.example"_s}}};
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
        credentials.parameters.insert(u"more"_s, Secret::fromText(u"another-secret"_s));
        const auto draft = draftTokenRequest(provider, set, credentials, stamp);
        QVERIFY(draft);
        const QString preview = previewOf(*draft);
        QVERIFY2(preview.split(u'\n').contains(line), qPrintable(preview));
        QVERIFY(preview.contains(u"\nHost: token.example\n"_s));
        for (const char *secret : {"the-secret", "another-secret", "dGhlLWlkOnRoZS1zZWNyZXQ"})
            QVERIFY2(!preview.contains(QString::fromLatin1(secret)), secret);
    }

    void theSetMayChooseTheAuthentication()
    {
        const Provider ebay = shipped(u"ebay"_s);
        CredentialSet set = setFor(ebay);
        set.clientAuthentication = u"client_secret_post"_s;
        QVERIFY(bodyOf(ebay, set).endsWith("&client_id=the-id&client_secret=the-secret"));
    }

    void theSetMayChooseMethodAndBody()
    {
        const Provider provider = plain();
        CredentialSet set = setFor(provider);
        set.bodyFormat = u"json"_s;
        set.method = u"put"_s;
        auto request = buildTokenRequest(provider, set, pair(), stamp);
        QVERIFY(request);
        QCOMPARE(request->method, "PUT");
        QCOMPARE(request->headers.first().value.revealText(), u"application/json"_s);
        QCOMPARE(request->body.reveal().toByteArray(), R"({"grant_type":"client_credentials"})");
        const auto draft = draftTokenRequest(provider, set, pair(), stamp);
        QVERIFY(previewOf(*draft).startsWith(u"PUT /t HTTP/1.1\n"));

        set.bodyFormat = u"query"_s;
        set.method = u"GET"_s;
        set.clientAuthentication = u"query"_s;
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
        provider.environments[0].tokenUrl = u"https://{tenant}.example/{realm}/t#x"_s;
        provider.variables = {{u"tenant"_s, u"Tenant"_s, u"[a-z]+"_s, {}},
                              {u"realm"_s, {}, {}, u"main"_s},
                              {u"unused"_s, {}, {}, {}}};
        CredentialSet set = setFor(provider);
        auto url = tokenUrlOf(provider, set);
        QVERIFY(!url);
        QCOMPARE(url.error().kind, ErrorKind::Configuration);
        QVERIFY(url.error().message.contains(u"Tenant"_s));
        set.variables = {{u"tenant"_s, u"acme"_s}};
        QCOMPARE(tokenUrlOf(provider, set).value_or(QUrl()),
                 QUrl(u"https://acme.example/main/t"_s));
        for (const char *bad : {"evil.example/", "acme@", "ACME", "a b", "acme\n", ""}) {
            set.variables = {{u"tenant"_s, QString::fromLatin1(bad)}};
            QVERIFY2(!tokenUrlOf(provider, set), bad);
        }
    }

    /// Whichever URL a value stands in, also where no pattern says what it may hold.
    void variablesKeepTheHost_data()
    {
        QTest::addColumn<QString>("tokenUrl");
        QTest::addColumn<QString>("apiBaseUrl");
        QTest::addColumn<QString>("revocationUrl");
        const QString fixed = u"https://token.example/t"_s;
        const QString open = u"https://{tenant}.token.example/t"_s;
        QTest::newRow("token URL") << open << fixed << fixed;
        QTest::newRow("API") << fixed << open << fixed;
        QTest::newRow("revocation URL") << fixed << fixed << open;
    }

    void variablesKeepTheHost()
    {
        QFETCH(const QString, tokenUrl);
        QFETCH(const QString, apiBaseUrl);
        QFETCH(const QString, revocationUrl);
        Provider provider = plain();
        provider.environments[0].tokenUrl = tokenUrl;
        provider.environments[0].apiBaseUrl = apiBaseUrl;
        provider.environments[0].revocationUrl = revocationUrl;
        provider.variables = {{u"tenant"_s, u"Tenant"_s, {}, {}}};
        CredentialSet set = setFor(provider);
        set.variables = {{u"tenant"_s, u"acme"_s}};
        QVERIFY(tokenUrlOf(provider, set));
        QVERIFY(revocationUrlOf(provider, set));
        for (const char *bad : {"evil.example/a", "evil.example?", "evil.example#",
                                "evil.example\\", "evil.example:443/", "me@evil.example/"}) {
            set.variables = {{u"tenant"_s, QString::fromLatin1(bad)}};
            for (const auto &url : {tokenUrlOf(provider, set), revocationUrlOf(provider, set)}) {
                QVERIFY2(!url, bad);
                QCOMPARE(url.error().kind, ErrorKind::Configuration);
                QVERIFY2(url.error().message.contains(u"“Tenant”"), bad);
            }
        }
        // one that is no more in the provider's file
        provider.variables.clear();
        QVERIFY(!tokenUrlOf(provider, set));
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
            [](Provider &, CredentialSet &set) { set.environment = u"moon"_s; }, "moon");
        row(
            "plain http",
            [](Provider &provider, CredentialSet &) {
                provider.environments[0].tokenUrl = u"http://token.example/t"_s;
            },
            "http://token.example/t");
        row(
            "a password in the URL",
            [](Provider &provider, CredentialSet &) {
                provider.environments[0].tokenUrl = u"https://me:pw@token.example/t"_s;
            },
            "token.example");
        row(
            "unknown authentication",
            [](Provider &, CredentialSet &set) { set.clientAuthentication = u"telepathy"_s; },
            "telepathy");
        row(
            "no scope",
            [](Provider &provider, CredentialSet &) { provider.request.scopes.required = true; },
            "Plain");
        row(
            "no value",
            [](Provider &provider, CredentialSet &) {
                provider.request.parameters = {{.name = u"audience"_s,
                                                .label = u"The audience"_s,
                                                .required = true,
                                                .defaultValue = {}}};
            },
            "The audience");
        row(
            "no secret value",
            [](Provider &provider, CredentialSet &) {
                provider.request.parameters = {{.name = u"pin"_s,
                                                .label = {},
                                                .required = true,
                                                .defaultValue = {},
                                                .secret = true}};
            },
            "pin");
        row(
            "a parameter twice",
            [](Provider &, CredentialSet &set) {
                set.parameters = {{u"grant_type"_s, {u"password"_s}}};
            },
            "grant_type");
        row(
            "a header with a line end",
            [](Provider &provider, CredentialSet &) {
                provider.request.headers = {{u"X-A"_s, u"1\r\nX-B: 2"_s}};
            },
            "X-A");
        row(
            "a method with a blank",
            [](Provider &, CredentialSet &set) { set.method = u"GET /x"_s; }, "GET /x");
        row(
            "an unknown body format of the set",
            [](Provider &, CredentialSet &set) { set.bodyFormat = u"yaml"_s; }, "yaml");
        row(
            "a header without a name",
            [](Provider &provider, CredentialSet &) {
                provider.request.headers = {{u"X A:"_s, u"1"_s}};
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
        QVERIFY(!request.error().message.contains(u"pw"_s));
    }

    void noNameIsSentTwice_data()
    {
        QTest::addColumn<QString>("authentication");
        QTest::addColumn<QStringList>("plain");
        QTest::addColumn<QStringList>("secret");
        QTest::addColumn<bool>("isRefused");
        const QStringList none;
        QTest::newRow("plain and secret")
            << QString() << QStringList(u"tenant"_s) << QStringList(u"tenant"_s) << true;
        QTest::newRow("one of each")
            << QString() << QStringList(u"tenant"_s) << QStringList(u"region"_s) << false;
        QTest::newRow("the client ID, in the body")
            << u"client_secret_post"_s << QStringList(u"client_id"_s) << none << true;
        QTest::newRow("the client ID, in the URL")
            << u"query"_s << QStringList(u"client_id"_s) << none << true;
        QTest::newRow("the secret, in the URL")
            << u"query"_s << none << QStringList(u"client_secret"_s) << true;
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
            set.parameters.insert(name, {u"a"_s, u"b"_s});
        ClientCredentials credentials = pair();
        for (const QString &name : secret)
            credentials.parameters.insert(name, Secret::fromText(u"practice"_s));
        const auto request = buildTokenRequest(provider, set, credentials, stamp);
        QCOMPARE(!request, isRefused);
        if (isRefused)
            QVERIFY(request.error().message.contains((plain + secret).first()));
    }

    void whatShapesTheTokenIsInTheFingerprint()
    {
        const Provider provider = plain();
        CredentialSet set = setFor(provider);
        set.scopes = {u"a"_s, u"b"_s};
        const QString original = requestFingerprint(provider, set);
        QCOMPARE(original.size(), 64);
        QCOMPARE(requestFingerprint(provider, set), original);

        using Change = std::function<void(Provider &, CredentialSet &)>;
        const QList<Change> changes{
            [](Provider &p, CredentialSet &) { p.id = u"other"_s; },
            [](Provider &p, CredentialSet &) { p.environments[0].tokenUrl += u'2'; },
            [](Provider &p, CredentialSet &) { p.request.method = "PUT"; },
            [](Provider &p, CredentialSet &) { p.request.bodyFormat = BodyFormat::Json; },
            [](Provider &p, CredentialSet &) { p.request.grantType = u"x"_s; },
            [](Provider &p, CredentialSet &) {
                p.request.clientAuthentication = u"client_secret_post"_s;
            },
            [](Provider &p, CredentialSet &) {
                p.request.parameters = {
                    {.name = u"audience"_s, .label = {}, .defaultValue = u"d"_s}};
            },
            [](Provider &p, CredentialSet &) {
                p.request.headers = {{u"X-Tenant"_s, u"1"_s}};
            },
            [](Provider &p, CredentialSet &) { p.response.format = AnswerFormat::Xml; },
            [](Provider &p, CredentialSet &) { p.response.accessToken = {u"data.token"_s}; },
            [](Provider &p, CredentialSet &) { p.response.expiresIn = {u"ttl"_s}; },
            [](Provider &p, CredentialSet &) {
                p.response.expiresAt = {{u"until"_s, TimeUnit::Seconds}};
            },
            [](Provider &p, CredentialSet &) {
                p.response.expiresAt = {{u"until"_s, TimeUnit::Milliseconds}};
            },
            [](Provider &p, CredentialSet &) {
                p.response.issuedAt = {{u"from"_s, TimeUnit::Seconds}};
            },
            [](Provider &p, CredentialSet &) { p.response.tokenType = {u"kind"_s}; },
            [](Provider &p, CredentialSet &) { p.response.lifetimeFallback = 60; },
            [](Provider &, CredentialSet &s) { s.pairMark = u"new"_s; },
            [](Provider &, CredentialSet &s) { s.scopes.removeLast(); },
            [](Provider &, CredentialSet &s) { s.scopes = {u"a b"_s}; },
            [](Provider &, CredentialSet &s) {
                s.parameters = {{u"audience"_s, {u"x"_s}}};
            },
            [](Provider &, CredentialSet &s) { s.clientAuthentication = u"client_secret_post"_s; },
            [](Provider &, CredentialSet &s) { s.method = u"GET"_s; },
            [](Provider &, CredentialSet &s) { s.bodyFormat = u"query"_s; },
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
        set.scopes = {u"a"_s, u"b"_s};
        const QString original = requestFingerprint(provider, set);
        set.name = u"another name"_s;
        set.id = u"another id"_s;
        set.scopes = {u"b"_s, u"a"_s};
        set.clientAuthentication = provider.request.clientAuthentication;
        provider.name = u"Another name"_s;
        provider.facts.append(Fact{});
        QCOMPARE(requestFingerprint(provider, set), original);
        // stating the default is no change either
        provider.request.scopes.defaults = {u"a"_s, u"b"_s};
        set.scopes.clear();
        QCOMPARE(requestFingerprint(provider, set), original);
    }
};

Q_DECLARE_METATYPE(std::function<void(Provider &, CredentialSet &)>)

TEST_IN_PROGRAM(TestTokenRequest)
#include "tst_tokenrequest.moc"
