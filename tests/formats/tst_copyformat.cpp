// SPDX-License-Identifier: MIT
#include "CopyFormat.h"
#include "Quoting.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QStandardPaths>
#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

namespace {

Provider practiceProvider()
{
    Provider provider;
    provider.id = u"practice"_s;
    provider.environments.append({.id = u"sandbox"_s,
                                  .name = u"Sandbox"_s,
                                  .production = false,
                                  .tokenUrl = u"https://{tenant}.example.com/token"_s,
                                  .apiBaseUrl = u"https://{tenant}.example.com/v1?a=b&c=d"_s,
                                  .caCertificates = {},
                                  .credentialHints = {}});
    return provider;
}

CredentialSet practiceSet()
{
    CredentialSet set;
    set.environment = u"sandbox"_s;
    set.variables.insert(u"tenant"_s, u"acme"_s);
    return set;
}

AccessToken tokenOf(const QByteArray &bytes)
{
    return {.value = Secret(QByteArray(bytes)),
            .lifetime = {},
            .fingerprint = {},
            .scope = {},
            .unknownFields = {}};
}

QByteArray rendered(const char *id, const CopySource &source)
{
    return copyFormat(QString::fromLatin1(id))->render(source).value().reveal().toByteArray();
}

QByteArray printableAscii()
{
    QByteArray all;
    for (char c = 0x20; c < 0x7f; ++c)
        all.append(c);
    return all;
}

/// What bash makes of \a script.
QByteArray outputOfBash(const QByteArray &script)
{
    QProcess bash;
    bash.start(u"bash"_s, {u"-c"_s, QString::fromUtf8(script)});
    return bash.waitForFinished(10'000) && bash.exitCode() == 0 ? bash.readAllStandardOutput()
                                                                : QByteArray("bash failed");
}

} // namespace

class TestCopyFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void table();
    void standingHeaders_data();
    void standingHeaders();
    void standingHeadersNeedThePair();
    void theAnswersApi();
    void whereACallMayLead_data();
    void whereACallMayLead();
    void header_data();
    void header();
    void tokenAlone();
    void curl();
    void curlUrl_data();
    void curlUrl();
    void shellKeepsEverything_data();
    void shellKeepsEverything();
    void curlLineInAShell();
    void otherForms_data();
    void otherForms();
    void json();
    void basic_data();
    void basic();
    void powerShellQuotes_data();
    void powerShellQuotes();
    void lineEndsAreRefused_data();
    void lineEndsAreRefused();
    void urlsAreOneWord();
};

void TestCopyFormat::table()
{
    QVERIFY(!copyFormats().empty());
    QCOMPARE(QByteArray(copyFormats().front().id), QByteArray("header"));
    QSet<QString> ids;
    QSet<QString> labels;
    for (const CopyFormat &format : copyFormats()) {
        ids.insert(QString::fromLatin1(format.id));
        labels.insert(format.translatedLabel());
        QVERIFY(!format.translatedLabel().isEmpty() && !format.translatedNoun().isEmpty());
        QVERIFY(format.write);
        QCOMPARE(copyFormat(QString::fromLatin1(format.id)), &format);
    }
    QCOMPARE(ids.size(), qsizetype(copyFormats().size()));
    QCOMPARE(labels.size(), qsizetype(copyFormats().size()));
    QVERIFY(!copyFormat(u"nothing"_s));
    QVERIFY(!copyFormat({}));
    QVERIFY(!copyFormat(u"HEADER"_s));
}

void TestCopyFormat::standingHeaders_data()
{
    QTest::addColumn<QByteArray>("expected");
    const char *const url = "https://acme.example.com/v1?a=b&c=d";
    QTest::newRow("header") << QByteArray("Authorization: Bearer practice");
    QTest::newRow("token") << QByteArray("practice");
    QTest::newRow("curl") << QByteArray(
                                 "curl -H 'Authorization: Bearer practice' -H 'Client-Id: the-id' "
                                 "-H 'X-Gate: it'\\''s one' -H 'X-Tenant: acme' '")
            + url + "'";
    QTest::newRow("httpie") << QByteArray("http --auth-type=bearer --auth='practice' GET '") + url
            + "' 'Client-Id:the-id' 'X-Gate:it'\\''s one' 'X-Tenant:acme'";
    QTest::newRow("http") << QByteArray("GET ") + url
            + "\nAuthorization: Bearer practice\nClient-Id: the-id\nX-Gate: it's one\n"
              "X-Tenant: acme\n";
    QTest::newRow("powershell") << QByteArray("Invoke-RestMethod -Uri '") + url
            + "' -Headers @{ 'Authorization' = 'Bearer practice'; 'Client-Id' = 'the-id'; "
              "'X-Gate' = 'it''s one'; 'X-Tenant' = 'acme' }";
    QTest::newRow("fetch") << QByteArray("await fetch(\"") + url
            + "\", { headers: { \"Authorization\": \"Bearer practice\", \"Client-Id\": \"the-id\", "
              "\"X-Gate\": \"it's one\", \"X-Tenant\": \"acme\" } })";
}

/// What stands in every call at this provider, and one that is empty and so left out.
static Provider providerWithHeaders()
{
    Provider provider = practiceProvider();
    provider.variables = {{.name = u"none"_s, .label = {}, .pattern = {}, .defaultValue = {}}};
    provider.useToken.headers = {{u"Client-Id"_s, u"{client_id}"_s},
                                 {u"X-Gate"_s, u"{secret:gate}"_s},
                                 {u"X-Tenant"_s, u"{tenant}"_s},
                                 {u"X-None"_s, u"{none}"_s}};
    return provider;
}

void TestCopyFormat::standingHeaders()
{
    QFETCH(const QByteArray, expected);
    const Provider provider = providerWithHeaders();
    const CredentialSet set = practiceSet();
    const AccessToken token = tokenOf("practice");
    ClientCredentials pair;
    pair.clientId = u"the-id"_s;
    pair.parameters.insert(u"gate"_s, Secret::fromText(u"it's one"_s));
    QCOMPARE(rendered(QTest::currentDataTag(),
                      {.provider = provider, .set = set, .token = &token, .credentials = &pair}),
             expected);
}

void TestCopyFormat::standingHeadersNeedThePair()
{
    const Provider plain = practiceProvider();
    const Provider provider = providerWithHeaders();
    Provider open = practiceProvider();
    open.useToken.headers = {{u"X-Tenant"_s, u"{tenant}"_s}};
    const QSet<QByteArray> calls{"curl", "httpie", "http", "powershell", "fetch"};
    const CredentialSet set = practiceSet();
    const AccessToken token = tokenOf("practice");
    for (const CopyFormat &format : copyFormats()) {
        const bool isPair = format.needs == CopyFormat::Needs::Pair;
        const auto needsPair = [&](const Provider &at) {
            return format.needsPair({.provider = at, .set = set, .token = &token});
        };
        QCOMPARE(needsPair(plain), isPair);
        QCOMPARE(needsPair(open), isPair);
        QCOMPARE(needsPair(provider), isPair || calls.contains(format.id));
    }
    // a secret that is not there, and one that no header can hold
    ClientCredentials pair;
    for (const char *value : {"", "a\r\nX-Other: b"}) {
        if (*value)
            pair.parameters.insert(u"gate"_s, Secret(QByteArray(value)));
        const CopySource source{
            .provider = provider, .set = set, .token = &token, .credentials = &pair};
        const auto text = copyFormat(u"curl"_s)->render(source);
        QVERIFY(!text);
        const QString words = text.error().message;
        QVERIFY2(words.contains(u"X-Gate"), qPrintable(words));
        QVERIFY(!words.contains(u"X-Other"));
        QVERIFY(!callHeaderLines(source));
    }
}

/// Where the answer says that its token is used goes before the file's.
void TestCopyFormat::theAnswersApi()
{
    const Provider provider = practiceProvider();
    const CredentialSet set = practiceSet();
    AccessToken token = tokenOf("practice");
    token.apiBaseUrl = u"https://own.example.com"_s;
    QCOMPARE(rendered("curl", {.provider = provider, .set = set, .token = &token}),
             QByteArray("curl -H 'Authorization: Bearer practice' 'https://own.example.com'"));
}

void TestCopyFormat::whereACallMayLead_data()
{
    QTest::addColumn<QString>("api");
    QTest::addColumn<QString>("told");
    QTest::addColumn<QString>("agreed");
    QTest::addColumn<bool>("needsPair");
    QTest::addColumn<ErrorKind>("problem"); // Cancelled: none
    const auto row = [](const char *name, const char *api, const char *told, const char *agreed,
                        bool needsPair, ErrorKind problem = ErrorKind::Cancelled) {
        QTest::newRow(name) << QString::fromLatin1(api) << QString::fromLatin1(told)
                            << QString::fromLatin1(agreed) << needsPair << problem;
    };
    const auto moved = ErrorKind::ApiMoved;
    const char *const api = "https://api.example.net/v1";
    const char *const origin = "https://api.example.net:443";
    row("where the token is from", "https://acme.example.com/v1", "", "", false);
    row("with its port", "https://acme.example.com:443/v1", "", "", false);
    row("nowhere", "", "", "", false);
    row("where it was agreed to", api, "", origin, true);
    row("a path of there", "https://api.example.net/other", "", origin, true);
    row("nobody has agreed", api, "", "", true, moved);
    row("another was agreed to", api, "", "https://older.example.net:443", true, moved);
    row("another port", "https://api.example.net:8443/v1", "", origin, true, moved);
    row("a longer host", "https://api.example.net.evil.example/v1", "", origin, true, moved);
    row("a login in front", "https://api.example.net@evil.example/v1", "", origin, true, moved);
    row("another port of the token's", "https://acme.example.com:8443/v1", "", "", true, moved);
    row("the answer's", "https://evil.example/v1", "https://own.example.net", "", false);
    row("in clear", "http://api.example.net/v1", "", "", true, ErrorKind::Configuration);
    row("in clear, agreed", "http://api.example.net/v1", "", "http://api.example.net:80", true,
        ErrorKind::Configuration);
    row("no URL", "api.example.net", "", origin, true, ErrorKind::Configuration);
}

/// Whoever runs what was copied sends the token where we have written.
void TestCopyFormat::whereACallMayLead()
{
    QFETCH(const QString, api);
    QFETCH(const QString, told);
    QFETCH(const QString, agreed);
    QFETCH(const bool, needsPair);
    QFETCH(const ErrorKind, problem);
    Provider provider = practiceProvider();
    provider.environments[0].apiBaseUrl = api;
    const CredentialSet set = practiceSet();
    AccessToken token = tokenOf("practice");
    token.apiBaseUrl = told;
    ClientCredentials pair;
    pair.origin = u"https://acme.example.com:443"_s;
    pair.apiOrigin = agreed;
    int calls = 0;
    for (const CopyFormat &format : copyFormats()) {
        if (format.needs != CopyFormat::Needs::Token)
            continue;
        const CopySource withoutPair{.provider = provider, .set = set, .token = &token};
        const CopySource source{
            .provider = provider, .set = set, .token = &token, .credentials = &pair};
        QCOMPARE(format.needsPair(withoutPair), format.isCall && needsPair);
        const auto text = format.render(source);
        calls += format.isCall ? 1 : 0;
        QCOMPARE(text.has_value(), !format.isCall || problem == ErrorKind::Cancelled);
        if (text) // and nothing is written where nobody could tell
            QCOMPARE(format.render(withoutPair).has_value(), !format.needsPair(withoutPair));
        else
            QCOMPARE(text.error().kind, problem);
    }
    QCOMPARE(calls, 5);
}

void TestCopyFormat::header_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray ebay("v^1.1#i^1#p^1#I^3#f^0#r^0|practice/+==");
    QTest::newRow("bearer") << u"Authorization"_s << u"Bearer"_s << ebay
                            << QByteArray("Authorization: Bearer " + ebay);
    QTest::newRow("another scheme") << u"Authorization"_s << u"token"_s << QByteArray("practice")
                                    << QByteArray("Authorization: token practice");
    QTest::newRow("another header") << u"X-Api-Token"_s << QString() << QByteArray("practice")
                                    << QByteArray("X-Api-Token: practice");
    QTest::newRow("long") << u"Authorization"_s << u"Bearer"_s << QByteArray(8000, 't')
                          << QByteArray("Authorization: Bearer " + QByteArray(8000, 't'));
}

void TestCopyFormat::header()
{
    QFETCH(QString, name);
    QFETCH(QString, scheme);
    QFETCH(QByteArray, token);
    Provider provider = practiceProvider();
    provider.useToken = {.header = name, .scheme = scheme};
    const AccessToken access = tokenOf(token);
    const CredentialSet set = practiceSet();
    // byte for byte: no line end, and nothing of the answer's token_type
    QTEST(rendered("header", {.provider = provider, .set = set, .token = &access}), "expected");
}

void TestCopyFormat::tokenAlone()
{
    const Provider provider = practiceProvider();
    const CredentialSet set = practiceSet();
    const AccessToken token = tokenOf(printableAscii());
    QCOMPARE(rendered("token", {.provider = provider, .set = set, .token = &token}),
             printableAscii());
}

void TestCopyFormat::curl()
{
    const Provider provider = practiceProvider();
    const CredentialSet set = practiceSet();
    const AccessToken token = tokenOf("v^1.1#it's|practice");
    QCOMPARE(rendered("curl", {.provider = provider, .set = set, .token = &token}),
             QByteArray(R"(curl -H 'Authorization: Bearer v^1.1#it'\''s|practice')"
                        R"( 'https://acme.example.com/v1?a=b&c=d')"));
}

void TestCopyFormat::curlUrl_data()
{
    QTest::addColumn<QString>("ofSet");
    QTest::addColumn<QString>("ofProvider");
    QTest::addColumn<QByteArray>("url");
    QTest::newRow("the set's value")
        << u"acme"_s << u"common"_s << QByteArray("'https://acme.example.com/v1?a=b&c=d'");
    QTest::newRow("the provider's default")
        << QString() << u"common"_s << QByteArray("'https://common.example.com/v1?a=b&c=d'");
}

void TestCopyFormat::curlUrl()
{
    QFETCH(QString, ofSet);
    QFETCH(QString, ofProvider);
    QFETCH(QByteArray, url);
    Provider provider = practiceProvider();
    provider.variables.append(
        {.name = u"tenant"_s, .label = u"Tenant"_s, .pattern = {}, .defaultValue = ofProvider});
    CredentialSet set = practiceSet();
    set.variables.clear();
    if (!ofSet.isEmpty())
        set.variables.insert(u"tenant"_s, ofSet);
    const AccessToken token = tokenOf("practice");
    const QByteArray line = rendered("curl", {.provider = provider, .set = set, .token = &token});
    QCOMPARE(line.mid(line.lastIndexOf(' ') + 1), url);
}

void TestCopyFormat::shellKeepsEverything_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("every printable character") << printableAscii();
    QTest::newRow("backwards") << [] {
        QByteArray all = printableAscii();
        std::ranges::reverse(all);
        return all;
    }();
    for (char c = 0x20; c < 0x7f; ++c)
        QTest::addRow("character %d", int(c)) << QByteArray(3, c);
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("quotes only") << QByteArray("''''");
    QTest::newRow("an escape") << QByteArray("\\'\\\\''");
    QTest::newRow("expansions") << QByteArray("$HOME `id` $(id) ${x} !! ~ * ? [a] {a,b}");
    QTest::newRow("ends the word") << QByteArray("x'; echo gotcha; '");
    QTest::newRow("option") << QByteArray("-n");
    QTest::newRow("line ends") << QByteArray("a\nb\r\nc\t");
    QTest::newRow("non-ASCII") << QByteArray("gr\xc3\xbc\xc3\x9f \xf0\x9f\x94\x91");
}

void TestCopyFormat::shellKeepsEverything()
{
    if (QStandardPaths::findExecutable(u"bash"_s).isEmpty())
        QSKIP("There is no bash.");
    QFETCH(QByteArray, text);
    QCOMPARE(outputOfBash("printf '<%s>' " + quotedForShell(text)), '<' + text + '>');
}

void TestCopyFormat::curlLineInAShell()
{
    if (QStandardPaths::findExecutable(u"bash"_s).isEmpty())
        QSKIP("There is no bash.");
    const Provider provider = practiceProvider();
    const CredentialSet set = practiceSet();
    const AccessToken token = tokenOf(printableAscii());
    const QByteArray line = rendered("curl", {.provider = provider, .set = set, .token = &token});
    QCOMPARE(outputOfBash("curl() { printf '<%s>' \"$@\"; }; " + line),
             "<-H><Authorization: Bearer " + printableAscii()
                 + "><https://acme.example.com/v1?a=b&c=d>");
}

void TestCopyFormat::otherForms_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *id, const char *scheme, const char *expected) {
        QTest::newRow(id) << QString::fromLatin1(scheme) << QByteArray(expected);
    };
    row("http", "Bearer",
        "GET https://acme.example.com/v1?a=b&c=d\nAuthorization: Bearer v^1#i's|\n");
    row("httpie", "Bearer",
        "http --auth-type=bearer --auth='v^1#i'\\''s|' GET 'https://acme.example.com/v1?a=b&c=d'");
    row("powershell", "Bearer",
        "Invoke-RestMethod -Uri 'https://acme.example.com/v1?a=b&c=d' "
        "-Headers @{ 'Authorization' = 'Bearer v^1#i''s|' }");
    row("fetch", "Bearer",
        "await fetch(\"https://acme.example.com/v1?a=b&c=d\", "
        "{ headers: { \"Authorization\": \"Bearer v^1#i's|\" } })");
    row("sh", "token",
        "export TOKENWRIGHT_ACCESS_TOKEN='v^1#i'\\''s|'\n"
        "export TOKENWRIGHT_AUTHORIZATION='token v^1#i'\\''s|'\n"
        "export TOKENWRIGHT_EXPIRES_AT=''\n");
}

void TestCopyFormat::otherForms()
{
    QFETCH(QString, scheme);
    Provider provider = practiceProvider();
    provider.useToken.scheme = scheme;
    const CredentialSet set = practiceSet();
    const AccessToken token = tokenOf("v^1#i's|");
    const char *id = QTest::currentDataTag();
    QTEST(rendered(id, {.provider = provider, .set = set, .token = &token}), "expected");
}

void TestCopyFormat::json()
{
    const Provider provider = practiceProvider();
    CredentialSet set = practiceSet();
    set.name = u"Catalogue \"1\""_s;
    AccessToken token = tokenOf(printableAscii());
    Moment now;
    now.wall = 1'700'000'000'500;
    const CopySource source{.provider = provider, .set = set, .token = &token, .now = now};
    QJsonObject json = QJsonDocument::fromJson(rendered("json", source)).object();
    QCOMPARE(json.value(u"access_token").toString().toUtf8(), printableAscii());
    QCOMPARE(json.value(u"credential_set").toString(), set.name);
    QVERIFY(json.value(u"expires_at").isNull() && json.value(u"expires_in").isNull());
    set.scopes = QStringList{u"read"_s, u"write"_s}; // granted, where the answer says nothing
    json = QJsonDocument::fromJson(rendered("json", source)).object();
    QCOMPARE(json.value(u"scope").toString(), u"read write"_s);
    token.scope = u"read"_s;
    json = QJsonDocument::fromJson(rendered("json", source)).object();
    QCOMPARE(json.value(u"scope").toString(), u"read"_s);
    token.lifetime.issued = 1'700'000'000'000;
    token.lifetime.expires = 1'700'000'060'000;
    json = QJsonDocument::fromJson(rendered("json", source)).object();
    QCOMPARE(json.value(u"expires_at").toInteger(), 1'700'000'060);
    QCOMPARE(json.value(u"expires_in").toInteger(), 59);
    QCOMPARE(json.value(u"expires_at_iso").toString(), u"2023-11-14T22:14:20Z"_s);

    // the wall clock was ten years ahead at that time, and has been put right since
    token.lifetime.issued += 315'360'000'000;
    token.lifetime.expires = token.lifetime.issued + 60'000;
    token.lifetime.bootId = now.bootId = u"boot"_s;
    now.boot = 10'500;
    token.lifetime.bootExpires = 70'000;
    const CopySource later{.provider = provider, .set = set, .token = &token, .now = now};
    json = QJsonDocument::fromJson(rendered("json", later)).object();
    QCOMPARE(json.value(u"expires_in").toInteger(), 59);
    QCOMPARE(json.value(u"expires_at").toInteger(), 1'700'000'060);
    QCOMPARE(json.value(u"expires_at_iso").toString(), u"2023-11-14T22:14:20Z"_s);
    const QByteArray lines = rendered("sh", later);
    QVERIFY2(lines.contains("TOKENWRIGHT_EXPIRES_AT='1700000060'")
                 || lines.contains("TOKENWRIGHT_EXPIRES_AT=1700000060"),
             lines.constData());
}

void TestCopyFormat::basic_data()
{
    QTest::addColumn<QString>("clientId");
    QTest::addColumn<QString>("clientSecret");
    QTest::newRow("eBay") << u"Practice-Tokenwri-SBX-0123456789ab-0123abcd"_s
                          << u"SBX-practice-not-a-secret-0001"_s;
    QTest::newRow("reserved characters stay as they are") << u"a:b"_s << u"%20 +&=/:"_s;
    QTest::newRow("non-ASCII") << u"gr\u00fcn"_s << u"\U0001F511"_s;
    QTest::newRow("empty secret") << u"public"_s << QString();
}

void TestCopyFormat::basic()
{
    QFETCH(QString, clientId);
    QFETCH(QString, clientSecret);
    const Provider provider = practiceProvider();
    const CredentialSet set = practiceSet();
    ClientCredentials pair;
    pair.clientId = clientId;
    pair.clientSecret = Secret::fromText(clientSecret);
    QCOMPARE(rendered("basic", {.provider = provider, .set = set, .credentials = &pair}),
             "Authorization: Basic " + QString(clientId + u':' + clientSecret).toUtf8().toBase64());
}

void TestCopyFormat::powerShellQuotes_data()
{
    QTest::addColumn<QString>("quoted");
    // about_Quoting_Rules: a quote within is doubled; the typographic ones end a string as well
    QTest::newRow("plain") << u"'plain'"_s;
    QTest::newRow("it's") << u"'it''s'"_s;
    QTest::newRow("\u2018\u2019") << u"'\u2018\u2018\u2019\u2019'"_s;
    QTest::newRow("\u201a;calc;\u201b") << u"'\u201a\u201a;calc;\u201b\u201b'"_s;
    QTest::newRow("$x `n \"\u201c\u201d") << u"'$x `n \"\u201c\u201d'"_s;
}

void TestCopyFormat::powerShellQuotes()
{
    QFETCH(const QString, quoted);
    QCOMPARE(QString::fromUtf8(quotedForPowerShell(QTest::currentDataTag())), quoted);
}

void TestCopyFormat::lineEndsAreRefused_data()
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QByteArray>("token");
    QTest::newRow("header") << u"X-Token\r\nX-Other"_s << QString() << QByteArray("practice");
    QTest::newRow("scheme") << u"Authorization"_s << u"Bearer\r\nX-Other: "_s
                            << QByteArray("practice");
    QTest::newRow("token, CR LF") << u"Authorization"_s << u"Bearer"_s
                                  << QByteArray("practice\r\nX-Other: 1");
    QTest::newRow("token, LF") << u"Authorization"_s << u"Bearer"_s << QByteArray("practice\n");
    QTest::newRow("token, NUL") << u"Authorization"_s << u"Bearer"_s << QByteArray("practice\0", 9);
    QTest::newRow("token, ESC") << u"Authorization"_s << u"Bearer"_s
                                << QByteArray("practice\x1b[m");
}

void TestCopyFormat::lineEndsAreRefused()
{
    QFETCH(const QString, header);
    QFETCH(const QString, scheme);
    QFETCH(const QByteArray, token);
    Provider provider = practiceProvider();
    provider.useToken = {.header = header, .scheme = scheme};
    const CredentialSet set = practiceSet();
    const AccessToken access = tokenOf(token);
    for (const CopyFormat &format : copyFormats()) {
        if (format.needs != CopyFormat::Needs::Token)
            continue;
        const auto text = format.render({.provider = provider, .set = set, .token = &access});
        QVERIFY2(!text, format.id);
        QCOMPARE(text.error().kind, ErrorKind::Configuration);
        const QString words = text.error().message;
        QVERIFY(!words.isEmpty() && !words.contains(u"practice"));
    }
}

/// A variable's value may hold anything; a URL does not.
void TestCopyFormat::urlsAreOneWord()
{
    Provider provider = practiceProvider();
    provider.environments[0].apiBaseUrl = u"{api}"_s;
    CredentialSet set = practiceSet();
    const AccessToken token = tokenOf("practice");
    const CopySource source{.provider = provider, .set = set, .token = &token};
    const QString several = u"a\r\nX-Other: 1 b"_s;
    set.variables.insert(u"api"_s, u"https://acme.example.com/" + several);
    QCOMPARE(rendered("http", source),
             QByteArray("GET https://acme.example.com/a%0D%0AX-Other:%201%20b\n"
                        "Authorization: Bearer practice\n"));
    set.variables.insert(u"tenant"_s, several); // which no token was minted with
    const auto text = copyFormat(u"http"_s)->render(source);
    QVERIFY(!text);
    QCOMPARE(text.error().kind, ErrorKind::Configuration);
}

TEST_IN_PROGRAM(TestCopyFormat)
#include "tst_copyformat.moc"
