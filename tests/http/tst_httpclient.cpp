// SPDX-License-Identifier: MIT
#include "HttpClientTest.h"
#include "TestProgram.h"

#include "Async.h"

#include <QTest>

using namespace HttpClientTest;
using namespace Tokenwright;
using namespace std::chrono_literals;

/// What goes over the wire, and what comes back when all is well.
class TestHttpClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsWhatTheRequestSays_data()
    {
        QTest::addColumn<Transport>("transport");
        QTest::newRow("TLS") << Transport::Tls;
        QTest::newRow("plain") << Transport::Plain;
    }

    void sendsWhatTheRequestSays()
    {
        QFETCH(const Transport, transport);
        PracticeTokenServer server(transport);
        QVERIFY2(server.isListening(), qPrintable(server.problem()));
        const auto answer = sendAndAwait(requestTo(server, u"/a/token"_s));
        VERIFY_ANSWERED(answer);

        QCOMPARE(server.requestCount(), 1);
        QCOMPARE(server.connectionCount(), 1);
        const PracticeRequest request = server.requests().first();
        QCOMPARE(request.method, "POST");
        QCOMPARE(request.target, "/a/token");
        QCOMPARE(request.httpVersion, "HTTP/1.1");
        QCOMPARE(request.body, body);
        QCOMPARE(request.header("Content-Type"), "application/x-www-form-urlencoded");
        QCOMPARE(request.header("Authorization"), authorization);
        QCOMPARE(request.header("Accept"), "application/json");
        QCOMPARE(request.header("Content-Length"), QByteArray::number(body.size()));
        QVERIFY(request.header("User-Agent").startsWith("Tokenwright/"));
        QStringList names;
        for (const auto &[name, value] : request.headers)
            names.append(QString::fromLatin1(name).toLower());
        QCOMPARE(names.removeDuplicates(), 0);
        QVERIFY(!names.contains(u"cookie"_s));
        QVERIFY(!names.contains(u"upgrade"_s));
        QVERIFY(!names.contains(u"transfer-encoding"_s));
    }

    void otherMethods_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("PUT") << QByteArray("PUT") << body;
        QTest::newRow("GET") << QByteArray("GET") << QByteArray();
        QTest::newRow("POST without a body") << QByteArray("POST") << QByteArray();
    }

    void otherMethods()
    {
        QFETCH(const QByteArray, method);
        QFETCH(const QByteArray, sent);
        PracticeTokenServer server(Transport::Plain);
        HttpRequest request = requestTo(server);
        request.method = method;
        request.url.setQuery(u"grant_type=client_credentials&scope=a%20b%2Bc"_s);
        request.body = Secret(QByteArray(sent));
        VERIFY_ANSWERED(sendAndAwait(request));
        QCOMPARE(server.requests().value(0).method, method);
        QCOMPARE(server.requests().value(0).body, sent);
        QCOMPARE(server.requests().value(0).target,
                 "/token?grant_type=client_credentials&scope=a%20b%2Bc");
    }

    void everyStatusIsAnAnswer_data()
    {
        QTest::addColumn<int>("status");
        for (const int status :
             {200, 201, 204, 206, 300, 304, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 411,
              413, 415, 418, 422, 423, 429, 451, 499, 500, 501, 502, 503, 504, 505, 511, 520, 599})
            QTest::addRow("%d", status) << status;
    }

    void everyStatusIsAnAnswer()
    {
        QFETCH(const int, status);
        for (const QByteArray &text : {QByteArray(), QByteArray("{\"error\":\"nope\"}")}) {
            const bool mayHaveBody = status != 204 && status != 304;
            if (!mayHaveBody && !text.isEmpty())
                continue;
            PracticeTokenServer server(Transport::Plain);
            server.setResponder([&](const PracticeRequest &) {
                PracticeAnswer answer{.status = status, .body = text};
                answer = withHeader(answer, "Retry-After", "120");
                return withHeader(answer, "Date", "Sun, 22 Nov 2026 12:00:00 GMT");
            });
            const auto answer = sendAndAwait(requestTo(server));
            VERIFY_ANSWERED(answer);
            QCOMPARE(answer->status, status);
            QCOMPARE(answer->reason, "Practice");
            QCOMPARE(answer->body.reveal(), text);
            QCOMPARE(answer->contentType, "application/json");
            QCOMPARE(answer->retryAfter, "120");
            QCOMPARE(answer->date, "Sun, 22 Nov 2026 12:00:00 GMT");
            QCOMPARE(server.requestCount(), 1);
        }
    }

    void challengesAreAnswersToo_data()
    {
        QTest::addColumn<QByteArray>("challenge");
        QTest::newRow("Basic") << QByteArray("Basic realm=\"practice\"");
        QTest::newRow("Negotiate") << QByteArray("Negotiate");
        QTest::newRow("NTLM") << QByteArray("NTLM");
        QTest::newRow("Digest") << QByteArray(
            "Digest realm=\"practice\", nonce=\"1\", qop=\"auth\"");
        QTest::newRow("Bearer") << QByteArray("Bearer error=\"invalid_client\"");
    }

    void challengesAreAnswersToo()
    {
        QFETCH(const QByteArray, challenge);
        const QByteArray text = "{\"error\":\"invalid_client\"}";
        PracticeTokenServer server;
        server.setResponder([&](const PracticeRequest &) {
            return withHeader({.status = 401, .body = text}, "WWW-Authenticate", challenge);
        });
        const auto answer = sendAndAwait(requestTo(server));
        VERIFY_ANSWERED(answer);
        QCOMPARE(answer->status, 401);
        QCOMPARE(answer->body.reveal(), text);
        // nobody's login was offered in a second try
        QCOMPARE(server.requestCount(), 1);
        QCOMPARE(server.requests().first().header("Authorization"), authorization);
    }

    void redirectsAreNotFollowed_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {301, 302, 303, 307, 308})
            QTest::addRow("%d", status) << status;
    }

    void redirectsAreNotFollowed()
    {
        QFETCH(const int, status);
        PracticeTokenServer elsewhere(Transport::Plain);
        PracticeTokenServer server(Transport::Plain);
        const QByteArray target = elsewhere.url(u"/thief"_s).toEncoded();
        server.setResponder([&](const PracticeRequest &) {
            return withHeader({.status = status}, "Location", target);
        });
        const auto answer = sendAndAwait(requestTo(server));
        VERIFY_ANSWERED(answer);
        QCOMPARE(answer->status, status);
        QCOMPARE(answer->location, target);
        QTest::qWait(50);
        QCOMPARE(server.requestCount(), 1);
        QCOMPARE(elsewhere.connectionCount(), 0);
    }

    void cookiesAreForgotten()
    {
        PracticeTokenServer server(Transport::Plain);
        server.setResponder([](const PracticeRequest &) {
            return withHeader({}, "Set-Cookie", "who=you; Path=/; Max-Age=3600");
        });
        HttpClient client;
        for (int i = 0; i < 2; ++i)
            VERIFY_ANSWERED(await(client.send(requestTo(server)).answer));
        QCOMPARE(server.requestCount(), 2);
        QCOMPARE(server.requests().last().header("Cookie"), QByteArray());
    }

    void compressedAnswersAreRead()
    {
        const QByteArray text = "{\"access_token\":\"" + QByteArray(3000, 'a') + "\"}";
        PracticeTokenServer server;
        server.setResponder([&](const PracticeRequest &) {
            // the zlib format is what HTTP calls "deflate"
            return withHeader({.body = qCompress(text).sliced(4)}, "Content-Encoding", "deflate");
        });
        const auto answer = sendAndAwait(requestTo(server));
        VERIFY_ANSWERED(answer);
        QCOMPARE(answer->body.reveal(), text);
        QVERIFY(server.requests().first().header("Accept-Encoding").contains("deflate"));
    }

    void bodiesUpToTheLimitAreRead()
    {
        const QByteArray text(HttpClient::bodyLimit, 'x');
        PracticeTokenServer server;
        server.setResponder([&](const PracticeRequest &) { return PracticeAnswer{.body = text}; });
        const auto answer = sendAndAwait(requestTo(server));
        VERIFY_ANSWERED(answer);
        QVERIFY(answer->body.reveal() == text);
    }

    void manyAtOnce()
    {
        PracticeTokenServer server;
        server.setResponder([](const PracticeRequest &request) {
            return PracticeAnswer{.body = request.target, .delay = 20ms};
        });
        HttpClient client;
        QList<HttpClient::Call> calls;
        for (int i = 0; i < 60; ++i)
            calls.append(client.send(requestTo(server, u"/%1"_s.arg(i))));
        for (int i = 0; i < calls.size(); ++i) {
            const auto answer = await(calls[i].answer);
            VERIFY_ANSWERED(answer);
            QCOMPARE(answer->body.revealText(), u"/%1"_s.arg(i));
        }
        QCOMPARE(server.requestCount(), 60);
    }

    void severalTrustsSideBySide()
    {
        PracticeTokenServer first;
        PracticeTokenServer second;
        HttpClient client;
        for (int i = 0; i < 2; ++i) {
            VERIFY_ANSWERED(await(client.send(requestTo(first)).answer));
            VERIFY_ANSWERED(await(client.send(requestTo(second)).answer));
        }
        // what one request trusts, another one does not
        const auto answer = await(
            client.send(requestTo(first.url(u"/"_s), second.caFile())).answer);
        VERIFY_FAILED(answer, ErrorKind::Tls);
    }

    void namesOfThisComputer_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("localhost") << u"localhost"_s;
        QTest::newRow("127.0.0.1") << u"127.0.0.1"_s;
    }

    void namesOfThisComputer()
    {
        QFETCH(const QString, host);
        PracticeTokenServer server;
        HttpRequest request = requestTo(server);
        request.url.setHost(host);
        VERIFY_ANSWERED(sendAndAwait(request));
    }

    void theEndpointMayGoWhenTheAnswerComes()
    {
        PracticeTokenServer server;
        auto client = std::make_unique<HttpClient>();
        const auto call = client->send(requestTo(server));
        bool answered = false;
        Async::onResult(call.answer, this, [&](const Result<HttpAnswer> &answer) {
            answered = answer.has_value();
            client.reset();
        });
        QTRY_VERIFY(answered);
        QVERIFY(!client);
    }
};

TEST_IN_PROGRAM(TestHttpClient)
#include "tst_httpclient.moc"
