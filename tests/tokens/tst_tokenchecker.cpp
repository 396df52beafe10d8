// SPDX-License-Identifier: MIT
#include "PracticeProgram.h"
#include "TestProgram.h"

#include "TokenChecker.h"

#include <QSignalSpy>

using namespace Tokenwright;

class TestTokenChecker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_machine = std::make_unique<PracticeMachine>();
        QVERIFY(m_machine->isReady());
        m_program = std::make_unique<PracticeProgram>(*m_machine);
        QVERIFY(m_program->ready);
        m_ending = std::make_unique<TokenEnding>(
            TokenEnding::Parts{.clock = m_machine->clock,
                               .providers = m_machine->providers,
                               .registry = m_program->registry,
                               .manager = m_program->manager,
                               .ledger = m_program->ledger,
                               .service = m_program->service,
                               .client = m_program->client});
        m_checker = std::make_unique<TokenChecker>(
            TokenChecker::Parts{.clock = m_machine->clock,
                                .providers = m_machine->providers,
                                .registry = m_program->registry,
                                .store = m_machine->keychain,
                                .service = m_program->service,
                                .ending = *m_ending,
                                .client = m_program->client});
    }

    void cleanup()
    {
        m_checker.reset();
        m_ending.reset();
        m_program.reset();
        m_machine.reset();
    }

    void theCurrentTokenIsUsed()
    {
        const QString id = m_program->addSet();
        QVERIFY(m_checker->canCheck(id));
        VERIFY_OK(await(m_program->ask(id)));
        QCOMPARE(mints(), 1);
        QSignalSpy started(m_checker.get(), &TokenChecker::checkStarted);
        QSignalSpy finished(m_checker.get(), &TokenChecker::checkFinished);
        const auto future = m_checker->check(id);
        QVERIFY(m_checker->isChecking(id));
        const auto verdict = await(future);
        VERIFY_OK(verdict);
        QCOMPARE(verdict->kind, TokenVerdict::Kind::Accepted);
        QVERIFY(!m_checker->isChecking(id));
        QCOMPARE(started.size(), 1);
        QCOMPARE(finished.size(), 1);
        QCOMPARE(mints(), 1);
        QCOMPARE(calls(), 1);
    }

    void withoutATokenOneIsMinted()
    {
        const QString id = m_program->addSet();
        VERIFY_OK(await(m_checker->check(id)));
        QCOMPARE(mints(), 1);
        QCOMPARE(calls(), 1);
    }

    void aRefusedTokenIsNotReplaced()
    {
        const QString id = m_program->addSet();
        m_machine->server.setResponder([](const PracticeRequest &request) {
            if (!request.target.startsWith("/api/"))
                return practiceAnswer("of-another-environment");
            PracticeAnswer answer;
            answer.status = 401;
            answer.body = R"({"errors":[{"errorId":1001,"message":"Invalid access token"}]})";
            return answer;
        });
        const auto verdict = await(m_checker->check(id));
        VERIFY_OK(verdict);
        QCOMPARE(verdict->kind, TokenVerdict::Kind::Refused);
        QCOMPARE(verdict->code, u"1001"_s);
        QCOMPARE(mints(), 1);
        QCOMPARE(calls(), 1);
        // and it is handed out to nobody any more
        QVERIFY(!m_machine->keychain.contains(tokenKey(id)));
        QVERIFY(!m_program->ledger.record(id).hasToken);
        VERIFY_OK(await(m_program->ask(id)));
        QCOMPARE(mints(), 2);
    }

    void aFailedMintChecksNothing()
    {
        const QString id = m_program->addSet(u"Wrong"_s, u"SBX-wrong"_s);
        const auto verdict = await(m_checker->check(id));
        QCOMPARE(kindOf(verdict), ErrorKind::Rejected);
        QCOMPARE(mints(), 1);
        QCOMPARE(calls(), 0);
        QVERIFY(!m_checker->isChecking(id));
    }

    void noSuchSet()
    {
        QVERIFY(!m_checker->canCheck(u"none"_s));
        QCOMPARE(kindOf(await(m_checker->check(u"none"_s))), ErrorKind::NotFound);
    }

private:
    int mints() const { return m_machine->server.requestCount("/identity/"); }
    int calls() const { return m_machine->server.requestCount("/api/"); }

    std::unique_ptr<PracticeMachine> m_machine;
    std::unique_ptr<PracticeProgram> m_program;
    std::unique_ptr<TokenEnding> m_ending;
    std::unique_ptr<TokenChecker> m_checker;
};

TEST_IN_PROGRAM(TestTokenChecker)
#include "tst_tokenchecker.moc"
