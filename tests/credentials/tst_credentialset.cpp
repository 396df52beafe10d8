// SPDX-License-Identifier: MIT
#include "CredentialSet.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTest>
#include <QUuid>

#include "TestProgram.h"
#include "Waiting.h"

using namespace Tokenwright;

namespace {

QJsonObject parsed(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

CredentialSet fullSet()
{
    CredentialSet set;
    set.id = u"11111111-2222-3333-4444-555555555555"_s;
    set.name = u"Catalogue \u00e9 \U0001F511"_s;
    set.provider = u"ebay"_s;
    set.environment = u"sandbox"_s;
    set.scopes = {u"https://api.ebay.com/oauth/api_scope"_s, u"b"_s};
    set.parameters = {{u"one"_s, {u"1"_s}}, {u"two"_s, {u"a"_s, u"b"_s}}, {u"none"_s, {}}};
    set.variables = {{u"tenant"_s, u"acme"_s}};
    set.headers = {{u"X-Merchant-Id"_s, u"7788"_s}, {u"X-Api-Key"_s, u"{secret:X-Api-Key}"_s}};
    set.method = u"GET"_s;
    set.bodyFormat = u"query"_s;
    set.clientAuthentication = u"client_secret_post"_s;
    set.pairMark = u"mark"_s;
    set.secretSetAt = 1'800'000'000'000;
    set.secretExpires = {2027, 6, 30};
    set.unknownFields = {{u"future"_s, QJsonObject{{u"a"_s, QJsonArray{1, 2}}}}};
    return set;
}

} // namespace

class TestCredentialSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip();
    void rowOfTheContract();
    void leastRow();
    void missing_data();
    void missing();
    void writtenByHand();
    void unknownFieldsSurvive();
    void freshIdentifiers();
};

void TestCredentialSet::roundTrip()
{
    const auto back = CredentialSet::fromJson(fullSet().toJson());
    VERIFY_OK(back);
    QVERIFY(*back == fullSet());
}

void TestCredentialSet::rowOfTheContract()
{
    const QJsonObject json = fullSet().toJson();
    QCOMPARE(json.value(u"provider").toString(), u"ebay"_s);
    QCOMPARE(json.value(u"environment").toString(), u"sandbox"_s);
    QVERIFY(json.value(u"scopes").isArray());
    const QJsonObject parameters = json.value(u"parameters").toObject();
    QCOMPARE(parameters.value(u"one").toString(), u"1"_s); // one value stands alone
    QCOMPARE(parameters.value(u"two").toArray().size(), 2);
    QCOMPARE(json.value(u"method").toString(), u"GET"_s);
    QCOMPARE(json.value(u"secretSetAt").toString(), u"2027-01-15T08:00:00Z"_s);
    QCOMPARE(json.value(u"secretExpires").toString(), u"2027-06-30"_s);
    QCOMPARE(json.value(u"bodyFormat").toString(), u"query"_s);
    QCOMPARE(json.value(u"headers").toArray().at(0)[u"name"].toString(), u"X-Merchant-Id"_s);
    QCOMPARE(json.value(u"variables").toObject().value(u"tenant").toString(), u"acme"_s);
    for (const char *absent : {"clientId", "clientSecret", "secret", "token", "access_token"})
        QVERIFY(!json.contains(QLatin1StringView(absent)));
}

void TestCredentialSet::leastRow()
{
    const auto set = CredentialSet::fromJson(
        parsed(R"({"id":"i","name":"n","provider":"p","environment":"e"})"));
    VERIFY_OK(set);
    QVERIFY(set->scopes.isEmpty() && set->parameters.isEmpty() && set->variables.isEmpty());
    QVERIFY(set->clientAuthentication.isEmpty() && set->pairMark.isEmpty());
    QVERIFY(set->unknownFields.isEmpty());
}

void TestCredentialSet::missing_data()
{
    QTest::addColumn<QString>("field");
    for (const char *field : {"id", "name", "provider", "environment"})
        QTest::newRow(field) << QString::fromLatin1(field);
}

void TestCredentialSet::missing()
{
    QFETCH(QString, field);
    for (const QJsonValue &value : {QJsonValue(QJsonValue::Undefined), QJsonValue(u""_s),
                                    QJsonValue(5), QJsonValue(), QJsonValue(QJsonArray())}) {
        QJsonObject json = fullSet().toJson();
        json.insert(field, value); // undefined removes it
        const auto set = CredentialSet::fromJson(json);
        QVERIFY(kindOf(set) == ErrorKind::Configuration);
        QVERIFY(set.error().message.contains(QString(u"“" + field + u"”")));
    }
}

void TestCredentialSet::writtenByHand()
{
    const auto set = CredentialSet::fromJson(parsed(R"({"id":"i","name":"n","provider":"p",
        "environment":"e","scopes":"one","parameters":{"number":5,"flag":true,"list":[1,"b"]},
        "variables":{"port":8443}})"));
    VERIFY_OK(set);
    QCOMPARE(set->scopes, QStringList(u"one"_s));
    QCOMPARE(set->parameters.value(u"number"_s), QStringList(u"5"_s));
    QCOMPARE(set->parameters.value(u"flag"_s), QStringList(u"true"_s));
    QCOMPARE(set->parameters.value(u"list"_s), QStringList({u"1"_s, u"b"_s}));
    QCOMPARE(set->variables.value(u"port"_s), u"8443"_s);
}

void TestCredentialSet::unknownFieldsSurvive()
{
    QJsonObject json = fullSet().toJson();
    json.insert(u"later", QJsonValue());
    const auto set = CredentialSet::fromJson(json);
    VERIFY_OK(set);
    QCOMPARE(set->toJson(), json);
}

void TestCredentialSet::freshIdentifiers()
{
    QSet<QString> all;
    for (int i = 0; i < 1000; ++i)
        all.insert(freshIdentifier());
    QCOMPARE(all.size(), 1000);
    for (const QString &id : std::as_const(all)) {
        QCOMPARE(id.size(), 36); // without braces
        QVERIFY(!QUuid::fromString(id).isNull());
    }
}

TEST_IN_PROGRAM(TestCredentialSet)
#include "tst_credentialset.moc"
