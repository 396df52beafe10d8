// SPDX-License-Identifier: MIT
#include "Origin.h"
#include "Provider.h"
#include "ProviderJson.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include "TestProgram.h"
#include "Waiting.h"

using namespace Tokenwright;

/// Which URLs a provider may name, and what is made of them.
class TestProviderUrls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokenUrl_data();
    void tokenUrl();
    void origin_data();
    void origin();
    void variables_data();
    void variables();
};

void TestProviderUrls::tokenUrl_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("inFile");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *url, bool inFile, bool allowed) {
        QTest::newRow(url) << QString::fromUtf8(url) << inFile << allowed;
    };
    row("https://example.com/token", true, true);
    row("https://example.com:8443/token?x=1", true, true);
    row("HTTPS://EXAMPLE.COM/token", true, true);
    row("https://[2001:db8::1]/token", true, true);
    row("http://127.0.0.1:8080/token", true, true);
    row("http://localhost/token", true, true);
    row("http://LOCALHOST/token", true, true);
    row("http://[::1]:9000/token", true, true);
    row("http://example.com/token", false, false);
    row("http://localhost.example.com/token", false, false);
    row("http://127.0.0.1.example.com/token", false, false);
    row("http://127.0.0.1@example.com/token", false, false);
    row("http://[2001:db8::1]/token", false, false);
    row("http://192.168.0.1/token", false, false);
    row("http://0.0.0.0/token", false, false);
    row("ftp://example.com/token", false, false);
    row("file:///etc/passwd", false, false);
    row("//example.com/token", false, false);
    row("/token", false, false);
    row("example.com/token", false, false);
    row("https://", false, false);
    row("https:///token", false, false);
    row("javascript:alert(1)", false, false);
    row("https://exa mple.com/token", false, false);
    // what only the variables' values decide is looked at when they are known
    row("https://{tenant}.example.com/token", true, false);
    row("https://{host}/token", true, false);
    row("{tokenUrl}", true, false);
    row("{base}/token", true, false);
    row("http://{host}/token", false, false);
    row("http://{tenant}.example.com/token", false, false);
}

void TestProviderUrls::tokenUrl()
{
    QFETCH(QString, url);
    QFETCH(bool, inFile);
    for (const auto &field :
         {u"environments.sandbox.tokenUrl"_s, u"environments.sandbox.apiBaseUrl"_s}) {
        const auto provider = Provider::fromJson(with(parsed(smallest), field, url));
        QCOMPARE(provider.has_value(), inFile);
        if (!inFile)
            QVERIFY(provider.error().message.contains(field));
    }
    QTEST(isAllowedTokenUrl(QUrl(url, QUrl::StrictMode)), "allowed");
}

void TestProviderUrls::origin_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("expected");
    QTest::newRow("https") << u"https://api.ebay.com/identity/v1/oauth2/token"_s
                           << u"https://api.ebay.com:443"_s;
    QTest::newRow("https, port") << u"https://api.ebay.com:443/x"_s
                                 << u"https://api.ebay.com:443"_s;
    QTest::newRow("other port") << u"https://api.ebay.com:8443"_s << u"https://api.ebay.com:8443"_s;
    QTest::newRow("http") << u"http://localhost/token"_s << u"http://localhost:80"_s;
    QTest::newRow("http, port") << u"http://127.0.0.1:18080/t"_s << u"http://127.0.0.1:18080"_s;
    QTest::newRow("ipv6") << u"http://[::1]/t"_s << u"http://[::1]:80"_s;
    QTest::newRow("ipv6, port") << u"https://[2001:DB8::1]:444/t"_s
                                << u"https://[2001:db8::1]:444"_s;
    QTest::newRow("case") << u"HTTPS://API.Ebay.COM/x"_s << u"https://api.ebay.com:443"_s;
    QTest::newRow("user, query, fragment")
        << u"https://user:word@example.com/p?q=1#f"_s << u"https://example.com:443"_s;
}

void TestProviderUrls::origin()
{
    QFETCH(QString, url);
    QTEST(originOf(QUrl(url)), "expected");
}

void TestProviderUrls::variables_data()
{
    using Map = QMap<QString, QString>;
    QTest::addColumn<QString>("text");
    QTest::addColumn<Map>("values");
    QTest::addColumn<QString>("expected");
    const Map one{{u"tenant"_s, u"acme"_s}};
    QTest::newRow("one") << u"https://{tenant}.example.com"_s << one
                         << u"https://acme.example.com"_s;
    QTest::newRow("twice") << u"{tenant}/{tenant}"_s << one << u"acme/acme"_s;
    QTest::newRow("unknown stays") << u"{other}/{tenant}"_s << one << u"{other}/acme"_s;
    QTest::newRow("none") << u"plain"_s << one << u"plain"_s;
    QTest::newRow("no values") << u"{tenant}"_s << Map() << u"{tenant}"_s;
    QTest::newRow("case counts") << u"{Tenant}"_s << one << u"{Tenant}"_s;
    // what somebody enters is data, not a template, whichever name comes first
    QTest::newRow("value like a variable")
        << u"{a}/{b}"_s << Map{{u"a"_s, u"{b}"_s}, {u"b"_s, u"{a}"_s}} << u"{b}/{a}"_s;
    QTest::newRow("nothing is encoded") << u"{a}"_s << Map{{u"a"_s, u"x y%/"_s}} << u"x y%/"_s;
}

void TestProviderUrls::variables()
{
    using Map = QMap<QString, QString>;
    QFETCH(QString, text);
    QFETCH(Map, values);
    QTEST(substituteVariables(text, values), "expected");
}

TEST_IN_PROGRAM(TestProviderUrls)
#include "tst_providerurls.moc"
