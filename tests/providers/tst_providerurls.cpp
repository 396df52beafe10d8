// SPDX-License-Identifier: MIT
#include "providers/Provider.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include "Waiting.h"

using namespace Tokenwright;

namespace {

QJsonObject parsed(const QByteArray &text)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("the test's own JSON is wrong: %s", qPrintable(error.errorString()));
    return document.object();
}

const QByteArray smallest = R"({"id":"x","name":"X",
    "environments":{"sandbox":{"tokenUrl":"https://example.com/token"}}})";

/// \a object with the value at a dotted path replaced; a null text removes it.
QJsonObject with(QJsonObject object, const QString &path, const QJsonValue &value)
{
    const qsizetype dot = path.indexOf(u'.');
    if (dot < 0)
        object.insert(path, value);
    else
        object.insert(path.left(dot),
                      with(object.value(path.left(dot)).toObject(), path.mid(dot + 1), value));
    return object;
}

} // namespace

/// Which URLs a provider may name, and what is made of them.
class tst_ProviderUrls : public QObject
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

void tst_ProviderUrls::tokenUrl_data()
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

void tst_ProviderUrls::tokenUrl()
{
    QFETCH(QString, url);
    QFETCH(bool, inFile);
    for (const auto &field :
         {u"environments.sandbox.tokenUrl"_qs, u"environments.sandbox.apiBaseUrl"_qs}) {
        const auto provider = Provider::fromJson(with(parsed(smallest), field, url));
        QCOMPARE(provider.has_value(), inFile);
        if (!inFile)
            QVERIFY(provider.error().message.contains(field));
    }
    QTEST(isAllowedTokenUrl(QUrl(url, QUrl::StrictMode)), "allowed");
}

void tst_ProviderUrls::origin_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("expected");
    QTest::newRow("https") << u"https://api.ebay.com/identity/v1/oauth2/token"_qs
                           << u"https://api.ebay.com:443"_qs;
    QTest::newRow("https, port") << u"https://api.ebay.com:443/x"_qs
                                 << u"https://api.ebay.com:443"_qs;
    QTest::newRow("other port") << u"https://api.ebay.com:8443"_qs
                                << u"https://api.ebay.com:8443"_qs;
    QTest::newRow("http") << u"http://localhost/token"_qs << u"http://localhost:80"_qs;
    QTest::newRow("http, port") << u"http://127.0.0.1:18080/t"_qs << u"http://127.0.0.1:18080"_qs;
    QTest::newRow("ipv6") << u"http://[::1]/t"_qs << u"http://[::1]:80"_qs;
    QTest::newRow("ipv6, port") << u"https://[2001:DB8::1]:444/t"_qs
                                << u"https://[2001:db8::1]:444"_qs;
    QTest::newRow("case") << u"HTTPS://API.Ebay.COM/x"_qs << u"https://api.ebay.com:443"_qs;
    QTest::newRow("user, query, fragment")
        << u"https://user:word@example.com/p?q=1#f"_qs << u"https://example.com:443"_qs;
}

void tst_ProviderUrls::origin()
{
    QFETCH(QString, url);
    QTEST(originOf(QUrl(url)), "expected");
}

void tst_ProviderUrls::variables_data()
{
    using Map = QMap<QString, QString>;
    QTest::addColumn<QString>("text");
    QTest::addColumn<Map>("values");
    QTest::addColumn<QString>("expected");
    const Map one{{u"tenant"_qs, u"acme"_qs}};
    QTest::newRow("one") << u"https://{tenant}.example.com"_qs << one
                         << u"https://acme.example.com"_qs;
    QTest::newRow("twice") << u"{tenant}/{tenant}"_qs << one << u"acme/acme"_qs;
    QTest::newRow("unknown stays") << u"{other}/{tenant}"_qs << one << u"{other}/acme"_qs;
    QTest::newRow("none") << u"plain"_qs << one << u"plain"_qs;
    QTest::newRow("no values") << u"{tenant}"_qs << Map() << u"{tenant}"_qs;
    QTest::newRow("case counts") << u"{Tenant}"_qs << one << u"{Tenant}"_qs;
    // what somebody enters is data, not a template, whichever name comes first
    QTest::newRow("value like a variable")
        << u"{a}/{b}"_qs << Map{{u"a"_qs, u"{b}"_qs}, {u"b"_qs, u"{a}"_qs}} << u"{b}/{a}"_qs;
    QTest::newRow("nothing is encoded") << u"{a}"_qs << Map{{u"a"_qs, u"x y%/"_qs}} << u"x y%/"_qs;
}

void tst_ProviderUrls::variables()
{
    using Map = QMap<QString, QString>;
    QFETCH(QString, text);
    QFETCH(Map, values);
    QTEST(substituteVariables(text, values), "expected");
}

QTEST_APPLESS_MAIN(tst_ProviderUrls)
#include "tst_providerurls.moc"
