// SPDX-License-Identifier: MIT
#include "ProviderCatalog.h"
#include "TokenResponse.h"

#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

/// Answers that say no, in every shape they were seen in.
class TestTokenRejection : public QObject
{
    Q_OBJECT

private:
    static Provider shipped(const QString &id)
    {
        static const auto catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(), {});
        const Provider *provider = catalog.provider(id);
        return provider ? *provider : Provider{};
    }

    static Error errorOf(int status, const QByteArray &body, const QString &provider = {},
                         const QByteArray &retryAfter = {}, const QByteArray &location = {})
    {
        const HttpAnswer answer{.status = status,
                                .reason = {},
                                .contentType = {},
                                .retryAfter = retryAfter,
                                .location = location,
                                .date = {},
                                .body = Secret(QByteArray(body))};
        return errorOf(shipped(provider), answer);
    }

    static Error errorOf(const Provider &provider, const HttpAnswer &answer)
    {
        const QList<Secret> secrets{Secret(QByteArray("s3cr3t-value"))};
        const auto result = readTokenAnswer(answer, provider, secrets, 0);
        return result ? Error{.kind = ErrorKind::Cancelled, .message = u"a token!"_s}
                      : result.error();
    }

private Q_SLOTS:
    void shapes_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *provider, int status, const char *body,
                            const char *kind, const char *code, const char *message) {
            QTest::newRow(name) << QString::fromLatin1(provider) << status << QByteArray(body)
                                << QString::fromLatin1(kind) << QString::fromUtf8(code)
                                << QString::fromUtf8(message);
        };
        row("eBay, client", "ebay", 401,
            R"({"error":"invalid_client","error_description":"client authentication failed"})",
            "rejected", "invalid_client", "client authentication failed");
        row("eBay, scope", "ebay", 400,
            R"({"error":"invalid_scope","error_description":"The requested scope is invalid, unknown, malformed, or exceeds the scope granted to the client"})",
            "rejected", "invalid_scope",
            "The requested scope is invalid, unknown, malformed, or exceeds the scope granted to "
            "the "
            "client");
        row("eBay, REST", "ebay", 401,
            R"({"errors":[{"errorId":1001,"domain":"OAuth","category":"REQUEST","message":"Invalid access token","longMessage":"Invalid access token. Check the value."}]})",
            "rejected", "1001", "Invalid access token. Check the value.");
        row("Pitney Bowes, unified", "pitney-bowes", 400,
            R"({"errors":[{"errorCode":"1019003","errorDescription":"Invalid or missing street","additionalInfo":"postalCode","parameters":["fromAddress"]}]})",
            "rejected", "1019003",
            "Invalid or missing street (additionalInfo: postalCode; parameters: fromAddress)");
        row("Pitney Bowes, unified, no more", "pitney-bowes", 401,
            R"({"errors":[{"errorCode":"1000033","errorDescription":"Unauthorized API Access","additionalInfo":null,"parameters":[]}]})",
            "rejected", "1000033", "Unauthorized API Access");
        row("Pitney Bowes, legacy", "pitney-bowes", 400,
            R"([{"errorCode":"1019999","message":"Bad request"}])", "rejected", "1019999",
            "Bad request");
        row("Pitney Bowes, status", "pitney-bowes", 200,
            R"({"status":"ERROR","errors":[{"errorCode":"7","errorDescription":"No"}]})",
            "rejected", "7", "No");
        row("Pitney Bowes, gateway", "pitney-bowes", 401,
            R"([{"key":"PB-APIM-ERR-1003","message":"Token expired"}])", "rejected",
            "PB-APIM-ERR-1003", "Token expired");
        row("Apigee, fault", "pitney-bowes", 401,
            R"({"fault":{"faultstring":"Invalid client","detail":{"errorcode":"oauth.v2.InvalidClient"}}})",
            "rejected", "oauth.v2.InvalidClient", "Invalid client");
        row("Apigee, sentences", "pitney-bowes", 401,
            R"({"ErrorCode":"invalid_client","Error":"ClientId is Invalid"})", "rejected",
            "invalid_client", "ClientId is Invalid");
        row("another provider's shape", "ebay", 401,
            R"([{"key":"PB-APIM-ERR-1003","message":"Token expired"}])", "rejected",
            "PB-APIM-ERR-1003", "Token expired");
        row("number", "", 400, R"({"error":17,"error_description":"x"})", "rejected", "17", "x");
        row("list", "", 400, R"({"error":["invalid_request","b"],"message":"m"})", "rejected",
            "invalid_request", "m");
        row("object", "", 403, R"({"error":{"code":403,"message":"Nope"}})", "rejected", "403",
            "Nope");
        row("list of objects", "", 400, R"({"errors":[{"code":"E1","detail":"d"}]})", "rejected",
            "E1", "d");
        row("other spelling", "", 400, R"({"Error":"e1","ErrorDescription":"d"})", "rejected", "e1",
            "d");
        row("only a sentence", "", 400, R"({"error":"It did not work"})", "rejected", "",
            "It did not work");
        row("true", "", 200, R"({"error":true,"message":"m"})", "rejected", "", "m");
        row("errcode", "", 200, R"({"errcode":40013,"errmsg":"invalid appid"})", "rejected",
            "40013", "invalid appid");
        row("200 with an error", "ebay", 200, R"({"error":"invalid_client"})", "rejected",
            "invalid_client", "It holds: {error: text}");
        row("200 with an error and a token", "", 200, R"({"error":"e1","access_token":"hush"})",
            "rejected", "e1", "It holds: {access_token: text, error: text}");
        row("4xx with a token", "", 400, R"({"access_token":"hush"})", "rejected", "",
            R"({"access_token":"•••"})");
        row("code alone", "", 403, R"({"code":"E9","message":"m"})", "rejected", "E9", "m");
        row("code alone in 200", "", 200, R"({"code":200,"message":"m"})", "malformed", "",
            "There is no access token at “access_token”. It holds: {code: number, message: text}");
        row("empty", "", 400, "", "rejected", "", "The answer has no body.");
        row("blank", "", 403, " \r\n", "rejected", "", "The answer has no body.");
        row("HTML", "ebay", 404, "<html>\n  <body>Not here</body>\n</html>", "rejected", "",
            "<html> <body>Not here</body> </html>");
        row("XML", "", 400, "<e><code>1</code></e>", "rejected", "1", R"({"code":"1"})");
        row("XML with more", "", 400,
            "<e><error>invalid_client</error><message>No</message><requestId>7</requestId></e>",
            "rejected", "invalid_client", "No (requestId: 7)");
        row("text", "", 418, "I am a teapot", "rejected", "", "I am a teapot");
        row("echo", "", 400, R"({"error":"bad","error_description":"got s3cr3t-value"})",
            "rejected", "bad", "got •••");
        row("echo in the code", "", 400, R"({"error":"s3cr3t-value"})", "rejected", "",
            R"({"error":"•••"})");
        row("409", "", 409, R"({"error":"e1"})", "rejected", "e1", R"({"error":"e1"})");
        row("429", "", 429, "slow down", "try-later", "", "slow down");
        row("429 with a code", "", 429, R"({"error":"rate","error_description":"d"})", "try-later",
            "rate", "d");
        row("500", "", 500, "", "try-later", "", "The answer has no body.");
        row("503 with a code", "pitney-bowes", 503,
            R"({"errors":[{"errorCode":"1","errorDescription":"d"}]})", "try-later", "1", "d");
        row("599", "", 599, "x", "try-later", "", "x");
        row("200 without a token", "", 200, R"({"hello":"you"})", "malformed", "",
            "There is no access token at “access_token”. It holds: {hello: text}");
        row("200, a live token elsewhere", "", 200, R"({"token":{"meta":{"a":1},"value":"hush"}})",
            "malformed", "",
            "There is no access token at “access_token”. It holds: {token: {meta: {a: number}, "
            "value: text}}");
        row("200, HTML", "", 200, "<html>Log in to the hotel</html>", "malformed", "",
            "There is no access token at “access_token”. It is 32 bytes of something, neither JSON "
            "nor XML.");
        row("204", "", 204, "", "malformed", "",
            "There is no access token at “access_token”. The answer has no body.");
        row("a number", "", 200, "7", "malformed", "",
            "There is no access token at “access_token”. It is 1 byte of something, neither JSON "
            "nor XML.");
        row("cut off", "", 200, "{\"access_token\":\"hus", "malformed", "",
            "There is no access token at “access_token”. It is 20 bytes of something, neither JSON "
            "nor XML.");
        row("cut off, 400", "", 400, "{\"access_token\":\"hus", "rejected", "",
            "{\"access_token\":•••");
        row("302 with an error code", "", 302, R"({"error":"e1"})", "rejected", "e1",
            R"({"error":"e1"})");
        row("199", "", 199, "x", "malformed", "", "x");
    }

    void shapes()
    {
        QFETCH(const QString, provider);
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const QString, kind);
        QFETCH(const QString, code);
        QFETCH(const QString, message);
        const Error error = errorOf(status, body, provider);
        QCOMPARE(errorKindName(error.kind), kind);
        QCOMPARE(error.httpStatus, status);
        QCOMPARE(error.code, code);
        QCOMPARE(error.message, message);
        QVERIFY(!error.retryAt);
    }

    void noErrors_data()
    {
        QTest::addColumn<QByteArray>("value");
        for (const char *value : {"null", "false", "\"\"", "0", "\"0\"", "[]", "{}"})
            QTest::newRow(value) << QByteArray(value);
        // words that servers put there when all is well
        for (const char *word : {"success", "SUCCESS", "Ok", "none", "no_error", "No error"})
            QTest::newRow(word) << '"' + QByteArray(word) + '"';
    }

    void noErrors()
    {
        QFETCH(const QByteArray, value);
        const HttpAnswer answer{.status = 200,
                                .reason = {},
                                .contentType = {},
                                .retryAfter = {},
                                .location = {},
                                .date = {},
                                .body = Secret("{\"access_token\":\"t\",\"error\":" + value + '}')};
        QVERIFY(readTokenAnswer(answer, {}, {}, 0));
    }

    /// Which kind a failure is: status, code and Retry-After decide, in this order or another.
    void kinds_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("retryAfter");
        QTest::addColumn<QString>("kind");
        const auto row = [](int status, const char *body, const char *retryAfter,
                            const char *kind) {
            QTest::addRow("%d %s %s", status, body, retryAfter)
                << status << QByteArray(body) << QByteArray(retryAfter)
                << QString::fromLatin1(kind);
        };
        for (const int status : {408, 425, 429, 500, 502, 503, 504, 511, 599}) {
            row(status, "", "", "try-later");
            row(status, R"({"error":"invalid_client"})", "", "try-later");
            row(status, R"({"error":"invalid_client"})", "30", "try-later");
        }
        for (const int status : {200, 302, 400, 401, 403, 404, 409, 503}) {
            for (const char *code : {"temporarily_unavailable", "server_error", "slow_down",
                                     "SLOW_DOWN", "house_full", "4711"}) {
                row(status, QByteArray("{\"error\":\"").append(code).append("\"}").constData(), "",
                    "try-later");
            }
            row(status, R"({"error":"invalid_client","error_codes":[1]})", "120", "try-later");
            row(status, "", "Fri, 15 Jan 2027 08:00:00 GMT", "try-later");
            row(status, "<html>no</html>", "soon", "try-later");
        }
        row(400, R"({"error":4711})", "", "try-later");
        row(400, R"({"errors":[{"code":"E1"},{"code":"x"}],"error":"slow_down"})", "", "try-later");
        row(400, "", "  ", "rejected");
        for (const int status : {400, 401, 402, 403, 404, 405, 406, 407, 409, 410, 411,
                                 413, 415, 418, 422, 423, 424, 426, 428, 431, 451, 499}) {
            row(status, "", "", "rejected");
            row(status, "<html>no</html>", "", "rejected");
            row(status, R"({"access_token":"t"})", "", "rejected");
        }
        for (const int status : {200, 201, 302, 307})
            row(status, R"({"error":"invalid_client"})", "", "rejected");
        for (const int status : {200, 201, 202, 204, 206, 300, 301, 302, 303, 304, 307, 308}) {
            row(status, "", "", "malformed");
            row(status, "<html>no</html>", "", "malformed");
            row(status, R"({"slow_down":1})", "", "malformed");
        }
    }

    void kinds()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, retryAfter);
        QFETCH(const QString, kind);
        Provider provider;
        provider.errors.tryLaterCodes = {u"house_full"_s, u"4711"_s};
        const Error error = errorOf(provider,
                                    {.status = status,
                                     .reason = {},
                                     .contentType = {},
                                     .retryAfter = retryAfter,
                                     .location = {},
                                     .date = {},
                                     .body = Secret(QByteArray(body))});
        QCOMPARE(errorKindName(error.kind), kind);
        QCOMPARE(error.httpStatus, status);
        QVERIFY(!error.message.isEmpty());
    }

    void waitingTimes()
    {
        QCOMPARE(errorOf(429, "x", {}, "120").retryAt, std::optional<qint64>(120'000));
        QCOMPARE(errorOf(503, "x", {}, "Thu, 01 Jan 1970 00:10:00 GMT").retryAt,
                 std::optional<qint64>(600'000));
        QVERIFY(!errorOf(503, "x", {}, QByteArray(5000, 'x')).retryAt);
    }

    /// What a ledger may hold: codes, and neither sentences nor who somebody is.
    void codes_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *value, const char *code) {
            QTest::newRow(value) << QByteArray(value) << QString::fromLatin1(code);
        };
        row(R"("invalid_client")", "invalid_client");
        row(R"("PB-APIM-ERR-1003")", "PB-APIM-ERR-1003");
        row(R"("NOT.AUTHORIZED.ERROR")", "NOT.AUTHORIZED.ERROR");
        row(R"("oauth.v2.InvalidClient")", "oauth.v2.InvalidClient");
        row(R"("urn:x:error:7")", "urn:x:error:7");
        row("1001", "1001");
        row("-32600", "-32600");
        row("10000000019", "10000000019");
        row(R"("Client id Shop-4711 is not known")", "");
        row(R"("Shop-4711")", "");
        row(R"("unknown:Shop-4711")", "");
        row(R"("UNKNOWN_CLIENT_shop-4711")", "");
        row(R"("client%20Shop%2D4711")", "");
        row(R"("s3cr3t-value")", "");
        row(R"("bad:s3cr3t-value")", "");
        row(R"("Nein!")", "");
        row("\"https://a.example/errors\"", "");
        row(R"("\u202egnp")", "");
        row(R"("a\nb")", "");
        row("true", "");
        row(R"({"message":"Client id Shop-4711 is not known"})", "");
        row(R"("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")",
            "");
    }

    void codes()
    {
        QFETCH(const QByteArray, value);
        QFETCH(const QString, code);
        const HttpAnswer answer{.status = 400,
                                .reason = {},
                                .contentType = {},
                                .retryAfter = {},
                                .location = {},
                                .date = {},
                                .body = Secret("{\"error\":" + value + '}')};
        const QList<Secret> secrets{Secret(QByteArray("s3cr3t-value"))};
        const auto read = readTokenAnswer(answer, {}, secrets, 0, u"Shop-4711"_s);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Rejected);
        QCOMPARE(read.error().code, code);
        QVERIFY(!read.error().message.isEmpty());
        QVERIFY(!read.error().message.contains(u"s3cr3t"_s));
    }

    /// All that tells the cause.
    void causes_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("challenge");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *body, const char *challenge,
                            const char *code, const char *message) {
            QTest::newRow(name) << QByteArray(body) << QByteArray(challenge)
                                << QString::fromUtf8(code) << QString::fromUtf8(message);
        };
        row("Entra",
            R"({"error":"invalid_client","error_description":"Wrong.","error_codes":[7000215],"timestamp":"2026-01-02 03:04:05Z","trace_id":"3b19-a","correlation_id":"77-b","error_uri":"https://l.example/error?code=7000215"})",
            "", "invalid_client",
            "Wrong. (correlation_id: 77-b; error_codes: 7000215; error_uri: "
            "https://l.example/error?code=7000215; timestamp: 2026-01-02 03:04:05Z; trace_id: "
            "3b19-a)");
        row("a hint", R"({"error":"e1","message":"m","hint":"Check the `scope` parameter"})", "",
            "e1", "m (hint: Check the `scope` parameter)");
        row("in the list", R"({"errors":[{"code":"E1","message":"m","reason":"r"}]})", "", "E1",
            "m (reason: r)");
        row("no more than was said", R"({"error":"e1","message":"m because r","reason":"r"})", "",
            "e1", "m because r");
        row("a hint with a secret", R"({"error":"e1","message":"m","hint":"not s3cr3t-value"})", "",
            "e1", "m (hint: not •••)");
        row("a challenge alone", "",
            R"(Bearer realm="x", error="invalid_token", error_description="The \"token\" expired")",
            "invalid_token", R"(The "token" expired)");
        row("a challenge without words", "", R"(Basic realm="tokens")", "",
            R"(The answer has no body. WWW-Authenticate: Basic realm="tokens")");
        row("a challenge beside a body", R"({"error":"e1","error_description":"d"})",
            R"(Bearer error="e2", error_description="more")", "e1", "d (WWW-Authenticate: more)");
        row("the same twice", R"({"error":"e1","error_description":"d"})",
            R"(Bearer error=e1, error_description="d")", "e1", "d");
        row("a challenge with a secret", "", R"(Bearer error_description="got s3cr3t-value")", "",
            "got •••");
        row("a challenge that holds a ticket", "",
            "Negotiate YIIJvwYGKwYBBQUCoIIJszCCCa+gDTALBgkqhki", "",
            "The answer has no body. WWW-Authenticate: Negotiate •••");
    }

    void causes()
    {
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, challenge);
        QFETCH(const QString, code);
        QFETCH(const QString, message);
        const Error error = errorOf(Provider(),
                                    {.status = 401,
                                     .reason = {},
                                     .contentType = {},
                                     .retryAfter = {},
                                     .location = {},
                                     .date = {},
                                     .wwwAuthenticate = challenge,
                                     .body = Secret(QByteArray(body))});
        QCOMPARE(error.code, code);
        QCOMPARE(error.message, message);
    }

    void messagesInPlainText()
    {
        Provider provider;
        provider.errors.textPattern = u"<h1>(.*?)</h1>"_s;
        const auto message = [&](const QByteArray &body) {
            return errorOf(provider,
                           {.status = 403,
                            .reason = {},
                            .contentType = {},
                            .retryAfter = {},
                            .location = {},
                            .date = {},
                            .body = Secret(QByteArray(body))})
                .message;
        };
        QCOMPARE(message("<html><h1>Not s3cr3t-value</h1>x</html>"), u"Not •••"_s);
        QCOMPARE(message("<html>x</html>"), u"<html>x</html>"_s);
        QCOMPARE(message(R"({"a":"<h1>b</h1>"})"), uR"({"a":"<h1>b</h1>"})"_s);
        provider.errors.textPattern = u"E\\d+"_s;
        QCOMPARE(message("oh no: E17!"), u"E17"_s);
    }

    void redirects_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {300, 301, 302, 303, 304, 307, 308})
            QTest::addRow("%d", status) << status;
    }

    void redirects()
    {
        QFETCH(const int, status);
        Error error = errorOf(status, R"({"access_token":"t"})", {}, {},
                              "https://login.example/?secret=s3cr3t-value");
        QCOMPARE(error.kind, ErrorKind::Malformed);
        QCOMPARE(error.httpStatus, status);
        QVERIFY(error.message.contains(u"https://login.example/"_s));
        QVERIFY(!error.message.contains(u"s3cr3t"_s));
        error = errorOf(status, "");
        QCOMPARE(error.kind, ErrorKind::Malformed);
        QVERIFY(!error.message.isEmpty());
    }

    void largeBodiesAreShortened()
    {
        const Error error = errorOf(400, QByteArray(1024 * 1024, 'x'));
        QCOMPARE(error.message.size(), 500);
        QVERIFY(error.message.endsWith(u'…'));
        const Error code = errorOf(400, "{\"error\":\"" + QByteArray(5000, 'x') + "\"}");
        QVERIFY(code.code.size() <= 100);
    }
};

TEST_IN_PROGRAM(TestTokenRejection)
#include "tst_tokenrejection.moc"
