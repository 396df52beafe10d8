// SPDX-License-Identifier: MIT
// A connection that was opened ahead carries the request that comes later.
#include "HttpClientTest.h"
#include "TestProgram.h"

#include <QTest>

using namespace HttpClientTest;
using namespace Tokenwright;

class TestWarmConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRequestTravelsOnIt()
    {
        PracticeTokenServer server;
        QVERIFY2(server.isListening(), qPrintable(server.problem()));
        HttpClient client;
        client.prepare(server.url(u"/token"_s), server.caFile());
        QTRY_COMPARE(server.connectionCount(), 1);
        QCOMPARE(server.requestCount(), 0);
        VERIFY_ANSWERED(await(client.send(requestTo(server)).answer));
        QCOMPARE(server.connectionCount(), 1);
        QCOMPARE(server.requestCount(), 1);
    }

    void theRequestNeedNotWaitForIt()
    {
        PracticeTokenServer server;
        HttpClient client;
        client.prepare(server.url(u"/token"_s), server.caFile());
        VERIFY_ANSWERED(await(client.send(requestTo(server)).answer));
        QCOMPARE(server.connectionCount(), 1);
    }

    void preparingTwiceOpensOne()
    {
        PracticeTokenServer server;
        HttpClient client;
        for (int i = 0; i < 2; ++i)
            client.prepare(server.url(u"/token"_s), server.caFile());
        VERIFY_ANSWERED(await(client.send(requestTo(server)).answer));
        QCOMPARE(server.connectionCount(), 1);
        QCOMPARE(server.requestCount(), 1);
    }

    /// Servers do so with connections that idle. What they closed is not used.
    void theServerMayHangUpMeanwhile()
    {
        PracticeTokenServer server;
        HttpClient client;
        client.prepare(server.url(u"/token"_s), server.caFile());
        QTRY_COMPARE(server.connectionCount(), 1);
        QTest::qWait(200); // the handshake ends
        server.hangUp();
        QTest::qWait(200); // the farewell arrives
        VERIFY_ANSWERED(await(client.send(requestTo(server)).answer));
        QCOMPARE(server.connectionCount(), 2);
        QCOMPARE(server.requestCount(), 1);
    }

    /// Whatever the server says of keeping a connection: nobody knows when it closes it.
    void aConnectionCarriesOneRequest()
    {
        PracticeTokenServer server;
        server.setResponder([](const PracticeRequest &) {
            return withHeader({.body = "{}"}, "Connection", "keep-alive");
        });
        HttpClient client;
        for (int i = 0; i < 3; ++i)
            VERIFY_ANSWERED(await(client.send(requestTo(server)).answer));
        QCOMPARE(server.connectionCount(), 3);
        QCOMPARE(server.requestCount(), 3);
    }

    /// A server that speaks no TLS hangs up; nothing is sent to it and nothing is left waiting.
    void theWrongKindOfServer()
    {
        PracticeTokenServer server(Transport::Plain);
        QUrl url = server.url(u"/token"_s);
        url.setScheme(u"https"_s);
        HttpClient client;
        client.prepare(url, {});
        client.prepare(server.url(u"/token"_s), {});
        QTRY_VERIFY(server.connectionCount() >= 1);
        QCOMPARE(server.requestCount(), 0);
        VERIFY_ANSWERED(await(client.send(requestTo(server)).answer));
    }

    void nobodyThere()
    {
        HttpClient client;
        client.prepare(QUrl(u"https://127.0.0.1:1/token"_s), {});
        client.prepare(QUrl(u"https://127.0.0.1:1/token"_s), u"/no/such/file.pem"_s);
        VERIFY_FAILED(await(client.send(requestTo(QUrl(u"https://127.0.0.1:1/token"_s))).answer),
                      ErrorKind::Network);
    }
};

TEST_IN_PROGRAM(TestWarmConnection)
#include "tst_warmconnection.moc"
