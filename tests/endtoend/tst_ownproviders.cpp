// SPDX-License-Identifier: MIT
#include "RunningProgram.h"
#include "TestProgram.h"

#include "Profile.h"

#include <QFile>
#include <QGuiApplication>
#include <QTest>
#include <QUrlQuery>

/// Providers of the user's own come and go while the window is open, tokens are checked, and a
/// refused scope has a way out.
class TestOwnProviders : public QObject
{
    Q_OBJECT

private:
    void writeProvider(const QString &tokenUrl)
    {
        const QString text = QStringLiteral(
                                 "{'id':'foreign','name':'Foreign','environments':{'sandbox':{"
                                 "'name':'Sandbox','tokenUrl':'%1','caCertificates':'%2'}},"
                                 "'response':{'accessToken':['result.0.value'],"
                                 "'expiresIn':['result.0.ttl']},"
                                 "'useToken':{'header':'X-Access-Token','scheme':''}}")
                                 .arg(tokenUrl, m_program->server().caFile())
                                 .replace(u'\'', u'"');
        QFile file(Tokenwright::Profile::standard().providersFolder() + u"/foreign.json");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.toUtf8());
    }

    bool waitUntilNotShown(const QString &words)
    {
        return m_program->window().waitFor(
            [&] { return !m_program->window().outline().contains(words); }, words + u" gone");
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_program = std::make_unique<RunningProgram>();
        QVERIFY(m_program->start());
    }

    void aBadFileIsNamed()
    {
        writeProvider(QStringLiteral("ftp://token.example/"));
        VERIFY_WINDOW(*m_program, m_program->waitForWords(QStringLiteral("foreign.json")));
        VERIFY_WINDOW(*m_program,
                      m_program->waitForWords(QStringLiteral("environments.sandbox.tokenUrl")));
        VERIFY_WINDOW(*m_program, m_program->waitForWords(QStringLiteral("an https URL")));
    }

    void aMendedFileWorksAtOnce()
    {
        writeProvider(m_program->server().url(QStringLiteral("/foreign")).toString());
        VERIFY_WINDOW(*m_program, waitUntilNotShown(QStringLiteral("foreign.json")));
        PracticeAnswer answer;
        answer.body = R"({"result":[{"value":"foreign-token","ttl":900}]})";
        m_program->server().setResponder([answer](const PracticeRequest &) { return answer; });
        VERIFY_WINDOW(*m_program,
                      m_program->addSet(QStringLiteral("Odd one"), QStringLiteral("Foreign"),
                                        QStringLiteral("Client ID"), QStringLiteral("the-id"),
                                        QStringLiteral("Client secret"),
                                        QStringLiteral("practice-secret-0001")));
        VERIFY_WINDOW(*m_program,
                      m_program->window().press(QStringLiteral("Copy bearer header"),
                                                AccessibleRole::Button));
        VERIFY_WINDOW(
            *m_program,
            m_program->waitForTokenCell(QStringLiteral("Odd one"), QStringLiteral("left")));
        QTRY_COMPARE(RunningProgram::clipboard(), QStringLiteral("X-Access-Token: foreign-token"));
    }

    void aTokenIsChecked()
    {
        m_program->server().setResponder({});
        VERIFY_WINDOW(*m_program, m_program->addPitneyBowesSet(QStringLiteral("Parcels")));
        VERIFY_WINDOW(
            *m_program,
            m_program->window().press(QStringLiteral("Check token"), AccessibleRole::Button));
        VERIFY_WINDOW(*m_program,
                      m_program->waitForWords(QStringLiteral("The API accepted the token.")));
        QCOMPARE(m_program->server().requestCount("/oauth/token"), 1);
        QCOMPARE(m_program->server().requestCount("/api/v1/addresses/verify"), 1);

        PracticeAnswer refused;
        refused.status = 401;
        refused.body
            = R"({"errorCode":"PB-APIM-ERR-1003","errorDescription":"Expired Access Token"})";
        m_program->server().setResponder([refused](const PracticeRequest &) { return refused; });
        VERIFY_WINDOW(
            *m_program,
            m_program->window().press(QStringLiteral("Check token"), AccessibleRole::Button));
        VERIFY_WINDOW(*m_program,
                      m_program->waitForWords(QStringLiteral("The API refused the token")));
        VERIFY_WINDOW(*m_program, m_program->waitForWords(QStringLiteral("PB-APIM-ERR-1003")));
        QCOMPARE(m_program->server().requestCount("/oauth/token"), 1);
    }

    void aRefusedScopeHasAWayOut()
    {
        VERIFY_WINDOW(*m_program,
                      m_program->addEbaySet(QStringLiteral("Catalogue"),
                                            QStringLiteral("https://api.ebay.com/oauth/"
                                                           "api_scope/buy.deal")));
        m_program->server().setResponder([](const PracticeRequest &request) {
            const auto body = QString::fromUtf8(request.body);
            const QString scope = QUrlQuery(body).queryItemValue(QStringLiteral("scope"),
                                                                 QUrl::FullyDecoded);
            PracticeAnswer answer;
            if (scope == u"https://api.ebay.com/oauth/api_scope") {
                answer.body = R"({"access_token":"v^1.1#base","expires_in":7200})";
            } else {
                answer.status = 400;
                answer.body = R"({"error":"invalid_scope","error_description":"The requested )"
                              R"(scope is invalid"})";
            }
            return answer;
        });
        VERIFY_WINDOW(
            *m_program,
            m_program->window().press(QStringLiteral("Mint token"), AccessibleRole::Button));
        VERIFY_WINDOW(*m_program,
                      m_program->waitForTokenCell(QStringLiteral("Catalogue"),
                                                  QStringLiteral("rejected: invalid_scope")));
        VERIFY_WINDOW(*m_program,
                      m_program->window().press(QStringLiteral("Retry with the base scope alone…"),
                                                AccessibleRole::Button));
        VERIFY_WINDOW(*m_program, m_program->waitForWords(QStringLiteral("api_scope/buy.deal")));
        VERIFY_WINDOW(*m_program,
                      m_program->window().press(QStringLiteral("Retry"), AccessibleRole::Button));
        VERIFY_WINDOW(
            *m_program,
            m_program->waitForTokenCell(QStringLiteral("Catalogue"), QStringLiteral("left")));
    }

    void cleanupTestCase() { QVERIFY(m_program->close()); }

private:
    std::unique_ptr<RunningProgram> m_program;
};

WIDGET_TEST_IN_PROGRAM(TestOwnProviders)
#include "tst_ownproviders.moc"
