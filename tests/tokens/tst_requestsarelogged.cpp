// SPDX-License-Identifier: MIT
#include "PracticeProgram.h"
#include "TestProgram.h"

#include "FileLock.h"
#include "RequestLog.h"
#include "TokenChecker.h"

#include <QRegularExpression>

using namespace Tokenwright;

/// That every request of the services gets there.
class TestRequestsAreLogged : public QObject
{
    Q_OBJECT

private:
    QList<LoggedRequest> logged() { return m_program->requestLog.requests().value(); }

private Q_SLOTS:
    void init()
    {
        m_machine = std::make_unique<PracticeMachine>();
        QVERIFY(m_machine->isReady());
        m_program = std::make_unique<PracticeProgram>(*m_machine);
        QVERIFY(m_program->ready);
    }
    void cleanup()
    {
        m_program.reset();
        m_machine.reset();
    }

    void aMintIsLogged()
    {
        const QString id = m_program->addSet();
        VERIFY_OK(await(m_program->ask(id)));
        VERIFY_OK(await(m_program->ask(id))); // reused: no request
        QCOMPARE(logged().size(), 1);
        const LoggedRequest request = logged().constFirst();
        QCOMPARE(request.at, m_machine->clock.now().wall);
        QCOMPARE(request.setId, id);
        QCOMPARE(request.setName, u"Catalogue"_s);
        QCOMPARE(request.provider, u"ebay"_s);
        QCOMPARE(request.environment, u"sandbox"_s);
        QVERIFY2(request.endpoint.endsWith(u"/identity/v1/oauth2/token"),
                 qPrintable(request.endpoint));
        QCOMPARE(request.clientAuthentication, u"client_secret_basic_raw"_s);
        QCOMPARE(request.httpStatus, 200);
        QCOMPARE(request.outcome, u"minted"_s);
        QCOMPARE(request.askedBy, askedByWindow);
        QVERIFY(await(m_program->ask(id, {.force = true, .askedBy = askedByKeepFresh})));
        QCOMPARE(logged().constLast().askedBy, askedByKeepFresh);
    }

    void aFailureIsLoggedWithItsIds()
    {
        const QString id = m_program->addSet();
        m_machine->server.setResponder([](const PracticeRequest &) {
            PracticeAnswer answer;
            answer.status = 400;
            answer.headers = {
                {"Content-Type", "application/json"},
                {"X-EBAY-C-REQUEST-ID", "ri=abc,rci=def"},
                {"CF-Ray", "8f1-FRA"},
                {"X-Echo-Request-Id", PracticeTokenServer::ebayClientSecret().toUtf8()},
                {"Set-Cookie", "session=private"}};
            answer.body = R"({"error":"invalid_scope","error_description":"no scope for CLIENT",)"
                          R"("correlation_id":"11-22-33"})";
            answer.body.replace("CLIENT", PracticeTokenServer::ebayClientId().toUtf8());
            return answer;
        });
        QVERIFY(kindOf(await(m_program->ask(id))) == ErrorKind::Rejected);
        const LoggedRequest request = logged().constFirst();
        QCOMPARE(request.outcome, u"rejected"_s);
        QCOMPARE(request.code, u"invalid_scope"_s);
        QVERIFY2(request.message.startsWith(u"no "), qPrintable(request.message));
        QVERIFY(!request.message.contains(PracticeTokenServer::ebayClientId()));
        QStringList values;
        for (const RequestId &each : request.requestIds)
            values.append(each.value);
        values.sort();
        QCOMPARE(values, (QStringList{u"11-22-33"_s, u"8f1-FRA"_s, u"ri=abc,rci=def"_s}));
    }

    void noTokenThatAServerEchoes()
    {
        const QString id = m_program->addSet();
        m_machine->server.setResponder([](const PracticeRequest &) {
            PracticeAnswer answer = practiceAnswer("practice-token-echoed-0001");
            answer.headers.emplaceBack("X-Request-Id", "of practice-token-echoed-0001");
            return answer;
        });
        VERIFY_OK(await(m_program->ask(id)));
        QFile file(m_machine->profile.profile.requestLogFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("echoed"));
        QCOMPARE(logged().size(), 1);
    }

    void noAnswerIsLogged()
    {
        const QString id = m_program->addSet();
        m_machine->server.setResponder([](const PracticeRequest &) {
            PracticeAnswer answer;
            answer.closeWithoutAnswer = true;
            return answer;
        });
        QVERIFY(!await(m_program->ask(id)));
        QCOMPARE(logged().constFirst().outcome, u"network"_s);
        QCOMPARE(logged().constFirst().httpStatus, 0);
    }

    void aCancelledOneIsLogged()
    {
        const QString id = m_program->addSet();
        m_machine->server.setResponder([](const PracticeRequest &) {
            PracticeAnswer answer;
            answer.neverAnswer = true;
            return answer;
        });
        const auto asked = m_program->ask(id);
        QTRY_VERIFY(!m_machine->server.requests().isEmpty());
        m_program->service.cancel(id);
        QVERIFY(kindOf(await(asked)) == ErrorKind::Cancelled);
        QCOMPARE(logged().constFirst().outcome, u"cancelled"_s);
    }

    void aLogThatCannotBeWrittenFailsNoMint()
    {
        const QString path = m_machine->profile.profile.requestLogFile();
        QVERIFY(QDir().mkdir(path));
        const QString id = m_program->addSet();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"could not be added"_s));
        VERIFY_OK(await(m_program->ask(id)));
    }

    void aHeldLogFailsNoMint()
    {
        FileLock lock(m_machine->profile.profile.lockFile(u"requests.lock"_s));
        QCOMPARE(lock.tryLock(), FileLock::Outcome::Taken);
        const QString id = m_program->addSet();
        VERIFY_OK(await(m_program->ask(id)));
        QVERIFY(logged().isEmpty());
        lock.unlock();
        QTRY_COMPARE(logged().size(), 1);
    }

    void aCheckIsLogged_data()
    {
        QTest::addColumn<bool>("readable");
        QTest::newRow("the client is known") << true;
        QTest::newRow("the client is not known") << false;
    }
    /// What an API says goes into the file only without the client ID.
    void aCheckIsLogged()
    {
        QFETCH(const bool, readable);
        TokenEnding ending({.clock = m_machine->clock,
                            .providers = m_machine->providers,
                            .registry = m_program->registry,
                            .manager = m_program->manager,
                            .ledger = m_program->ledger,
                            .service = m_program->service,
                            .client = m_program->client});
        TokenChecker checker({.clock = m_machine->clock,
                              .providers = m_machine->providers,
                              .registry = m_program->registry,
                              .store = m_machine->keychain,
                              .service = m_program->service,
                              .ending = ending,
                              .client = m_program->client,
                              .log = &m_program->requestLog,
                              .askedBy = askedByCommandLine});
        const QString id = m_program->addSet();
        VERIFY_OK(await(checker.check(id)));
        QCOMPARE(logged().size(), 2);
        QCOMPARE(logged().constLast().outcome, u"check: accepted"_s);
        QCOMPARE(logged().constLast().askedBy, askedByCommandLine);
        QVERIFY(logged().constLast().endpoint.contains(u"/api/"));

        m_machine->server.setResponder([](const PracticeRequest &) {
            PracticeAnswer answer;
            answer.status = 401;
            answer.body = R"({"errors":[{"errorId":1001,"message":"not of CLIENT"}]})";
            answer.body.replace("CLIENT", PracticeTokenServer::ebayClientId().toUtf8());
            return answer;
        });
        if (!readable)
            VERIFY_OK(await(m_machine->keychain.remove(clientKey(id), Prompt::Never)));
        VERIFY_OK(await(checker.check(id)));
        const LoggedRequest refused = logged().constLast();
        QCOMPARE(refused.outcome, u"check: refused"_s);
        QCOMPARE(refused.code, readable ? u"1001"_s : QString());
        QCOMPARE(refused.message.isEmpty(), !readable);
        QVERIFY(!refused.message.contains(PracticeTokenServer::ebayClientId()));
    }

    void aRenamedSetKeepsItsLog()
    {
        const QString id = m_program->addSet();
        VERIFY_OK(await(m_program->ask(id)));
        CredentialSet renamed = *m_program->registry.find(id);
        renamed.name = u"Renamed"_s;
        VERIFY_OK(await(m_program->edit(renamed)));
        VERIFY_OK(await(m_program->ask(id, {.force = true})));
        QCOMPARE(m_program->requestLog.requestsOf(id)->size(), 2);
        QCOMPARE(m_program->requestLog.latestOf(id)->setName, u"Renamed"_s);
    }

private:
    std::unique_ptr<PracticeMachine> m_machine;
    std::unique_ptr<PracticeProgram> m_program;
};

TEST_IN_PROGRAM(TestRequestsAreLogged)
#include "tst_requestsarelogged.moc"
