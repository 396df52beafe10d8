// SPDX-License-Identifier: MIT
#include "RequestIds.h"

#include "RequestIdNames.h"
#include "TestProgram.h"

#include <QTest>

using namespace Tokenwright;

/// By what a provider's people find a request again.
class TestRequestIds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<bool>("isOne");
        for (const char *name : {"X-Request-Id",
                                 "x-request-id",
                                 "Request-Id",
                                 "X-Correlation-ID",
                                 "x-ms-request-id",
                                 "x-ms-correlation-request-id",
                                 "client-request-id",
                                 "trace_id",
                                 "traceId",
                                 "correlation_id",
                                 "X-B3-TraceId",
                                 "traceparent",
                                 "X-EBAY-C-REQUEST-ID",
                                 "rlogid",
                                 "x-amzn-RequestId",
                                 "x-amzn-trace-id",
                                 "X-Amz-Cf-Id",
                                 "CF-Ray",
                                 "PayPal-Debug-Id",
                                 "X-Okta-Request-Id",
                                 "X-Cloud-Trace-Context",
                                 "X-PB-TransactionId"})
            QTest::newRow(name) << true;
        for (const char *name :
             {"Set-Cookie", "Date", "ETag", "id", "X-Powered-By", "client_id", "session_id",
              "X-Token", "Authorization", "X-Api-Key", "error", ""})
            QTest::newRow(name) << false;
    }
    void names()
    {
        QFETCH(const bool, isOne);
        QCOMPARE(namesRequestId(QString::fromLatin1(QTest::currentDataTag())), isOne);
    }

    void aLongNameIsNone()
    {
        QVERIFY(!namesRequestId(QString(QString(1'000'000, u'x') + u"-Request-Id")));
    }

    void headersAndBody()
    {
        HttpAnswer answer;
        answer.status = 400;
        answer.requestIds = {{"x-ms-request-id", " one "}, {"X-Other-Request-Id", "one"}};
        answer.body = Secret(QByteArray(
            R"({"error":"invalid_client","trace_id":"one","correlation_id":"two","client_id":"x"})"));
        QCOMPARE(
            requestIdsIn(answer, AnswerFormat::Json),
            (QList<RequestId>{{u"x-ms-request-id"_s, u"one"_s}, {u"correlation_id"_s, u"two"_s}}));
    }

    void aGoodAnswersBodyIsNotSearched()
    {
        HttpAnswer answer;
        answer.status = 200;
        answer.body = Secret(QByteArray(R"({"access_token":"t","request_id":"x"})"));
        QVERIFY(requestIdsIn(answer, AnswerFormat::Json).isEmpty());
    }

    void neitherLongNorMany()
    {
        HttpAnswer answer;
        answer.status = 500;
        answer.requestIds = {{"X-Request-Id", QByteArray(10'000, 'x')}, {"X-Trace-Id", ""}};
        QVERIFY(requestIdsIn(answer, AnswerFormat::Json).isEmpty());
        for (int i = 0; i < 100; ++i)
            answer.requestIds.append({"X-Request-Id", QByteArray::number(i)});
        QCOMPARE(requestIdsIn(answer, AnswerFormat::Json).size(), 8);
    }
};

TEST_IN_PROGRAM(TestRequestIds)
#include "tst_requestids.moc"
