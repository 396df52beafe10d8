// SPDX-License-Identifier: MIT
// Through the proxy, or not at all.
#include "HttpClientTest.h"
#include "TestProgram.h"
#include "TunnelProxy.h"

#include <QNetworkProxy>
#include <QTest>

using namespace HttpClientTest;
using namespace Tokenwright;
using namespace std::chrono_literals;

class TestProxies : public QObject
{
    Q_OBJECT

private:
    /// An address that leads to this computer and is no loopback to the program: whoever goes there
    /// directly is seen by the server.
    static QUrl near(const PracticeTokenServer &server)
    {
        QUrl url = server.url(u"/token"_s);
        url.setHost(u"0.0.0.0"_s);
        return url;
    }

private Q_SLOTS:
    void init()
    {
        for (const char *name : {"http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY",
                                 "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"})
            qunsetenv(name);
    }
    void cleanup() { init(); }

    /// If this did not hold, the others would prove nothing.
    void withoutAProxyTheServerIsReached()
    {
        PracticeTokenServer server;
        VERIFY_ANSWERED(sendAndAwait(requestTo(near(server), server.caFile())));
        QCOMPARE(server.connectionCount(), 1);
    }

    void everythingGoesThroughIt_data()
    {
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QByteArray>("login");
        QTest::addColumn<QByteArray>("host");
        const QByteArray address("0.0.0.0");
        const QByteArray name("token.example");
        QTest::newRow("http") << u"https_proxy"_s << u"http://"_s << QByteArray() << address;
        QTest::newRow("http, by name") << u"all_proxy"_s << u"http://"_s << QByteArray() << name;
        QTest::newRow("no scheme") << u"HTTPS_PROXY"_s << QString() << QByteArray() << name;
        QTest::newRow("http, login")
            << u"https_proxy"_s << u"http://"_s << QByteArray("me:a b@c") << name;
        QTest::newRow("socks5") << u"ALL_PROXY"_s << u"socks5://"_s << QByteArray() << address;
        QTest::newRow("socks5h") << u"all_proxy"_s << u"socks5h://"_s << QByteArray() << address;
        QTest::newRow("socks5h, by name")
            << u"all_proxy"_s << u"socks5h://"_s << QByteArray() << name;
        QTest::newRow("socks5h, login")
            << u"https_proxy"_s << u"socks5h://"_s << QByteArray("me:a b@c") << name;
    }

    void everythingGoesThroughIt()
    {
        QFETCH(const QString, variable);
        QFETCH(const QString, scheme);
        QFETCH(const QByteArray, login);
        QFETCH(const QByteArray, host);
        PracticeTokenServer server;
        TunnelProxy proxy;
        proxy.setLogin(login);
        const QString user = login.isEmpty() ? QString() : u"me:a%20b%40c@"_s;
        qputenv(variable.toLatin1().constData(), (scheme + user + proxy.address()).toUtf8());
        QUrl url = near(server);
        url.setHost(QString::fromLatin1(host));

        HttpClient client(10s);
        client.prepare(url, server.caFile());
        QTRY_COMPARE(server.connectionCount(), 1);
        VERIFY_ANSWERED(await(client.send(requestTo(url, server.caFile())).answer));
        QCOMPARE(server.connectionCount(), 1);
        VERIFY_ANSWERED(await(client.send(requestTo(url, server.caFile())).answer));
        HttpRequest check = requestTo(url, server.caFile());
        check.method = "GET";
        check.body = {};
        VERIFY_ANSWERED(await(client.send(check).answer));
        QCOMPARE(server.requestCount(), 3);
        QCOMPARE(server.connectionCount(), 3);
        const QByteArray target = host + ':' + QByteArray::number(server.port());
        QCOMPARE(proxy.tunnels(), QList<QByteArray>({target, target, target}));
    }

    void theDesktopsOwn()
    {
        PracticeTokenServer server;
        TunnelProxy proxy;
        HttpClient client(10s, nullptr, [&](const QUrl &) -> QList<QNetworkProxy> {
            return {QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, proxy.serverPort())};
        });
        client.prepare(near(server), server.caFile());
        QTRY_COMPARE(server.connectionCount(), 1);
        VERIFY_ANSWERED(await(client.send(requestTo(near(server), server.caFile())).answer));
        QCOMPARE(server.connectionCount(), 1);
        QCOMPARE(proxy.tunnels().size(), 1);
    }

    void variablesComeBeforeTheDesktop()
    {
        PracticeTokenServer server;
        TunnelProxy proxy;
        qputenv("https_proxy", proxy.address().toUtf8());
        HttpClient client(10s, nullptr, [](const QUrl &) -> QList<QNetworkProxy> {
            return {QNetworkProxy::NoProxy};
        });
        VERIFY_ANSWERED(await(client.send(requestTo(near(server), server.caFile())).answer));
        QCOMPARE(proxy.tunnels().size(), 1);
        // and an exception is one from both
        qputenv("no_proxy", "0.0.0.0");
        VERIFY_ANSWERED(await(client.send(requestTo(near(server), server.caFile())).answer));
        QCOMPARE(proxy.tunnels().size(), 1);
        QCOMPARE(server.connectionCount(), 2);
    }

    void neverDirectlyInstead_data()
    {
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *name, const char *value, const char *named) {
            QTest::addRow("%s=%s", name, value)
                << QString::fromUtf8(name) << QString::fromUtf8(value) << QString::fromUtf8(named);
        };
        row("https_proxy", "http://127.0.0.1:1", "127.0.0.1:1");
        row("https_proxy", "127.0.0.1:1", "127.0.0.1:1");
        row("all_proxy", "socks5://127.0.0.1:1", "127.0.0.1:1");
        row("all_proxy", "socks5h://127.0.0.1:1", "127.0.0.1:1");
        row("https_proxy", "http://proxy.invalid:3128", "proxy.invalid:3128");
        row("https_proxy", "https://me:h1dden@127.0.0.1:1", "https://•••@127.0.0.1:1");
        row("HTTPS_PROXY", "socks4://127.0.0.1:1", "socks4://127.0.0.1:1");
        row("ALL_PROXY", "http://127.0.0.1:x", "http://127.0.0.1:x");
    }

    void neverDirectlyInstead()
    {
        QFETCH(const QString, variable);
        QFETCH(const QString, value);
        QFETCH(const QString, named);
        PracticeTokenServer server;
        qputenv(variable.toLatin1().constData(), value.toUtf8());
        HttpClient client(10s);
        client.prepare(near(server), server.caFile());
        const auto answer = await(client.send(requestTo(near(server), server.caFile())).answer);
        VERIFY_FAILED(answer, ErrorKind::Proxy);
        QVERIFY2(answer.error().message.contains(named), qPrintable(answer.error().message));
        QVERIFY(!answer.error().message.contains(u"h1dden"));
        QTest::qWait(30);
        QCOMPARE(server.connectionCount(), 0);
    }

    /// A desktop that has no answer has not said that there is no proxy.
    void noAnswerIsNoLeave_data()
    {
        QTest::addColumn<QList<QNetworkProxy>>("proxies");
        QTest::newRow("none at all") << QList<QNetworkProxy>();
        QTest::newRow("of another kind")
            << QList{QNetworkProxy(QNetworkProxy::FtpCachingProxy, u"127.0.0.1"_s, 1)};
    }

    void noAnswerIsNoLeave()
    {
        QFETCH(const QList<QNetworkProxy>, proxies);
        PracticeTokenServer server;
        HttpClient client(10s, nullptr, [&](const QUrl &) { return proxies; });
        client.prepare(near(server), server.caFile());
        VERIFY_FAILED(await(client.send(requestTo(near(server), server.caFile())).answer),
                      ErrorKind::Proxy);
        QTest::qWait(30);
        QCOMPARE(server.connectionCount(), 0);
    }

    void aWrongLogin_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("http") << u"http://"_s << ErrorKind::Proxy;
        // Qt does not tell of a SOCKS proxy that refuses: the deadline does.
        QTest::newRow("socks5h") << u"socks5h://"_s << ErrorKind::Timeout;
    }

    void aWrongLogin()
    {
        QFETCH(const QString, scheme);
        QFETCH(const ErrorKind, kind);
        PracticeTokenServer server;
        TunnelProxy proxy;
        proxy.setLogin("me:right");
        qputenv("https_proxy", (scheme + u"me:wr0ng@"_s + proxy.address()).toUtf8());
        const auto answer = sendAndAwait(requestTo(near(server), server.caFile()), 2s);
        VERIFY_FAILED(answer, kind);
        QVERIFY(answer.error().message.contains(proxy.address()));
        QVERIFY(!answer.error().message.contains(u"wr0ng"));
        QCOMPARE(server.connectionCount(), 0);
    }
};

TEST_IN_PROGRAM(TestProxies)
#include "tst_proxies.moc"
