// SPDX-License-Identifier: MIT
#include "HttpClientTest.h"
#include "TestProgram.h"

#include "Async.h"

#include <QElapsedTimer>
#include <QLibraryInfo>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QVersionNumber>

using namespace HttpClientTest;
using namespace Tokenwright;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(PracticeAnswer)

/// Whatever can go wrong between here and the token endpoint.
class TestHttpClientFaults : public QObject
{
    Q_OBJECT

private:
    /// Whether this Qt connects once more when a server hangs up, before it looks at what it would
    /// send.
    const bool connectsAgain = QLibraryInfo::version() >= QVersionNumber(6, 5);

    static const QUrl farAway() { return QUrl(u"https://token.example/token"_s); }

    static QList<QNetworkProxy> noProxy(const QUrl &) { return {QNetworkProxy::NoProxy}; }

    /// A port on which nobody listens.
    static quint16 closedPort()
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        return server.serverPort();
    }

private Q_SLOTS:
    void untrustedServers_data()
    {
        QTest::addColumn<bool>("anotherAuthority");
        QTest::newRow("an authority nobody trusts") << false;
        QTest::newRow("another authority than the one named") << true;
    }

    void untrustedServers()
    {
        QFETCH(const bool, anotherAuthority);
        PracticeTokenServer server;
        const PracticeTokenServer other;
        const QString caFile = anotherAuthority ? other.caFile() : QString();
        const auto answer = sendAndAwait(requestTo(server.url(u"/token"_s), caFile));
        VERIFY_FAILED(answer, ErrorKind::Tls);
        QVERIFY(!answer.error().message.isEmpty());
        QTest::qWait(50);
        QCOMPARE(server.requestCount(), 0);
    }

    void certificateFiles_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("not PEM") << QByteArray("certificate, honestly");
        QTest::newRow("missing") << QByteArray();
    }

    void certificateFiles()
    {
        QFETCH(const QByteArray, content);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"ca.pem"_s);
        if (!content.isNull()) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
        }
        PracticeTokenServer server;
        const auto answer = sendAndAwait(requestTo(server.url(u"/"_s), path));
        VERIFY_FAILED(answer, ErrorKind::Configuration);
        QVERIFY(answer.error().message.contains(path));
        QCOMPARE(server.connectionCount(), 0);
    }

    void unknownHost()
    {
        HttpClient client(HttpClient::defaultDeadline, nullptr, noProxy);
        const QUrl url(u"https://tokenwright.invalid/token"_s);
        VERIFY_FAILED(await(client.send(requestTo(url)).answer), ErrorKind::HostNotFound);
    }

    void nobodyListens()
    {
        const QUrl url(u"http://127.0.0.1:%1/token"_s.arg(closedPort()));
        VERIFY_FAILED(sendAndAwait(requestTo(url)), ErrorKind::Network);
    }

    void messagesHoldNoSecret()
    {
        HttpRequest request = requestTo(
            QUrl(u"http://127.0.0.1:%1/t?client_secret=h1dden+1"_s.arg(closedPort())));
        request.secrets.append(Secret(QByteArray("h1dden+1")));
        const auto answer = sendAndAwait(request);
        VERIFY_FAILED(answer, ErrorKind::Network);
        QVERIFY(!answer.error().message.isEmpty());
        QVERIFY(!answer.error().message.contains(u"h1dden"_s));
    }

    /// If this stops to hold, the next test proves nothing.
    void qtAloneSendsAgain()
    {
        PracticeTokenServer server(Transport::Plain);
        server.setResponder(
            [](const PracticeRequest &) { return PracticeAnswer{.closeWithoutAnswer = true}; });
        QNetworkAccessManager manager;
        QNetworkRequest request(server.url(u"/token"_s));
        request.setRawHeader("Content-Type", "application/x-www-form-urlencoded");
        const std::unique_ptr<QNetworkReply> reply(manager.post(request, body));
        QTRY_VERIFY(reply->isFinished());
        if (server.requestCount() == 1)
            QSKIP("this Qt does not send a POST again");
        QVERIFY(server.requestCount() > 1);
    }

    void aRequestIsSentOnce_data()
    {
        QTest::addColumn<Transport>("transport");
        QTest::addColumn<PracticeAnswer>("answer");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("sent");
        const std::pair<const char *, PracticeAnswer> ends[]{
            {"closed without an answer", {.closeWithoutAnswer = true}},
            {"closed later without an answer", {.delay = 100ms, .closeWithoutAnswer = true}},
            {"reset without an answer", {.reset = true}},
            {"reset later without an answer", {.delay = 100ms, .reset = true}},
            {"closed in the status line", {.raw = "HTTP/1.1 2"}},
            {"closed in the headers", {.raw = "HTTP/1.1 200 OK\r\nContent-Le"}},
            {"closed before the body", {.raw = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"}},
            {"closed in the body",
             {.raw = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"access_"}},
            {"closed in a chunk",
             {.raw = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"acc"}},
        };
        // without a body the head alone is a whole request
        const std::tuple<const char *, QByteArray, QByteArray> requests[]{
            {"POST", "POST", body}, {"empty POST", "POST", ""}, {"GET", "GET", ""}};
        for (const auto &[protocol, transport] :
             {std::pair("TLS", Transport::Tls), std::pair("plain", Transport::Plain)}) {
            for (const auto &[kind, method, content] : requests) {
                for (const auto &[name, answer] : ends)
                    QTest::addRow("%s, %s, %s", protocol, kind, name)
                        << transport << answer << method << content;
            }
        }
    }

    void aRequestIsSentOnce()
    {
        QFETCH(const Transport, transport);
        QFETCH(const PracticeAnswer, answer);
        QFETCH(const QByteArray, method);
        QFETCH(const QByteArray, sent);
        QTest::failOnWarning(QRegularExpression(u"."_s)); // users would see it
        PracticeTokenServer server(transport);
        server.setResponder([&](const PracticeRequest &) { return answer; });
        HttpRequest request = requestTo(server);
        request.method = method;
        request.body = Secret(QByteArray(sent));
        const auto result = sendAndAwait(request);
        VERIFY_FAILED(result, ErrorKind::Network);
        QTest::qWait(30);
        QCOMPARE(server.requestCount(), 1);
        QCOMPARE(server.spokenConnectionCount(), 1);
        QVERIFY(server.connectionCount() <= (connectsAgain ? 2 : 1));
    }

    void notHttp()
    {
        PracticeTokenServer server(Transport::Plain);
        server.setResponder(
            [](const PracticeRequest &) { return PracticeAnswer{.raw = "SSH-2.0-OpenSSH_9\r\n"}; });
        const auto answer = sendAndAwait(requestTo(server));
        QVERIFY(!answer);
        QVERIFY2(answer.error().kind == ErrorKind::Malformed
                     || answer.error().kind == ErrorKind::Network,
                 described(answer).constData());
        QCOMPARE(server.requestCount(), 1);
    }

    void theDeadlineIsTotal_data()
    {
        QTest::addColumn<PracticeAnswer>("answer");
        QTest::newRow("no answer") << PracticeAnswer{.neverAnswer = true};
        QTest::newRow("a late answer") << PracticeAnswer{.delay = 5s};
        // no pause is long, but there are many
        QTest::newRow("a slow drip") << PracticeAnswer{.body = QByteArray(1000, ' '), .drip = 10ms};
    }

    void theDeadlineIsTotal()
    {
        QFETCH(const PracticeAnswer, answer);
        PracticeTokenServer server;
        server.setResponder([&](const PracticeRequest &) { return answer; });
        QElapsedTimer timer;
        timer.start();
        const auto result = sendAndAwait(requestTo(server), 300ms);
        VERIFY_FAILED(result, ErrorKind::Timeout);
        QVERIFY2(timer.elapsed() >= 270 && timer.elapsed() < 3000,
                 QByteArray::number(timer.elapsed()).constData());
        QVERIFY(result.error().message.contains(u"0.3"_s));
        QCOMPARE(server.requestCount(), 1);
    }

    void theDeadlineCoversTheHandshake()
    {
        QTcpServer mute; // accepts and never says a word
        QVERIFY(mute.listen(QHostAddress::LocalHost));
        const QUrl url(u"https://127.0.0.1:%1/"_s.arg(mute.serverPort()));
        VERIFY_FAILED(sendAndAwait(requestTo(url), 200ms), ErrorKind::Timeout);
    }

    void bodiesAreCapped_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("encoding");
        const QByteArray large(9 * 1024 * 1024, ' ');
        const auto slightly = QByteArray(HttpClient::bodyLimit + 1, ' ');
        QTest::newRow("one byte too many") << slightly << QByteArray("identity");
        QTest::newRow("nine times") << large << QByteArray("identity");
        QTest::newRow("nine kilobytes that unfold to nine times")
            << qCompress(large, 9).sliced(4) << QByteArray("deflate");
        QTest::newRow("one byte too many when unfolded")
            << qCompress(slightly, 9).sliced(4) << QByteArray("deflate");
        QTest::newRow("a bomb") << qCompress(QByteArray(256 * 1024 * 1024, ' '), 9).sliced(4)
                                << QByteArray("deflate");
    }

    void bodiesAreCapped()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QByteArray, encoding);
        PracticeTokenServer server;
        server.setResponder([&](const PracticeRequest &) {
            return withHeader({.body = content}, "Content-Encoding", encoding);
        });
        const auto answer = sendAndAwait(requestTo(server));
        VERIFY_FAILED(answer, ErrorKind::Malformed);
        QVERIFY(!answer.error().message.isEmpty());
    }

    void brokenCompression()
    {
        PracticeTokenServer server;
        server.setResponder([](const PracticeRequest &) {
            return withHeader({.body = "this is not gzip at all"}, "Content-Encoding", "gzip");
        });
        VERIFY_FAILED(sendAndAwait(requestTo(server)), ErrorKind::Malformed);
    }

    void headersCannotSmuggle_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("line end") << QByteArray("X-Any") << QByteArray("a\r\nX-Other: b");
        QTest::newRow("line feed") << QByteArray("X-Any") << QByteArray("a\nX-Other: b");
        QTest::newRow("in the name") << QByteArray("X-Any: a\r\nX-Other") << QByteArray("b");
    }

    void headersCannotSmuggle()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, value);
        PracticeTokenServer server;
        HttpRequest request = requestTo(server);
        request.headers.append({name, Secret(QByteArray(value))});
        VERIFY_FAILED(sendAndAwait(request), ErrorKind::Configuration);
        QCOMPARE(server.connectionCount(), 0);
    }

    void cancelling_data()
    {
        QTest::addColumn<int>("after");
        QTest::newRow("at once") << -1;
        QTest::newRow("on the way") << 0;
        QTest::newRow("while waiting for the answer") << 100;
    }

    void cancelling()
    {
        QFETCH(const int, after);
        PracticeTokenServer server;
        server.setResponder(
            [](const PracticeRequest &) { return PracticeAnswer{.neverAnswer = true}; });
        HttpClient client;
        const auto call = client.send(requestTo(server));
        int completions = 0;
        Async::onResult(call.answer, this, [&](const Result<HttpAnswer> &) { ++completions; });
        if (after >= 0)
            QTest::qWait(after);
        QCOMPARE(completions, 0);
        call.cancel();
        QCOMPARE(completions, 1);
        VERIFY_FAILED(call.answer.result(), ErrorKind::Cancelled);
        call.cancel();
        QTest::qWait(50);
        call.cancel();
        QCOMPARE(completions, 1);
        // and the next one is not disturbed
        server.setResponder({});
        VERIFY_ANSWERED(await(client.send(requestTo(server)).answer));
    }

    void cancellingTooLate()
    {
        PracticeTokenServer server;
        HttpClient client;
        const auto call = client.send(requestTo(server));
        VERIFY_ANSWERED(await(call.answer));
        call.cancel();
        VERIFY_ANSWERED(call.answer.result());
    }

    void destroyingEndsEverything()
    {
        PracticeTokenServer server;
        server.setResponder(
            [](const PracticeRequest &) { return PracticeAnswer{.neverAnswer = true}; });
        QList<HttpClient::Call> calls;
        {
            HttpClient client;
            for (int i = 0; i < 10; ++i)
                calls.append(client.send(requestTo(server)));
            QTRY_VERIFY(server.requestCount() > 0);
            calls.append(client.send(requestTo(server)));
        }
        for (const HttpClient::Call &call : std::as_const(calls)) {
            QVERIFY(call.answer.isFinished());
            VERIFY_FAILED(call.answer.result(), ErrorKind::Cancelled);
            call.cancel();
        }
    }

    void loopbackHasNoProxy()
    {
        for (const char *name :
             {"http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"})
            qputenv(name, "http://127.0.0.1:1");
        PracticeTokenServer server;
        VERIFY_ANSWERED(sendAndAwait(requestTo(server)));

        bool asked = false;
        HttpClient client(5s, nullptr, [&](const QUrl &) -> QList<QNetworkProxy> {
            asked = true;
            return {QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, 1)};
        });
        for (const char *host : {"127.0.0.1", "localhost"}) {
            HttpRequest request = requestTo(server);
            request.url.setHost(QString::fromLatin1(host));
            VERIFY_ANSWERED(await(client.send(request).answer));
        }
        QVERIFY(!asked);
        for (const char *name :
             {"http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"})
            qunsetenv(name);
    }

    /// That answers inside TLS, or where no proxy is, is no proxy.
    void theServerPlaysProxy()
    {
        PracticeTokenServer server;
        server.setResponder([](const PracticeRequest &) {
            return withHeader({.status = 407}, "Proxy-Authenticate", "Basic realm=\"practice\"");
        });
        const auto answer = sendAndAwait(requestTo(server));
        VERIFY_ANSWERED(answer);
        QCOMPARE(answer->status, 407);
        QCOMPARE(server.requestCount(), 1);
    }

    void theProxyIsUsed_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("wants a login") << 407;
        QTest::newRow("refuses") << 403;
    }

    void theProxyIsUsed()
    {
        QFETCH(const int, status);
        PracticeTokenServer proxy(Transport::Plain);
        proxy.setResponder([&](const PracticeRequest &) {
            return withHeader({.status = status}, "Proxy-Authenticate", "Basic realm=\"practice\"");
        });
        QThread *askedIn = nullptr;
        HttpClient client(5s, nullptr, [&](const QUrl &url) -> QList<QNetworkProxy> {
            askedIn = url == farAway() ? QThread::currentThread() : nullptr;
            return {QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, proxy.port())};
        });
        const auto answer = await(client.send(requestTo(farAway())).answer);
        VERIFY_FAILED(answer, ErrorKind::Proxy);
        QVERIFY(answer.error().message.contains(QString::number(proxy.port())));
        QVERIFY(askedIn && askedIn != QThread::currentThread());
        QVERIFY(proxy.requestCount() >= 1);
        QCOMPARE(proxy.requests().first().method, "CONNECT");
        QCOMPARE(proxy.requests().first().target, "token.example:443");
        for (const PracticeRequest &request : proxy.requests())
            QCOMPARE(request.header("Authorization"), QByteArray());
    }

    void theProxyIsNotThere()
    {
        HttpClient client(5s, nullptr, [](const QUrl &) -> QList<QNetworkProxy> {
            return {QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, closedPort())};
        });
        VERIFY_FAILED(await(client.send(requestTo(farAway())).answer), ErrorKind::Proxy);
    }
};

TEST_IN_PROGRAM(TestHttpClientFaults)
#include "tst_httpclientfaults.moc"
