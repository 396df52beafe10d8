// SPDX-License-Identifier: MIT
#include "RunningProgram.h"
#include "TestProgram.h"

#include "Profile.h"

#include <QFile>
#include <QGuiApplication>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

/// Providers of the user's own come and go while the window is open, tokens are checked, and a
/// refused scope has a way out.
class TestOwnProviders : public QObject
{
    Q_OBJECT

private:
    void writeProvider(const QString &tokenUrl)
    {
        const QString text = u"{'id':'foreign','name':'Foreign','environments':{'sandbox':{"
                             "'name':'Sandbox','tokenUrl':'%1','caCertificates':'%2'}},"
                             "'response':{'accessToken':['result.0.value'],"
                             "'expiresIn':['result.0.ttl']},"
                             "'useToken':{'header':'X-Access-Token','scheme':''}}"_s
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
        writeProvider(u"ftp://token.example/"_s);
        VERIFY_WINDOW(*m_program, m_program->waitForWords(u"foreign.json"_s));
        VERIFY_WINDOW(*m_program, m_program->waitForWords(u"environments.sandbox.tokenUrl"_s));
        VERIFY_WINDOW(*m_program, m_program->waitForWords(u"an https URL"_s));
    }

    void aMendedFileWorksAtOnce()
    {
        writeProvider(m_program->server().url(u"/foreign"_s).toString());
        VERIFY_WINDOW(*m_program, waitUntilNotShown(u"foreign.json"_s));
        PracticeAnswer answer;
        answer.body = R"({"result":[{"value":"foreign-token","ttl":900}]})";
        m_program->server().setResponder([answer](const PracticeRequest &) { return answer; });
        VERIFY_WINDOW(*m_program,
                      m_program->addSet(u"Odd one"_s, u"Foreign"_s, u"Client ID"_s, u"the-id"_s,
                                        u"Client secret"_s, u"practice-secret-0001"_s));
        VERIFY_WINDOW(*m_program,
                      m_program->window().press(u"Copy bearer header"_s, AccessibleRole::Button));
        VERIFY_WINDOW(*m_program, m_program->waitForTokenCell(u"Odd one"_s, u"left"_s));
        QTRY_COMPARE(RunningProgram::clipboard(), u"X-Access-Token: foreign-token"_s);
    }

    void aTokenIsChecked()
    {
        m_program->server().setResponder({});
        VERIFY_WINDOW(*m_program, m_program->addPitneyBowesSet(u"Parcels"_s));
        VERIFY_WINDOW(*m_program,
                      m_program->window().press(u"Check token"_s, AccessibleRole::Button));
        VERIFY_WINDOW(*m_program, m_program->waitForWords(u"The API accepted the token."_s));
        QCOMPARE(m_program->server().requestCount("/oauth/token"), 1);
        QCOMPARE(m_program->server().requestCount("/api/v1/addresses/verify"), 1);

        PracticeAnswer refused;
        refused.status = 401;
        refused.body
            = R"({"errorCode":"PB-APIM-ERR-1003","errorDescription":"Expired Access Token"})";
        m_program->server().setResponder([refused](const PracticeRequest &) { return refused; });
        VERIFY_WINDOW(*m_program,
                      m_program->window().press(u"Check token"_s, AccessibleRole::Button));
        VERIFY_WINDOW(*m_program, m_program->waitForWords(u"The API refused the token"_s));
        VERIFY_WINDOW(*m_program, m_program->waitForWords(u"PB-APIM-ERR-1003"_s));
        QCOMPARE(m_program->server().requestCount("/oauth/token"), 1);
    }

    void aRefusedScopeHasAWayOut()
    {
        VERIFY_WINDOW(*m_program,
                      m_program->addEbaySet(u"Catalogue"_s,
                                            u"https://api.ebay.com/oauth/"
                                            "api_scope/buy.deal"_s));
        m_program->server().setResponder([](const PracticeRequest &request) {
            const auto body = QString::fromUtf8(request.body);
            const QString scope = QUrlQuery(body).queryItemValue(u"scope"_s, QUrl::FullyDecoded);
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
        VERIFY_WINDOW(*m_program,
                      m_program->window().press(u"Mint token"_s, AccessibleRole::Button));
        VERIFY_WINDOW(*m_program,
                      m_program->waitForTokenCell(u"Catalogue"_s, u"rejected: invalid_scope"_s));
        VERIFY_WINDOW(*m_program,
                      m_program->window().press(u"Retry with the base scope alone…"_s,
                                                AccessibleRole::Button));
        VERIFY_WINDOW(*m_program, m_program->waitForWords(u"api_scope/buy.deal"_s));
        VERIFY_WINDOW(*m_program, m_program->window().press(u"Retry"_s, AccessibleRole::Button));
        VERIFY_WINDOW(*m_program, m_program->waitForTokenCell(u"Catalogue"_s, u"left"_s));
    }

    void cleanupTestCase() { QVERIFY(m_program->close()); }

private:
    std::unique_ptr<RunningProgram> m_program;
};

WIDGET_TEST_IN_PROGRAM(TestOwnProviders)
#include "tst_ownproviders.moc"
