// SPDX-License-Identifier: MIT
#include "ProxyEnvironment.h"

#include <QNetworkProxy>
#include <QProcessEnvironment>
#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

/// What the variables say, beside what curl does with them. The expected values are what curl 7.88
/// and 8.14 did before a proxy that printed what it was asked; where they differ, or where their
/// manual says otherwise, the row says so.
class TestProxyEnvironment : public QObject
{
    Q_OBJECT

private:
    static QString chosen(const QString &url, const QStringList &variables)
    {
        QProcessEnvironment environment;
        for (const QString &variable : variables)
            environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
        const auto result = proxyFromEnvironment(QUrl(url), environment);
        if (!result)
            return u"error"_s;
        if (!*result)
            return u"desktop"_s;
        const QNetworkProxy &proxy = **result;
        if (proxy.type() == QNetworkProxy::NoProxy)
            return u"direct"_s;
        const bool looksUp = proxy.capabilities() & QNetworkProxy::HostNameLookupCapability;
        QString text = proxy.type() == QNetworkProxy::HttpProxy ? u"http"_s
            : looksUp                                           ? u"socks5h"_s
                                                                : u"socks5"_s;
        text += u" %1 %2"_s.arg(proxy.hostName()).arg(proxy.port());
        if (!proxy.user().isEmpty() || !proxy.password().isEmpty())
            text += u" %1:%2"_s.arg(proxy.user(), proxy.password());
        return text;
    }

private Q_SLOTS:
    void whichVariableCounts_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QStringList>("variables");
        QTest::addColumn<QString>("expected");
        const QString https = u"https://token.example/t"_s;
        const QString http = u"http://token.example/t"_s;
        const QString first = u"http first.example 3128"_s;
        const auto row = [](const char *name, const QString &url, const QStringList &variables,
                            const QString &expected) {
            QTest::newRow(name) << url << variables << expected;
        };
        const auto set = [](const QString &name) { return name + u"=http://first.example:3128"; };
        const auto also = [](const QString &name) { return name + u"=http://second.example:80"; };
        row("nothing", https, {}, u"desktop"_s);
        row("https_proxy", https, {set(u"https_proxy"_s)}, first);
        row("HTTPS_PROXY", https, {set(u"HTTPS_PROXY"_s)}, first);
        row("all_proxy", https, {set(u"all_proxy"_s)}, first);
        row("ALL_PROXY", https, {set(u"ALL_PROXY"_s)}, first);
        row("http_proxy is not for https", https, {set(u"http_proxy"_s)}, u"desktop"_s);
        row("HTTP_PROXY is not for https", https, {set(u"HTTP_PROXY"_s)}, u"desktop"_s);
        row("http_proxy", http, {set(u"http_proxy"_s)}, first);
        row("HTTP_PROXY is for nothing", http, {set(u"HTTP_PROXY"_s)}, u"desktop"_s);
        row("https_proxy is not for http", http, {set(u"https_proxy"_s)}, u"desktop"_s);
        row("all_proxy for http", http, {set(u"all_proxy"_s)}, first);
        row("lower case first", https, {also(u"HTTPS_PROXY"_s), set(u"https_proxy"_s)}, first);
        row("lower case of all first", https, {also(u"ALL_PROXY"_s), set(u"all_proxy"_s)}, first);
        row("its own before all", https, {also(u"all_proxy"_s), set(u"HTTPS_PROXY"_s)}, first);
        row("empty is unset", https, {u"https_proxy="_s, set(u"HTTPS_PROXY"_s)}, first);
        row("empty is unset, all", https,
            {u"https_proxy="_s, u"HTTPS_PROXY="_s, u"all_proxy="_s, set(u"ALL_PROXY"_s)}, first);
        row("all empty", https, {u"https_proxy="_s, u"all_proxy="_s}, u"desktop"_s);
        row("a bad one is not passed by", https,
            {u"https_proxy=ftp://first.example"_s, set(u"all_proxy"_s)}, u"error"_s);
        row("a bad one that is not needed", https,
            {u"https_proxy=ftp://first.example"_s, u"no_proxy=token.example"_s}, u"direct"_s);
        row("NO_PROXY", https, {set(u"https_proxy"_s), u"NO_PROXY=token.example"_s}, u"direct"_s);
        row("empty no_proxy is unset", https,
            {set(u"https_proxy"_s), u"no_proxy="_s, u"NO_PROXY=token.example"_s}, u"direct"_s);
        row("no_proxy before NO_PROXY", https,
            {set(u"https_proxy"_s), u"no_proxy=other"_s, u"NO_PROXY=token.example"_s}, first);
    }

    void whichVariableCounts()
    {
        QFETCH(const QString, url);
        QFETCH(const QStringList, variables);
        QFETCH(const QString, expected);
        QCOMPARE(chosen(url, variables), expected);
    }

    void values_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *value, const char *expected) {
            QTest::newRow(value) << QString::fromUtf8(value) << QString::fromUtf8(expected);
        };
        row("127.0.0.1:3128", "http 127.0.0.1 3128");
        row("127.0.0.1", "http 127.0.0.1 1080");
        row("proxy.example", "http proxy.example 1080");
        row("localhost:3128", "http localhost 3128");
        row("none", "http none 1080");
        row("http://127.0.0.1", "http 127.0.0.1 1080");
        row("http://127.0.0.1:", "http 127.0.0.1 1080");
        row("http://127.0.0.1:3128/", "http 127.0.0.1 3128");
        row("http://127.0.0.1:3128/path", "http 127.0.0.1 3128");
        row("http://127.0.0.1:3128?x=1", "http 127.0.0.1 3128");
        row("http://127.0.0.1:3128#x", "http 127.0.0.1 3128");
        row("127.0.0.1:3128/path", "http 127.0.0.1 3128");
        row("HTTP://127.0.0.1:3128", "http 127.0.0.1 3128");
        row("http:/127.0.0.1:3128", "http 127.0.0.1 3128");
        row("http:///127.0.0.1:3128", "http 127.0.0.1 3128");
        row("http://%31%32%37.0.0.1:3128", "http 127.0.0.1 3128");
        row("http://127.1:3128", "http 127.0.0.1 3128");
        row("http://2130706433:3128", "http 127.0.0.1 3128");
        row("[::1]:3128", "http ::1 3128");
        row("http://[::1]:3128", "http ::1 3128");
        row("http://[::1]", "http ::1 1080");
        row("socks5://127.0.0.1:3128", "socks5 127.0.0.1 3128");
        row("socks5://127.0.0.1", "socks5 127.0.0.1 1080");
        row("SOCKS5://127.0.0.1:3128", "socks5 127.0.0.1 3128");
        row("socks5h://127.0.0.1:3128", "socks5h 127.0.0.1 3128");
        row("socks5h://127.0.0.1:3128/", "socks5h 127.0.0.1 3128");
        row("http://user:pass@127.0.0.1:3128", "http 127.0.0.1 3128 user:pass");
        row("http://user:pass@127.0.0.1:3128/", "http 127.0.0.1 3128 user:pass");
        row("user:pass@127.0.0.1:3128", "http 127.0.0.1 3128 user:pass");
        row("socks5h://user:pass@127.0.0.1:3128", "socks5h 127.0.0.1 3128 user:pass");
        row("http://us%40er:p%3Ass%20w@127.0.0.1:3128", "http 127.0.0.1 3128 us@er:p:ss w");
        row("socks5h://u%20r:p%25@127.0.0.1:3128", "socks5h 127.0.0.1 3128 u r:p%");
        row("http://user@127.0.0.1:3128", "http 127.0.0.1 3128 user:");
        row("http://user:@127.0.0.1:3128", "http 127.0.0.1 3128 user:");
        row("http://:pass@127.0.0.1:3128", "http 127.0.0.1 3128 :pass");
        row("http://user:p:ss@127.0.0.1:3128", "http 127.0.0.1 3128 user:p:ss");
        row("http://u%ser:p@127.0.0.1:3128", "http 127.0.0.1 3128 u%ser:p");
        row("http://münch:pä@127.0.0.1:3128", "http 127.0.0.1 3128 münch:pä");
        // what curl can, and Qt cannot
        row("https://127.0.0.1:3128", "error");
        row("https://127.0.0.1", "error");
        row("socks4://127.0.0.1:3128", "error");
        row("socks4a://127.0.0.1:3128", "error");
        row("socks://127.0.0.1:3128", "error");
        // what curl refuses
        row("ftp://127.0.0.1:3128", "error");
        row("quic://127.0.0.1:3128", "error");
        row("direct://", "error");
        row("//127.0.0.1:3128", "error");
        row("socks5:127.0.0.1:3128", "error");
        row("http://user:p@ss@127.0.0.1:3128", "error");
        row("http://user:pa/ss@127.0.0.1:3128", "error");
        row("http://user:pa#ss@127.0.0.1:3128", "error");
        row("http://user:pa?ss@127.0.0.1:3128", "error");
        row("http://us er:pa ss@127.0.0.1:3128", "error");
        row("http://us%00er:p@127.0.0.1:3128", "error");
        row(" http://127.0.0.1:3128", "error");
        row("http://127.0.0.1:3128 ", "error");
        row("\thttp://127.0.0.1:3128", "error");
        row(" ", "error");
        row("http://127.0.0.1:0", "error");
        row("http://127.0.0.1:99999", "error");
        row("http://127.0.0.1:99999999999999999999", "error");
        row("http://127.0.0.1:abc", "error");
        row("http://127.0.0.1:3128:80", "error");
        row("http://", "error");
        row("http://:3128", "error");
        row("::1", "error");
        row("\"http://127.0.0.1:3128\"", "error");
    }

    void values()
    {
        QFETCH(const QString, value);
        QFETCH(const QString, expected);
        QCOMPARE(chosen(u"https://token.example/t"_s, {u"https_proxy="_s + value}), expected);
    }

    void exceptions_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("list");
        QTest::addColumn<bool>("isDirect");
        QString url = u"https://token.example/t"_s;
        const auto row = [&url](const char *list, bool isDirect) {
            QTest::addRow("%s for %s", list, qPrintable(url))
                << url << QString::fromUtf8(list) << isDirect;
        };
        row("*", true);
        row(" * ", false);
        row("*,x", false);
        row("x,*", false);
        row("x *", false);
        row("token.example", true);
        row("TOKEN.EXAMPLE", true);
        row("example", true);
        row(".example", true);
        row("..example", false);
        row("ample", false);
        row("oken.example", false);
        row("*.example", false);
        row("tok*", false);
        row("token.example.", true);
        row("example.", true);
        row(".token.example", true);
        row("token.example:443", false);
        row("token.example:8443", false);
        row("token.example/", false);
        row("https://token.example", false);
        row("\"token.example\"", false);
        row("other", false);
        row("other,token.example", true);
        row("other, token.example", true);
        row("other ,token.example", true);
        row(",token.example", true);
        row(",,  token.example,", true);
        row(" token.example ", true);
        row("other token.example", true); // 7.88; newer ones want a comma
        row("other\ttoken.example", true); // the same
        row("other;token.example", false);
        row("other|token.example", false);
        row("10.0.0.0/8", false);
        url = u"https://TOKEN.Example/"_s;
        row("token.example", true);
        url = u"https://token.example./"_s;
        row("token.example", true);
        row("token.example.", true);
        row("example", true);
        url = u"https://token.example:8443/"_s;
        row("token.example", true);
        row("token.example:8443", false);
        url = u"https://example/"_s;
        row("example", true);
        row(".example", true);
        url = u"https://badexample/"_s;
        row("example", false);
        url = u"https://b.example/"_s;
        row("a.b.example", false);
        url = u"https://münchen.example/"_s;
        row("xn--mnchen-3ya.example", true); // as the name goes over the wire
        url = u"https://10.1.2.3/"_s;
        row("10.1.2.3", true);
        row("10.1.2.3:443", false);
        row("10.1.2.4", false);
        row("10.", false);
        row("10.*", false);
        row("10", false);
        row("2.3", false);
        row(".2.3", false);
        row(".10.1.2.3", false);
        row("10.0.0.0/8", true);
        row("10.1.2.0/24", true);
        row("10.1.2.0/23", true);
        row("10.1.3.0/24", false);
        row("10.1.2.3/32", true);
        row("10.1.2.3/33", false);
        row("10.1.2.4/31", false);
        row("10.1.2.2/31", true);
        row("10/8", false);
        row("10.0.0.0/-1", false);
        row("192.168.0.0/16,10.0.0.0/8", true);
        row("10.0.0.0/8 ", true);
        row("fe80::/10", false);
        url = u"https://10.1.2.3:8443/"_s;
        row("10.1.2.3", true);
        row("10.1.2.3:8443", false);
        url = u"https://[fe80::1]/"_s;
        row("fe80::1", true);
        row("FE80::1", true);
        row("[fe80::1]", false);
        row("fe81::/16", false);
        row("fe80::1/129", false);
        row("10.0.0.0/8", false);
        // as the manual says; neither version does it
        row("fe80::/10", true);
        row("fe80::1/128", true);
        url = u"https://[2001:DB8::5]/"_s;
        row("2001:db8::5", true);
        row("2001:db8::/32", true); // the same
    }

    void exceptions()
    {
        QFETCH(const QString, url);
        QFETCH(const QString, list);
        QFETCH(const bool, isDirect);
        const QString proxy = u"http://proxy.example:3128"_s;
        QCOMPARE(chosen(url, {u"https_proxy="_s + proxy, u"no_proxy="_s + list}),
                 isDirect ? u"direct"_s : u"http proxy.example 3128"_s);
        // not even the desktop's is used where none is wanted
        QCOMPARE(chosen(url, {u"no_proxy="_s + list}), isDirect ? u"direct"_s : u"desktop"_s);
    }

    void errorsNameTheVariableWithoutItsPassword_data()
    {
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *variable, const char *value, const char *shown) {
            QTest::newRow(value) << QString::fromUtf8(variable) << QString::fromUtf8(value)
                                 << QString::fromUtf8(shown);
        };
        row("https_proxy", "socks4://me:h1dden@p.example:1", "socks4://•••@p.example:1");
        row("HTTPS_PROXY", "https://me:h1dden@p.example", "https://•••@p.example");
        row("all_proxy", "ftp://h1dden@p.example", "ftp://•••@p.example");
        row("ALL_PROXY", "http://me:h1d/den@p.example", "http://•••@p.example");
        row("https_proxy", "http://me:h1@dden@p.example:1", "http://•••@p.example:1");
        row("https_proxy", "me:h1dden@p.example:x", "•••@p.example:x");
        row("https_proxy", "me:h1 dden@p.example", "•••@p.example");
        row("https_proxy", "http://p.exam\nple", "http://p.exam ple");
        row("https_proxy", "ftp://p.example", "ftp://p.example");
    }

    void errorsNameTheVariableWithoutItsPassword()
    {
        QFETCH(const QString, variable);
        QFETCH(const QString, value);
        QFETCH(const QString, shown);
        QProcessEnvironment environment;
        environment.insert(variable, value);
        const auto result = proxyFromEnvironment(QUrl(u"https://token.example/"_s), environment);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Proxy);
        const QString message = result.error().message;
        QVERIFY2(message.contains(variable), qPrintable(message));
        QVERIFY2(message.contains(shown), qPrintable(message));
        QVERIFY2(!message.contains(u"h1d") && !message.contains(u"den@"), qPrintable(message));
    }
};

TEST_IN_PROGRAM(TestProxyEnvironment)
#include "tst_proxyenvironment.moc"
