// SPDX-License-Identifier: MIT
#include "LoggedPractice.h"
#include "TestProgram.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Tokenwright;

/// What the log says of a request.
class TestLoggedRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLineComesBack()
    {
        const LoggedRequest request = practiceRequest();
        const QByteArray line = logLine(request);
        QCOMPARE(line.count('\n'), 1);
        QCOMPARE(requestOfLine(line.chopped(1)), std::optional(request));
        const QByteArray told = publicLine(request);
        QVERIFY(told.startsWith("{\"at\":\"2027-01-15T08:00:00.123Z\",\"credential_set\":\"Caf"));
        const QJsonObject json = QJsonDocument::fromJson(told).object();
        QStringList names
            = u"at credential_set provider environment endpoint client_authentication "
              "http_status duration_ms outcome code message request_ids asked_by"_s.split(u' ');
        names.sort();
        QCOMPARE(json.keys(), names);
        QCOMPARE(json.value(u"request_ids")[u"X-Request-Id"].toString(), u"abc-1"_s);
    }

    void whatIsNotThereIsNull()
    {
        LoggedRequest request = practiceRequest();
        request.setId.clear();
        request.setName.clear();
        request.httpStatus = 0;
        request.code.clear();
        request.requestIds.clear();
        const QJsonObject json = QJsonDocument::fromJson(publicLine(request)).object();
        for (const char *name : {"credential_set", "http_status", "code"})
            QVERIFY2(json.value(QLatin1StringView(name)).isNull(), name);
        QVERIFY(json.value(u"request_ids").isObject());
        QCOMPARE(requestOfLine(logLine(request).chopped(1)), std::optional(request));
    }

    void publishedTellsNothing()
    {
        const QString secret = u"not-a-real-secret-Xb81Rm4Qy"_s;
        const QString clientId = u"not-a-real-client-id"_s;
        LoggedRequest request = practiceRequest();
        request.endpoint = u"https://x.example.com/"_s + clientId + u"/token"_s;
        request.code = clientId;
        request.message = u"The client "_s + clientId + u" and "_s
            + QString::fromLatin1(secret.toUtf8().toBase64());
        request.requestIds = {{u"X-Request-Id"_s, secret},
                              {u"X-Trace-Id"_s, u"4bf92f35-77b3-4da6-a3ce-929d0e0e4736"_s},
                              {clientId, u"abc"_s}};
        const LoggedRequest told = published(request, {Secret::fromText(secret)}, clientId);
        const QByteArray line = logLine(told);
        for (const QByteArray &hidden :
             {secret.toUtf8(), clientId.toUtf8(), secret.toUtf8().toBase64()})
            QVERIFY2(!line.contains(hidden), line.constData());
        QCOMPARE(told.requestIds,
                 (QList<RequestId>{{u"X-Trace-Id"_s, u"4bf92f35-77b3-4da6-a3ce-929d0e0e4736"_s}}));
        QCOMPARE(told.code, QString());
        const LoggedRequest harmless = practiceRequest();
        QCOMPARE(published(harmless, {Secret::fromText(secret)}, clientId).endpoint,
                 harmless.endpoint);
    }

    void detailsForATicket()
    {
        const QString text = requestDetails(practiceRequest());
        for (const char *line : {"Time: 2027-01-15T08:00:00.123Z", "Provider: ebay, sandbox",
                                 "Endpoint: https://api.example.com/token", "HTTP status: 401",
                                 "Outcome: rejected: invalid_client", "Duration: 12 ms",
                                 "Code: invalid_client", "Message: line end", "X-Request-Id: abc-1",
                                 "Client authentication: client_secret_basic"})
            QVERIFY2(text.split(u'\n').contains(QLatin1StringView(line)), line);
        LoggedRequest silent = practiceRequest();
        silent.httpStatus = 0;
        silent.code.clear();
        QVERIFY(requestDetails(silent).contains(u"HTTP status: no answer"));
        QVERIFY(!requestDetails(silent).contains(u"Code:"));
    }

    void outcomesReadWell_data()
    {
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        const auto row = [](const char *outcome, const char *text, bool good) {
            QTest::newRow(outcome)
                << QString::fromLatin1(outcome) << QString::fromLatin1(text) << good;
        };
        row("minted", "minted", true);
        row("rejected", "rejected: invalid_client", false);
        row("timeout", "timed out", false);
        row("check: accepted", "checked: accepted", true);
        row("check: lacks-scope", "checked: accepted, but lacks the scope", false);
        row("check: refused", "checked: refused", false);
        row("revocation: done", "revoked", true);
        row("revocation: rejected", "revoking: rejected: invalid_client", false);
        row("check: network", "checked: no connection", false);
        row("of a later version", "of a later version", false);
    }

    void outcomesReadWell()
    {
        QFETCH(const QString, outcome);
        LoggedRequest request = practiceRequest();
        request.outcome = outcome;
        if (!outcome.endsWith(u"rejected"))
            request.code.clear();
        QTEST(outcomeText(request), "text");
        QTEST(succeeded(request), "good");
    }
};

TEST_IN_PROGRAM(TestLoggedRequest)
#include "tst_loggedrequest.moc"
