// SPDX-License-Identifier: MIT
// A connection that was opened ahead carries the request that comes later.
#include "EndpointTest.h"
#include "TestProgram.h"

#include <QTest>

using namespace EndpointTest;
using namespace Tokenwright;

class TestWarmConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRequestTravelsOnIt()
    {
        PracticeTokenServer server;
        QVERIFY2(server.isListening(), qPrintable(server.problem()));
        TokenEndpoint endpoint;
        endpoint.prepare(server.url(QStringLiteral("/token")), server.caFile());
        QTRY_COMPARE(server.connectionCount(), 1);
        QCOMPARE(server.requestCount(), 0);
        VERIFY_ANSWERED(await(endpoint.send(requestTo(server)).answer));
        QCOMPARE(server.connectionCount(), 1);
        QCOMPARE(server.requestCount(), 1);
    }

    void theRequestNeedNotWaitForIt()
    {
        PracticeTokenServer server;
        TokenEndpoint endpoint;
        endpoint.prepare(server.url(QStringLiteral("/token")), server.caFile());
        VERIFY_ANSWERED(await(endpoint.send(requestTo(server)).answer));
        QCOMPARE(server.connectionCount(), 1);
    }

    void preparingTwiceOpensOne()
    {
        PracticeTokenServer server;
        TokenEndpoint endpoint;
        for (int i = 0; i < 2; ++i)
            endpoint.prepare(server.url(QStringLiteral("/token")), server.caFile());
        VERIFY_ANSWERED(await(endpoint.send(requestTo(server)).answer));
        QCOMPARE(server.connectionCount(), 1);
        QCOMPARE(server.requestCount(), 1);
    }

    /// Servers do so with connections that idle. What they closed is not used.
    void theServerMayHangUpMeanwhile()
    {
        PracticeTokenServer server;
        TokenEndpoint endpoint;
        endpoint.prepare(server.url(QStringLiteral("/token")), server.caFile());
        QTRY_COMPARE(server.connectionCount(), 1);
        QTest::qWait(200); // the handshake ends
        server.hangUp();
        QTest::qWait(200); // the farewell arrives
        VERIFY_ANSWERED(await(endpoint.send(requestTo(server)).answer));
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
        TokenEndpoint endpoint;
        for (int i = 0; i < 3; ++i)
            VERIFY_ANSWERED(await(endpoint.send(requestTo(server)).answer));
        QCOMPARE(server.connectionCount(), 3);
        QCOMPARE(server.requestCount(), 3);
    }

    /// A server that speaks no TLS hangs up; nothing is sent to it and nothing is left waiting.
    void theWrongKindOfServer()
    {
        PracticeTokenServer server(Transport::Plain);
        QUrl url = server.url(QStringLiteral("/token"));
        url.setScheme(QStringLiteral("https"));
        TokenEndpoint endpoint;
        endpoint.prepare(url, {});
        endpoint.prepare(server.url(QStringLiteral("/token")), {});
        QTRY_VERIFY(server.connectionCount() >= 1);
        QCOMPARE(server.requestCount(), 0);
        VERIFY_ANSWERED(await(endpoint.send(requestTo(server)).answer));
    }

    void nobodyThere()
    {
        TokenEndpoint endpoint;
        endpoint.prepare(QUrl(QStringLiteral("https://127.0.0.1:1/token")), {});
        endpoint.prepare(QUrl(QStringLiteral("https://127.0.0.1:1/token")),
                         QStringLiteral("/no/such/file.pem"));
        VERIFY_FAILED(
            await(
                endpoint.send(requestTo(QUrl(QStringLiteral("https://127.0.0.1:1/token")))).answer),
            ErrorKind::Network);
    }
};

TEST_IN_PROGRAM(TestWarmConnection)
#include "tst_warmconnection.moc"
