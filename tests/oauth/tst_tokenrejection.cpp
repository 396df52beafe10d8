// SPDX-License-Identifier: MIT
#include "oauth/TokenResponse.h"
#include "providers/ProviderCatalog.h"

#include <QTest>

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
        const QList<Secret> secrets{Secret(QByteArray("s3cr3t-value"))};
        const auto result = readTokenAnswer(answer, shipped(provider), secrets, 0);
        return result ? Error{.kind = ErrorKind::Cancelled, .message = QStringLiteral("a token!")}
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
            "rejected", "1019003", "Invalid or missing street (postalCode)");
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
        row("only a sentence", "", 400, R"({"error":"It did not work"})", "rejected",
            "It did not work", "It did not work");
        row("true", "", 200, R"({"error":true,"message":"m"})", "rejected", "", "m");
        row("errcode", "", 200, R"({"errcode":40013,"errmsg":"invalid appid"})", "rejected",
            "40013", "invalid appid");
        row("200 with an error", "ebay", 200, R"({"error":"invalid_client"})", "rejected",
            "invalid_client", R"({"error":"invalid_client"})");
        row("200 with an error and a token", "", 200, R"({"error":"e1","access_token":"hush"})",
            "rejected", "e1", R"({"error":"e1","access_token":"•••"})");
        row("4xx with a token", "", 400, R"({"access_token":"hush"})", "rejected", "",
            R"({"access_token":"•••"})");
        row("code alone", "", 403, R"({"code":"E9","message":"m"})", "rejected", "E9", "m");
        row("code alone in 200", "", 200, R"({"code":200,"message":"m"})", "malformed", "",
            R"({"code":200,"message":"m"})");
        row("empty", "", 400, "", "rejected", "", "The answer has no body.");
        row("blank", "", 403, " \r\n", "rejected", "", "The answer has no body.");
        row("HTML", "ebay", 404, "<html>\n  <body>Not here</body>\n</html>", "rejected", "",
            "<html> <body>Not here</body> </html>");
        row("XML", "", 400, "<e><code>1</code></e>", "rejected", "", "<e><code>1</code></e>");
        row("text", "", 418, "I am a teapot", "rejected", "", "I am a teapot");
        row("echo", "", 400, R"({"error":"bad","error_description":"got s3cr3t-value"})",
            "rejected", "bad", "got •••");
        row("echo in the code", "", 400, R"({"error":"s3cr3t-value"})", "rejected", "•••",
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
            R"({"hello":"you"})");
        row("200, HTML", "", 200, "<html>Log in to the hotel</html>", "malformed", "",
            "<html>Log in to the hotel</html>");
        row("204", "", 204, "", "malformed", "", "The answer has no body.");
        row("a number", "", 200, "7", "malformed", "", "7");
        row("cut off", "", 200, "{\"access_token\":\"hus", "malformed", "",
            "{\"access_token\":\"•••");
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
        QCOMPARE(error.retryAfter, QString());
    }

    void noErrors_data()
    {
        QTest::addColumn<QByteArray>("value");
        for (const char *value : {"null", "false", "\"\"", "0", "\"0\"", "[]", "{}"})
            QTest::newRow(value) << QByteArray(value);
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

    void waitingTimes()
    {
        QCOMPARE(errorOf(429, "x", {}, "120").retryAfter, QStringLiteral("120"));
        QCOMPARE(errorOf(503, "x", {}, "Sun, 22 Nov 2026 12:00:00 GMT").retryAfter,
                 QStringLiteral("Sun, 22 Nov 2026 12:00:00 GMT"));
        QVERIFY(errorOf(503, "x", {}, QByteArray(5000, 'x')).retryAfter.size() <= 100);
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
        QVERIFY(error.message.contains(QStringLiteral("https://login.example/")));
        QVERIFY(!error.message.contains(QStringLiteral("s3cr3t")));
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

QTEST_GUILESS_MAIN(TestTokenRejection)
#include "tst_tokenrejection.moc"
