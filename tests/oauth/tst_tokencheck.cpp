// SPDX-License-Identifier: MIT
#include "ProviderCatalog.h"
#include "TokenCheck.h"

#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;
using Kind = TokenVerdict::Kind;

Q_DECLARE_METATYPE(TokenVerdict::Kind)

class TestTokenCheck : public QObject
{
    Q_OBJECT

private:
    inline static const RequestStamp stamp{.now = 1'700'000'000'000,
                                           .uuid = u"a-fresh-identifier"_s};
    static Secret token() { return Secret(QByteArray("v^1.1#a-practice-token")); }

    static Provider shipped(const QString &id)
    {
        static const auto catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(), {});
        const Provider *provider = catalog.provider(id);
        return provider ? *provider : Provider{};
    }

    static CredentialSet setFor(const Provider &provider)
    {
        CredentialSet set;
        set.provider = provider.id;
        set.environment = u"sandbox"_s;
        return set;
    }

    static QByteArrayList headersOf(const HttpRequest &request)
    {
        QByteArrayList lines;
        for (const RequestHeader &header : request.headers)
            lines.append(header.name + ": " + header.value.reveal().toByteArray());
        return lines;
    }

    static HttpAnswer answer(int status, const QByteArray &body, const QByteArray &challenge = {})
    {
        HttpAnswer answer;
        answer.status = status;
        answer.body = Secret(QByteArray(body));
        answer.wwwAuthenticate = challenge;
        return answer;
    }

private Q_SLOTS:
    void pitneyBowesValidatesAnAddress()
    {
        const Provider provider = shipped(u"pitney-bowes"_s);
        const auto request = buildCheckRequest(provider, setFor(provider), token(), {}, stamp);
        QVERIFY(request);
        QCOMPARE(request->method, "POST");
        QCOMPARE(request->url.host(), u"shipping-api-sandbox.pitneybowes.com"_s);
        QVERIFY(request->url.path().endsWith(u"/v1/addresses/verify"_s));
        const QByteArrayList headers = headersOf(*request);
        QVERIFY(headers.contains("Authorization: Bearer v^1.1#a-practice-token"));
        QVERIFY(headers.contains("Content-Type: application/json"));
        QVERIFY(headers.contains("X-PB-UnifiedErrorStructure: true"));
        QVERIFY(request->body.reveal().contains("\"countryCode\":\"US\""));
    }

    void ebayAsksWhatIsLeft()
    {
        const Provider provider = shipped(u"ebay"_s);
        const auto request = buildCheckRequest(provider, setFor(provider), token(), {}, stamp);
        QVERIFY(request);
        QCOMPARE(request->method, "GET");
        QCOMPARE(request->url.host(), u"api.sandbox.ebay.com"_s);
        QVERIFY(request->body.isEmpty());
        QCOMPARE(request->url.path(), u"/developer/analytics/v1_beta/rate_limit/"_s);
    }

    void whereATokenMayGo_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char *name, const char *url, bool allowed) {
            QTest::newRow(name) << QString::fromLatin1(url) << allowed;
        };
        row("the API", "{apiBaseUrl}/me", true);
        row("the API by its name", "https://api.example/other", true);
        row("the token endpoint's host", "https://token.example/introspect", true);
        row("with the port", "https://token.example:443/introspect", true);
        row("another port", "https://token.example:8443/introspect", false);
        row("another host", "https://evil.example/me", false);
        row("a longer host", "{apiBaseUrl}.evil.example/me", false);
        row("a login in front", "https://api.example@evil.example/me", false);
        row("a login", "https://me@api.example/me", false);
        row("in clear", "http://api.example/me", false);
        row("nowhere", "/me", false);
    }

    void whereATokenMayGo()
    {
        QFETCH(const QString, url);
        QFETCH(const bool, allowed);
        Provider provider = shipped(u"ebay"_s);
        provider.environments[0].tokenUrl = u"https://token.example/t"_s;
        provider.environments[0].apiBaseUrl = u"https://api.example"_s;
        provider.check->url = url;
        const QString home = u"https://token.example:443"_s;
        const auto asked = [&](const QString &agreed) {
            ClientCredentials pair;
            pair.origin = home;
            pair.apiOrigin = agreed;
            return buildCheckRequest(provider, setFor(provider), token(), pair, stamp);
        };
        const QString api = u"https://api.example:443"_s;
        const auto request = asked(api);
        QCOMPARE(request.has_value(), allowed);
        if (!allowed) {
            QCOMPARE(request.error().kind, ErrorKind::Configuration);
            return;
        }
        // and there only if somebody has agreed, but where the token is from
        const bool isElsewhere = url.contains(u"api");
        QCOMPARE(checkNeedsPair(provider, setFor(provider)), isElsewhere);
        for (const QString &agreed : {QString(), u"https://older.example:443"_s}) {
            const auto held = asked(agreed);
            QCOMPARE(held.has_value(), !isElsewhere);
            if (isElsewhere) {
                QCOMPARE(held.error().kind, ErrorKind::ApiMoved);
                QVERIFY(held.error().message.contains(api));
                QVERIFY(held.error().message.contains(agreed.isEmpty() ? home : agreed));
            }
        }
    }

    void templatesAndAHeaderOfItsOwn()
    {
        Provider provider = shipped(u"ebay"_s);
        QVERIFY(!checkNeedsPair(provider, setFor(provider)));
        provider.check->headers = {{u"X-Id"_s, u"{uuid}"_s}, {u"Client-Id"_s, u"{client_id}"_s}};
        provider.check->useToken = UseTokenRules{.header = u"X-Token"_s, .scheme = {}};
        QVERIFY(checkNeedsPair(provider, setFor(provider)));
        ClientCredentials pair;
        pair.clientId = u"the-id"_s;
        const auto request = buildCheckRequest(provider, setFor(provider), token(), pair, stamp);
        QVERIFY(request);
        const QByteArrayList headers = headersOf(*request);
        QVERIFY(headers.contains("X-Token: v^1.1#a-practice-token"));
        QVERIFY(headers.contains("X-Id: a-fresh-identifier"));
        QVERIFY(headers.contains("Client-Id: the-id"));
    }

    void noCheckDescribed()
    {
        Provider provider = shipped(u"ebay"_s);
        provider.check.reset();
        const auto request = buildCheckRequest(provider, setFor(provider), token(), {}, stamp);
        QVERIFY(!request);
        QCOMPARE(request.error().kind, ErrorKind::Configuration);
    }

    void verdicts_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<HttpAnswer>("given");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("explained");
        const auto row = [](const char *name, const char *provider, const HttpAnswer &given,
                            Kind kind, const char *explained = "") {
            QTest::newRow(name) << QString::fromLatin1(provider) << given << kind
                                << QString::fromUtf8(explained);
        };
        row("eBay: limits", "ebay",
            answer(200, R"({"rateLimits":[{"apiContext":"buy","apiName":"Browse"}]})"),
            Kind::Accepted);
        row("eBay: nothing used", "ebay", answer(204, {}), Kind::Accepted);
        row("eBay: bad token", "ebay",
            answer(401,
                   R"({"errors":[{"errorId":1001,"domain":"OAuth","category":"REQUEST",)"
                   R"("message":"Invalid access token","longMessage":"Invalid access token. Check )"
                   R"(the value of the Authorization HTTP request header."}]})"),
            Kind::Refused, "1001: Invalid access token. Check");
        row("eBay: not granted", "ebay",
            answer(403,
                   R"({"errors":[{"errorId":1100,"domain":"ACCESS","message":"Access denied",)"
                   R"("longMessage":"Insufficient permissions to fulfill the request."}]})"),
            Kind::LacksScope, "HTTP 403, 1100");
        row("eBay: too many", "ebay",
            answer(429, R"({"errors":[{"errorId":2001,"message":"Too many requests."}]})"),
            Kind::Inconclusive, "2001");
        row("Pitney Bowes: validated", "pitney-bowes",
            answer(200, R"({"status":"VALIDATED_CHANGED","postalCode":"06484"})"), Kind::Accepted);
        row("Pitney Bowes: the address is wrong, the token is not", "pitney-bowes",
            answer(400,
                   R"({"errors":[{"errorCode":"1019003","errorDescription":"Either Invalid"}]})"),
            Kind::Accepted, "1019003");
        row("Pitney Bowes: 400 of somebody else", "pitney-bowes", answer(400, "<html>no</html>"),
            Kind::Inconclusive, "<html>no</html>");
        row("Pitney Bowes: gateway", "pitney-bowes",
            answer(401,
                   R"({"errorCode":"PB-APIM-ERR-1002","errorDescription":"Invalid Access Token"})"),
            Kind::Refused, "PB-APIM-ERR-1002: Invalid Access Token");
        row("Pitney Bowes: gateway with another status", "pitney-bowes",
            answer(500, R"({"errors":[{"errorCode":"PB-APIM-ERR-1003"}]})"), Kind::Refused);
        row("RFC 6750: scope", "ebay",
            answer(401, {}, R"(Bearer realm="x", error="insufficient_scope")"), Kind::LacksScope);
        row("RFC 6750: token", "pitney-bowes", answer(400, {}, "Bearer error=invalid_token"),
            Kind::Refused);
        row("server down", "ebay", answer(503, "Service Unavailable"), Kind::Inconclusive,
            "Service Unavailable");
        row("redirect", "ebay", answer(302, {}), Kind::Inconclusive, "HTTP 302");
        row("echoes the token", "ebay", answer(418, "you sent v^1.1#a-practice-token"),
            Kind::Inconclusive, "you sent •••");
    }

    void verdicts()
    {
        QFETCH(const QString, provider);
        QFETCH(const HttpAnswer, given);
        QFETCH(const Kind, kind);
        QFETCH(const QString, explained);
        const Provider known = shipped(provider);
        const TokenVerdict verdict = readCheckAnswer(given, known, {token()});
        QCOMPARE(verdict.kind, kind);
        QCOMPARE(verdict.httpStatus, given.status);
        const QString text = verdictText(verdict, known);
        QVERIFY2(text.contains(explained), qPrintable(text));
        QVERIFY(!text.contains(u"practice-token"_s));
        QVERIFY(!verdictLabel(kind).isEmpty());
        if (kind != Kind::Accepted) // what to do about it
            QVERIFY2(text.count(u'\n') >= 2, qPrintable(text));
    }
};

TEST_IN_PROGRAM(TestTokenCheck)
#include "tst_tokencheck.moc"
