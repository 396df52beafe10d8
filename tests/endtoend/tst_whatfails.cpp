// SPDX-License-Identifier: MIT
#include "RunningProgram.h"
#include "TestProgram.h"

#include <QGuiApplication>
#include <QTest>

using namespace Qt::StringLiterals;

/// What goes wrong is said in the row and in the details, nothing is lost, and the window lives.
class TestWhatFails : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data()
    {
        QTest::addColumn<PracticeAnswer>("answer");
        QTest::addColumn<QString>("row");
        QTest::addColumn<QStringList>("details");
        const auto text = [](const char *words) { return QString::fromUtf8(words); };
        const auto answer = [](int status, const QByteArray &body) {
            PracticeAnswer given;
            given.status = status;
            given.body = body;
            return given;
        };
        QTest::newRow("wrong secret") << answer(
            401, R"({"error":"invalid_client","error_description":"client authentication failed"})")
                                      << text("rejected: invalid_client")
                                      << QStringList{text("HTTP 401"),
                                                     text("client authentication failed"),
                                                     text("API secret")};
        QTest::newRow("provider's own shape") << answer(
            400,
            R"({"errors":[{"errorCode":"1019003","errorDescription":"Either Invalid or missing"}]})")
                                              << text("rejected: 1019003")
                                              << QStringList{text("HTTP 400"),
                                                             text("Either Invalid or missing")};
        QTest::newRow("not JSON") << answer(
            200, "<html><body>Welcome to the hotel network</body></html>")
                                  << text("answer not understood")
                                  << QStringList{text("HTTP 200"), text("neither JSON nor XML")};
        QTest::newRow("no token in it") << answer(200, R"({"hello":"world"})")
                                        << text("answer not understood") << QStringList{};
        PracticeAnswer redirect = answer(307, {});
        redirect.headers.append(
            std::pair<QByteArray, QByteArray>("Location", "https://elsewhere.invalid/"));
        QTest::newRow("redirect") << redirect << text("answer not understood")
                                  << QStringList{text("HTTP 307"), text("elsewhere.invalid")};
        PracticeAnswer later = answer(503, {});
        later.headers.append(std::pair<QByteArray, QByteArray>("Retry-After", "120"));
        QTest::newRow("try later") << later << text("try later")
                                   << QStringList{text("HTTP 503"), text("Try again in 2 min (")};
        PracticeAnswer echo = answer(
            418,
            "your secret was " + PracticeTokenServer::pitneyBowesSecret().toUtf8() + " \x1b[31m");
        QTest::newRow("unknown body, redacted")
            << echo << text("rejected") << QStringList{text("your secret was •••")};
    }

    void answers()
    {
        QFETCH(PracticeAnswer, answer);
        QFETCH(QString, row);
        QFETCH(QStringList, details);
        m_program->server().setResponder([&](const PracticeRequest &) { return answer; });
        const int before = m_program->server().requestCount();
        VERIFY_WINDOW(*m_program, m_program->window().press(u"Mint token"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_program->server().requestCount(), before + 1, 15'000);
        VERIFY_WINDOW(*m_program, m_program->waitForTokenCell(m_name, row));
        for (const QString &detail : details)
            VERIFY_WINDOW(*m_program, m_program->waitForWords(detail));
        const QString shown = m_program->window().outline();
        QVERIFY(!shown.contains(PracticeTokenServer::pitneyBowesSecret()));
        QVERIFY(!shown.contains(QChar(0x1b)));
        QCOMPARE(m_program->server().requestCount(), before + 1); // never retried by itself
    }

    /// Who does not look at the window is told.
    void outcomesAreAnnounced()
    {
        PracticeAnswer refusal;
        refusal.status = 401;
        refusal.body = R"({"error":"invalid_client"})";
        m_program->server().setResponder([&](const PracticeRequest &) { return refusal; });
        AccessibleWindow &window = m_program->window();
        VERIFY_WINDOW(*m_program,
                      window.announces([&] { return window.press(u"Mint token"_s); },
                                       u"Pitney Bowes rejected the credentials"_s,
                                       Announcement::Assertive));
        m_program->server().setResponder({});
        const auto copy = [&] { return window.press(u"Copy bearer header"_s); };
        const QString copied = u"Copied the header of “Parcels”"_s;
        VERIFY_WINDOW(*m_program, window.announces(copy, copied, Announcement::Polite));
        // the same again, in the same words
        VERIFY_WINDOW(*m_program, window.announces(copy, copied, Announcement::Polite));
    }

    void silenceIsCancelledWhileTheWindowLives()
    {
        PracticeAnswer silence;
        silence.neverAnswer = true;
        m_program->server().setResponder([&](const PracticeRequest &) { return silence; });
        VERIFY_WINDOW(*m_program, m_program->window().press(u"Mint token"_s));
        VERIFY_WINDOW(*m_program, m_program->waitForTokenCell(m_name, u"minting"_s));
        VERIFY_WINDOW(*m_program, m_program->window().setText(u"Search"_s, m_name));
        VERIFY_WINDOW(*m_program, m_program->window().setText(u"Search"_s, QString()));
        VERIFY_WINDOW(*m_program, m_program->window().press(u"Cancel"_s));
        VERIFY_WINDOW(*m_program,
                      m_program->window().waitFor(
                          [&] { return !m_program->tokenCell(m_name).contains(u"minting"_s); },
                          u"The cancelled row"_s));
    }

    void itWorksAgainAfterwards()
    {
        m_program->server().setResponder({});
        VERIFY_WINDOW(*m_program, m_program->window().press(u"Copy bearer header"_s));
        VERIFY_WINDOW(*m_program, m_program->waitForTokenCell(m_name, u"left"_s));
        QVERIFY(!m_program->window().outline().contains(u"HTTP 418"_s));
    }

    void initTestCase()
    {
        m_program = std::make_unique<RunningProgram>();
        QVERIFY(m_program->start());
        VERIFY_WINDOW(*m_program, m_program->addPitneyBowesSet(m_name));
    }

    void cleanupTestCase() { QVERIFY(m_program->close()); }

private:
    const QString m_name = u"Parcels"_s;
    std::unique_ptr<RunningProgram> m_program;
};

WIDGET_TEST_IN_PROGRAM(TestWhatFails)
#include "tst_whatfails.moc"
