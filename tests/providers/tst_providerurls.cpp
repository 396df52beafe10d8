// SPDX-License-Identifier: MIT
#include "Origin.h"
#include "Provider.h"
#include "ProviderJson.h"
#include "UrlTemplate.h"

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
    void places_data();
    void places();
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

/// A value fills its place in a URL and never changes what stands around it.
void TestProviderUrls::places_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("good");
    QTest::addColumn<QStringList>("bad"); ///< Each with what is wrong with it, after a blank.
    const auto row = [](const char *text, const QStringList &good, const QStringList &bad) {
        QTest::newRow(text) << QString::fromUtf8(text) << good << bad;
    };
    const QStringList notInHosts{
        u"evil.example/ /"_s,
        u"evil.example/a /"_s,
        u"evil.example?a ?"_s,
        u"evil.example# #"_s,
        u"me@evil.example @"_s,
        u"me:pw@e :"_s,
        u"e:443 :"_s,
        u"evil.example\\a \\"_s,
        u"evil%2fa %"_s,
        u"a\tb \t"_s,
        u"a\u00a0b \u00a0"_s,
        u"a\u200bb \u200b"_s,
        // what IDNA makes dots, slashes and the like of (UTS 46)
        u"evil.example\uff0fa \uff0f"_s,
        u"evil\uff1fa \uff1f"_s,
        u"evil\uff20a \uff20"_s,
        u"evil\u3002example \u3002"_s,
        u"evil\uff0eexample \uff0e"_s,
        u"evil\uff61example \uff61"_s,
        u"evil\u2100 \u2100"_s,
    };
    row("https://{t}.example.com/token", {u"acme"_s, u"a-b_c.9"_s, u"m\u00fcller"_s}, notInHosts);
    row("https://login.{t}/token", {u"acme.de"_s}, notInHosts);
    row("https://{t}:8443/token", {u"acme.de"_s}, notInHosts);
    row("https://example.com:{t}/token", {u"8443"_s}, notInHosts);
    row("https://{t}@example.com/token", {u"me"_s}, notInHosts);
    row("{t}://example.com/token", {u"https"_s}, notInHosts);
    row("{t}.example.com/token", {u"acme"_s}, {u"https://evil/ :"_s});
    const QStringList notInPaths{u"a?b ?"_s,       u"a#b #"_s,     u"a\\b \\"_s,
                                 u".. .."_s,       u"a/../b .."_s, u"%2E%2e/b .."_s,
                                 u"a%2f../b .."_s, u"./b ."_s,     u"a\nb \n"_s};
    row("https://example.com/{t}/token", {u"acme"_s, u"a/b"_s, u"a..b"_s, u"a@b:c;d&e=f%20"_s},
        notInPaths);
    row("{apiBaseUrl}/{t}/me", {u"acme"_s, u"a@b"_s}, notInPaths);
    // the whole host is the value's to say, with port and path
    for (const char *text : {"https://{t}/token", "https://{t}"}) {
        row(text, {u"acme.de"_s, u"acme.de:8443/auth"_s, u"[::1]:9000"_s},
            QStringList{u"me@evil.example @"_s, u"evil?x ?"_s, u"evil# #"_s, u"e\u3002de \u3002"_s,
                        u"acme.de/../x .."_s, u"acme.de/x?y ?"_s, u"evil\\ \\"_s});
    }
    row("https://example.com/token?a={t}&b=1", {u"acme"_s, u"/?:@"_s},
        {u"x&client_id=y &"_s, u"x# #"_s});
    row("{t}/token", {u"https://acme.de/a"_s},
        {u"https://evil.example?x= ?"_s, u"https://e/# #"_s});
    row("{t}", {u"https://acme.de/a?b=c"_s, u"https://me@evil.example/#x"_s}, {});
    row("https://example.com/", {u"e/?#@:\\"_s}, {}); // it does not stand there
    row("https://{t}.example.com/{t}/", {u"acme"_s}, {u"a/b /"_s});
}

void TestProviderUrls::places()
{
    QFETCH(QString, text);
    QFETCH(QStringList, good);
    QFETCH(QStringList, bad);
    for (const QString &value : good)
        QCOMPARE(leavesItsPlace(text, u"t"_s, value), QString());
    for (const QString &line : bad) {
        const qsizetype blank = line.lastIndexOf(u' ');
        QCOMPARE(leavesItsPlace(text, u"t"_s, line.first(blank)), line.sliced(blank + 1));
    }
}

TEST_IN_PROGRAM(TestProviderUrls)
#include "tst_providerurls.moc"
