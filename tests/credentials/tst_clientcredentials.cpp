// SPDX-License-Identifier: MIT
#include "ClientCredentials.h"
#include "Origin.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include "TestProgram.h"
#include "Waiting.h"

using namespace Tokenwright;

namespace {

QJsonObject parsed(const Secret &payload)
{
    return QJsonDocument::fromJson(payload.reveal().toByteArray()).object();
}

} // namespace

class TestClientCredentials : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void everythingElseRoundTrips();
    void anotherRefreshToken();
    void onlyWhatIsThereIsWritten();
    void asciiJson_data();
    void asciiJson();
    void unknownFieldsSurvive();
    void hostsInTheirOwnLetters();
    void fieldsOfAnotherTypeSurvive();
    void junk_data();
    void junk();
    void keys();
};

void TestClientCredentials::roundTrip_data()
{
    QTest::addColumn<QString>("clientId");
    QTest::addColumn<QString>("clientSecret");
    QTest::newRow("eBay") << u"Practice-Tokenwri-SBX-0123456789ab-0123abcd"_s
                          << u"SBX-practice-not-a-secret-0001"_s;
    QTest::newRow("quotes and backslashes") << u"a\"b\\c/d"_s << u"\\\"\\\\\"'"_s;
    QTest::newRow("braces") << u"{USERNAME}"_s << u"a{S:x}\"}{\\\"{TITLE}\\"_s;
    QTest::newRow("white space") << u" id "_s << u" \t\n\r "_s;
    QTest::newRow("control characters") << u"a\u0001b"_s << u"\u0000x\u001f\u007f"_s;
    QTest::newRow("non-ASCII") << u"gr\u00fc\u00df"_s << u"\u65e5\u672c \u00a0\u2028\ufeff"_s;
    QTest::newRow("beyond the first plane") << u"\U0001F511"_s << u"\U0010FFFD\U00010000"_s;
    QTest::newRow("empty secret") << u"public-client"_s << QString();
    QTest::newRow("long") << QString(500, u'i') << QString(10'000, u's');
}

void TestClientCredentials::roundTrip()
{
    QFETCH(QString, clientId);
    QFETCH(QString, clientSecret);
    ClientCredentials credentials;
    credentials.clientId = clientId;
    credentials.clientSecret = Secret::fromText(clientSecret);
    credentials.origin = u"https://api.sandbox.ebay.com:443"_s;
    const Secret payload = credentials.toPayload();
    for (const char c : payload.reveal())
        QVERIFY(static_cast<unsigned char>(c) < 0x80 && c != '\0');
    // KeePassXC replaces what it knows in braces: those of the object alone are left as they are.
    QCOMPARE(payload.reveal().toByteArray().count('{'), 1);
    QCOMPARE(payload.reveal().toByteArray().count('}'), 1);
    const auto back = ClientCredentials::fromPayload(payload);
    VERIFY_OK(back);
    QVERIFY(back->clientId == clientId);
    QVERIFY(back->clientSecret.equals(credentials.clientSecret));
    QCOMPARE(back->origin, credentials.origin);
    QVERIFY(back->unknownFields.isEmpty());
}

void TestClientCredentials::everythingElseRoundTrips()
{
    ClientCredentials credentials;
    credentials.clientId = u"id"_s;
    credentials.clientSecret = Secret::fromText(u"practice"_s);
    credentials.privateKey = Secret::fromText(u"-----BEGIN PRACTICE KEY-----\nAA==\n"_s);
    credentials.certificate = Secret::fromText(u"-----BEGIN PRACTICE CERTIFICATE-----\nBB==\n"_s);
    credentials.parameters = {{u"pin"_s, Secret::fromText(u"0000 \u00e9"_s)},
                              {u"empty"_s, Secret()}};
    const auto back = ClientCredentials::fromPayload(credentials.toPayload());
    VERIFY_OK(back);
    QVERIFY(back->privateKey.equals(credentials.privateKey));
    QVERIFY(back->certificate.equals(credentials.certificate));
    QCOMPARE(back->parameters.size(), 2);
    QVERIFY(back->parameters.value(u"pin"_s).equals(credentials.parameters.value(u"pin"_s)));
    QVERIFY(back->parameters.value(u"empty"_s).isEmpty());
}

void TestClientCredentials::anotherRefreshToken()
{
    const auto secret = [](const char *text) { return Secret(QByteArray(text)); };
    ClientCredentials first;
    first.clientId = u"id"_s;
    first.clientSecret = secret("practice");
    first.parameters = {{u"pin"_s, secret("0000")}, {refreshTokenParameter, secret("one")}};
    const ClientCredentials second = withRefreshToken(first, secret("two"));
    QVERIFY(second.parameters.value(refreshTokenParameter).equals(secret("two")));
    QVERIFY(second.parameters.value(u"pin"_s).equals(secret("0000")));
    QVERIFY(second.previousRefreshToken.equals(secret("one")));
    const auto back = ClientCredentials::fromPayload(second.toPayload());
    VERIFY_OK(back);
    QVERIFY(isSame(*back, second) && !isSame(*back, first));

    // somebody edits what was read before it came: both changes count
    ClientCredentials wanted = first;
    wanted.clientSecret = secret("another");
    ClientCredentials result = merged(second, first, wanted);
    QVERIFY(result.clientSecret.equals(wanted.clientSecret));
    QVERIFY(result.parameters.value(refreshTokenParameter).equals(secret("two")));
    QVERIFY(result.previousRefreshToken.equals(secret("one")));
    // one that is pasted counts, and the one before belongs to another
    wanted.parameters[refreshTokenParameter] = secret("pasted");
    result = merged(second, first, wanted);
    QVERIFY(result.parameters.value(refreshTokenParameter).equals(secret("pasted")));
    QVERIFY(result.previousRefreshToken.isEmpty());
}

void TestClientCredentials::onlyWhatIsThereIsWritten()
{
    ClientCredentials credentials;
    credentials.clientId = u"id"_s;
    credentials.clientSecret = Secret::fromText(u"practice"_s);
    QStringList keys = parsed(credentials.toPayload()).keys();
    keys.sort();
    QCOMPARE(keys, QStringList({u"id"_s, u"origin"_s, u"secret"_s}));
}

void TestClientCredentials::asciiJson_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("ascii") << u"abc"_s << QByteArray(R"({"k":"abc"})");
    QTest::newRow("latin") << u"\u00e9"_s << QByteArray(R"({"k":"\u00e9"})");
    QTest::newRow("first beyond ASCII") << u"\u0080"_s << QByteArray(R"({"k":"\u0080"})");
    QTest::newRow("four digits") << u"\u20ac"_s << QByteArray(R"({"k":"\u20ac"})");
    QTest::newRow("surrogate pair") << u"\U0001F511"_s << QByteArray(R"({"k":"\ud83d\udd11"})");
    QTest::newRow("last of all") << u"\U0010FFFF"_s << QByteArray(R"({"k":"\udbff\udfff"})");
    QTest::newRow("quote") << u"\""_s << QByteArray(R"({"k":"\""})");
}

void TestClientCredentials::asciiJson()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, json);
    const QJsonObject object{{u"k"_s, text}};
    QCOMPARE(toAsciiJson(object), json);
    QCOMPARE(QJsonDocument::fromJson(json).object(), object); // what any JSON reader makes of it
}

void TestClientCredentials::unknownFieldsSurvive()
{
    QJsonObject json{{u"id"_s, u"i"_s},
                     {u"secret"_s, u"practice"_s},
                     {u"origin"_s, u"https://example.com:443"_s},
                     {u"future"_s, QJsonArray{1, QJsonObject{{u"x"_s, u"\u00fc"_s}}}}};
    const auto credentials = ClientCredentials::fromPayload(Secret(QJsonDocument(json).toJson()));
    VERIFY_OK(credentials);
    QCOMPARE(credentials->unknownFields.keys(), QStringList(u"future"_s));
    QCOMPARE(parsed(credentials->toPayload()), json);
}

/// As earlier versions kept them. People are asked whether a secret may go from the one to the
/// other.
void TestClientCredentials::hostsInTheirOwnLetters()
{
    const QJsonObject json{{u"id"_s, u"i"_s},
                           {u"secret"_s, u"practice"_s},
                           {u"apiOrigin"_s, u"https://[fe80::1]:8443"_s},
                           {u"origin"_s, u"https://b\u00fccher.example:443"_s}};
    const Secret payload(QJsonDocument(json).toJson());
    const auto credentials = ClientCredentials::fromPayload(payload);
    VERIFY_OK(credentials);
    QCOMPARE(credentials->apiOrigin, u"https://[fe80::1]:8443"_s);
    const QString same = originOf(QUrl(u"https://B\u00dcCHER.example/token"_s));
    QCOMPARE(same, u"https://xn--bcher-kva.example:443"_s);
    QVERIFY(!originProblem(*credentials, same));
    const auto moved = originProblem(*credentials,
                                     originOf(QUrl(u"https://b\u0446cher.example"_s)));
    QVERIFY(moved);
    QVERIFY(!moved->message.contains(u'\u0446'));
    QCOMPARE(parsed(credentials->toPayload(payload)), json);
}

void TestClientCredentials::fieldsOfAnotherTypeSurvive()
{
    const QJsonObject json{{u"id"_s, u"i"_s},
                           {u"secret"_s, u"practice"_s},
                           {u"origin"_s, u"https://example.com:443"_s},
                           {u"privateKey"_s, QJsonObject{{u"kty"_s, u"RSA"_s}}},
                           {u"parameters"_s,
                            QJsonObject{{u"n"_s, 5},
                                        {u"o"_s, QJsonObject{{u"value"_s, u"x"_s}}},
                                        {u"pin"_s, u"0000"_s}}}};
    const Secret payload(QJsonDocument(json).toJson());
    auto credentials = ClientCredentials::fromPayload(payload);
    VERIFY_OK(credentials);
    QCOMPARE(parsed(credentials->toPayload(payload)), json);
    credentials->clientSecret = Secret::fromText(u"another"_s);
    credentials->parameters.insert(u"pin"_s, Secret::fromText(u"1111"_s));
    QJsonObject expected = json;
    expected.insert(u"secret"_s, u"another"_s);
    QJsonObject parameters = json.value(u"parameters"_s).toObject();
    parameters.insert(u"pin"_s, u"1111"_s);
    expected.insert(u"parameters"_s, parameters);
    QCOMPARE(parsed(credentials->toPayload(payload)), expected);
}

void TestClientCredentials::junk_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a plain password") << QByteArray("hunter2");
    QTest::newRow("a list") << QByteArray("[\"id\",\"secret\"]");
    QTest::newRow("no fields") << QByteArray("{}");
    QTest::newRow("no secret") << QByteArray(R"({"id":"a"})");
    QTest::newRow("no id") << QByteArray(R"({"secret":"practice"})");
    QTest::newRow("id is a number") << QByteArray(R"({"id":1,"secret":"practice"})");
    QTest::newRow("secret is null") << QByteArray(R"({"id":"a","secret":null})");
    QTest::newRow("cut off") << QByteArray(R"({"id":"a","secret":"prac)");
    QTest::newRow("bytes") << QByteArray("\xff\x00\x80", 3);
}

void TestClientCredentials::junk()
{
    QFETCH(QByteArray, payload);
    const auto credentials = ClientCredentials::fromPayload(
        Secret(QByteArray(payload.data(), payload.size())));
    QVERIFY(kindOf(credentials) == ErrorKind::SecretMissing);
    QVERIFY2(credentials.error().message.isEmpty(), "nothing of the payload gets into a message");
}

void TestClientCredentials::keys()
{
    QCOMPARE(clientKey(u"some-id"_s), u"tokenwright/some-id/client"_s);
    QCOMPARE(tokenKey(u"some-id"_s), u"tokenwright/some-id/token"_s);
}

TEST_IN_PROGRAM(TestClientCredentials)
#include "tst_clientcredentials.moc"
