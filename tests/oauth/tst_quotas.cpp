// SPDX-License-Identifier: MIT
#include "ProviderCatalog.h"
#include "Quotas.h"
#include "TestProgram.h"
#include "TokenCheck.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Tokenwright;

/// What a check's answer says of calls that are left, as eBay documents it.
class TestQuotas : public QObject
{
    Q_OBJECT

private:
    static QByteArray documented()
    {
        return R"({"rateLimits":[
            {"apiContext":"buy","apiName":"Browse","apiVersion":"v1","resources":[
                {"name":"buy.browse","rates":[{"limit":5000,"remaining":5000,
                    "reset":"2026-11-28T08:00:00.000Z","timeWindow":86400}]},
                {"name":"buy.browse.item.bulk","rates":[{"limit":5000,"remaining":12,
                    "reset":"2026-11-28T08:00:00.000Z","timeWindow":86400}]}]},
            {"apiContext":"commerce","apiName":"Taxonomy","apiVersion":"v1","resources":[
                {"name":"commerce.taxonomy","rates":[{"limit":"1000","remaining":"500"}]},
                {"name":"without a number","rates":[{"limit":5}]},
                {"rates":[{"limit":5,"remaining":5}]}]}]})";
    }
    static Provider ebay()
    {
        return *ProviderCatalog::load(ProviderCatalog::shippedFolder(), {}).provider(u"ebay"_s);
    }

private Q_SLOTS:
    void whatIsNearestToItsEndComesFirst()
    {
        const auto quotas = quotasIn(QJsonDocument::fromJson(documented()).object(),
                                     *ebay().check->quotas);
        QCOMPARE(quotas.size(), 3);
        QCOMPARE(quotas.at(0),
                 (Quota{.name = u"buy.browse.item.bulk"_s,
                        .remaining = 12,
                        .limit = 5000,
                        .reset = 1'795'852'800'000}));
        QCOMPARE(quotas.at(1),
                 (Quota{.name = u"commerce.taxonomy"_s, .remaining = 500, .limit = 1000}));
        QCOMPARE(quotas.at(2).name, u"buy.browse"_s);
        QVERIFY(
            quotaText(quotas.at(0)).startsWith(u"buy.browse.item.bulk: 12 of 5,000 left until "));
        QCOMPARE(quotaText(quotas.at(1)), u"commerce.taxonomy: 500 of 1,000 left"_s);
        QCOMPARE(quotaText({.name = u"x"_s, .remaining = 3}), u"x: 3 left"_s);
    }

    void aGoodAnswerTellsThem()
    {
        HttpAnswer answer;
        answer.status = 200;
        answer.body = Secret(documented());
        QCOMPARE(readCheckAnswer(answer, ebay(), {}).quotas.size(), 3);
        answer.status = 401;
        QVERIFY(readCheckAnswer(answer, ebay(), {}).quotas.isEmpty());
        answer.status = 204; // as the sandbox may say
        answer.body = {};
        QVERIFY(readCheckAnswer(answer, ebay(), {}).quotas.isEmpty());
    }

    void whatIsNoneOfThem_data()
    {
        QTest::addColumn<QByteArray>("body");
        for (const char *body :
             {"", "[]", "{\"rateLimits\":{}}", "{\"rateLimits\":[1,null,{}]}",
              "{\"rateLimits\":[{\"resources\":[[],{\"name\":7,\"rates\":[{\"remaining\":1}]}]}]}",
              "{\"rateLimits\":[{\"resources\":[{\"name\":\"x\",\"rates\":[{\"remaining\":-1}]}]}]"
              "}",
              "{\"rateLimits\":[{\"resources\":[{\"name\":\"x\",\"rates\":[{\"remaining\":1e300}]}]"
              "}]}"})
            QTest::newRow(body) << QByteArray(body);
    }

    void whatIsNoneOfThem()
    {
        QFETCH(const QByteArray, body);
        const QJsonDocument document = QJsonDocument::fromJson(body);
        const QJsonValue root = document.isArray() ? QJsonValue(document.array())
                                                   : QJsonValue(document.object());
        QVERIFY(quotasIn(root, *ebay().check->quotas).isEmpty());
    }

    /// An answer is a mebibyte at most; what is shown of it less.
    void howeverManyThereAre()
    {
        QByteArray body = R"({"rateLimits":[{"resources":[)";
        for (int i = 0; i < 2000; ++i)
            body += R"({"name":"x","rates":[{"remaining":1,"limit":1}]},)";
        body.chop(1);
        body += "]}]}";
        QCOMPARE(quotasIn(QJsonDocument::fromJson(body).object(), *ebay().check->quotas).size(),
                 mostQuotas);
    }
};

TEST_IN_PROGRAM(TestQuotas)
#include "tst_quotas.moc"
