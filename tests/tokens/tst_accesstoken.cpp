// SPDX-License-Identifier: MIT
#include "AccessToken.h"

#include <QJsonDocument>
#include <QTest>

#include "TestProgram.h"
#include "Waiting.h"

using namespace Tokenwright;

namespace {

AccessToken practiceToken()
{
    return {.value = Secret::fromText(u"v^1.1#i^1#practice|not/a+token=="_s),
            .lifetime = {.issued = 1'800'000'000'000,
                         .expires = 1'800'007'200'000,
                         .bootId = u"boot-a"_s,
                         .bootExpires = 12'200'000},
            .fingerprint = u"0123abcd"_s,
            .scope = u"https://api.ebay.com/oauth/api_scope"_s,
            .unknownFields = {}};
}

QJsonObject parsed(const Secret &payload)
{
    return QJsonDocument::fromJson(payload.reveal().toByteArray()).object();
}

Secret secretOf(const QByteArray &bytes)
{
    return Secret(QByteArray(bytes));
}

} // namespace

class TestAccessToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void fieldsAreThoseOfTheContract();
    void payloadIsAscii();
    void unknownFieldsSurvive();
    void junkIsNoToken_data();
    void junkIsNoToken();
    void lifetimeOfJunk();
};

void TestAccessToken::roundTrip_data()
{
    QTest::addColumn<int>("variant");
    QTest::newRow("everything known") << 0;
    QTest::newRow("life not known") << 1;
    QTest::newRow("boot not known") << 2;
    QTest::newRow("no scope") << 3;
    QTest::newRow("long token") << 4;
}

void TestAccessToken::roundTrip()
{
    QFETCH(int, variant);
    AccessToken token = practiceToken();
    if (variant == 1) {
        token.lifetime.expires.reset();
        token.lifetime.bootExpires.reset();
        token.lifetime.bootId.clear();
    } else if (variant == 2) {
        token.lifetime.bootExpires.reset();
        token.lifetime.bootId.clear();
    } else if (variant == 3) {
        token.scope.clear();
    } else if (variant == 4) {
        token.value = Secret(QByteArray(20'000, 't'));
    }
    const auto back = AccessToken::fromPayload(token.toPayload());
    VERIFY_OK(back);
    QVERIFY(back->value.equals(token.value));
    QVERIFY(back->lifetime == token.lifetime);
    QCOMPARE(back->fingerprint, token.fingerprint);
    QCOMPARE(back->scope, token.scope);
    QVERIFY(back->unknownFields.isEmpty());
}

void TestAccessToken::fieldsAreThoseOfTheContract()
{
    const AccessToken token = practiceToken();
    const QJsonObject json = parsed(token.toPayload());
    QVERIFY(json.value(u"access_token").toString() == token.value.revealText());
    QCOMPARE(json.value(u"issued").toInteger(), token.lifetime.issued);
    QCOMPARE(json.value(u"expires").toInteger(), *token.lifetime.expires);
    QCOMPARE(json.value(u"fingerprint").toString(), token.fingerprint);
}

void TestAccessToken::payloadIsAscii()
{
    AccessToken token = practiceToken();
    token.scope = u"pr\u00fcfen \U0001F511"_s;
    const Secret payload = token.toPayload();
    for (const char c : payload.reveal())
        QVERIFY(static_cast<unsigned char>(c) < 0x80);
    QCOMPARE(AccessToken::fromPayload(payload)->scope, token.scope);
}

void TestAccessToken::unknownFieldsSurvive()
{
    QJsonObject json = parsed(practiceToken().toPayload());
    json.insert(u"future", QJsonObject{{u"a"_s, 1}});
    const auto token = AccessToken::fromPayload(secretOf(QJsonDocument(json).toJson()));
    VERIFY_OK(token);
    QCOMPARE(parsed(token->toPayload()), json);
}

void TestAccessToken::junkIsNoToken_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("some other program's password");
    QTest::newRow("list") << QByteArray("[1]");
    QTest::newRow("empty object") << QByteArray("{}");
    QTest::newRow("line ends in it")
        << QByteArray(R"({"access_token":"a\r\nX-Other: b","fingerprint":"a","issued":1})");
    QTest::newRow("no token") << QByteArray(R"({"fingerprint":"a","issued":1})");
    QTest::newRow("empty token") << QByteArray(R"({"access_token":"","fingerprint":"a"})");
    QTest::newRow("token is a number") << QByteArray(R"({"access_token":5,"fingerprint":"a"})");
    QTest::newRow("no fingerprint") << QByteArray(R"({"access_token":"practice","issued":1})");
    QTest::newRow("cut off") << QByteArray(R"({"access_token":"practice","fingerpr)");
}

void TestAccessToken::junkIsNoToken()
{
    QFETCH(QByteArray, payload);
    QVERIFY(kindOf(AccessToken::fromPayload(secretOf(payload))) == ErrorKind::SecretMissing);
}

void TestAccessToken::lifetimeOfJunk()
{
    const auto token = AccessToken::fromPayload(secretOf(
        R"({"access_token":"practice","fingerprint":"a","issued":"x","expires":null,
            "bootExpires":[],"bootId":7})"));
    VERIFY_OK(token);
    QCOMPARE(token->lifetime.issued, 0);
    QVERIFY(!token->lifetime.expires); // not known, and so never reused from the keychain
    QVERIFY(!token->lifetime.bootExpires);
}

TEST_IN_PROGRAM(TestAccessToken)
#include "tst_accesstoken.moc"
