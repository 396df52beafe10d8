// SPDX-License-Identifier: MIT
// Several tokens that live at once, tokens newer than a moment, connections opened ahead, and
// clocks that differ.
#include "PracticeProgram.h"
#include "TestProgram.h"

using namespace Tokenwright;

class TestLiveTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_machine = std::make_unique<PracticeMachine>();
        QVERIFY(m_machine->isReady());
        m_program = std::make_unique<PracticeProgram>(*m_machine);
    }

    void cleanup()
    {
        m_program.reset();
        m_machine.reset();
    }

    void aForcedMintLeavesTheEarlierOne()
    {
        const QString id = m_program->addSet();
        const auto first = await(m_program->ask(id));
        VERIFY_OK(first);
        QVERIFY(m_program->service.earlierTokens(id).isEmpty());
        m_machine->clock.advance(60'000);
        const auto second = await(m_program->ask(id, {.force = true}));
        VERIFY_OK(second);
        m_machine->clock.advance(60'000);
        const auto third = await(m_program->ask(id, {.force = true}));
        VERIFY_OK(third);

        QList<AccessToken> earlier = m_program->service.earlierTokens(id);
        QCOMPARE(earlier.size(), 2);
        QVERIFY(earlier[0].value.equals(second->token.value));
        QVERIFY(earlier[1].value.equals(first->token.value));
        QCOMPARE(earlier[1].lifetime, first->token.lifetime);
        // the latest is the one that is used
        const auto used = await(m_program->ask(id));
        VERIFY_OK(used);
        QVERIFY(used->token.value.equals(third->token.value));

        m_machine->clock.advance(7'200'000 - 120'000); // the first has run out
        earlier = m_program->service.earlierTokens(id);
        QCOMPARE(earlier.size(), 1);
        QVERIFY(earlier[0].value.equals(second->token.value));

        // nothing of them is in the keychain or known to another run
        PracticeProgram other(*m_machine);
        QVERIFY(other.service.earlierTokens(id).isEmpty());
        QCOMPARE(m_machine->keychain.keys().size(), 2);
    }

    void theSameTokenAgain_data()
    {
        QTest::addColumn<bool>("isUntilExpiry"); // says the provider
        QTest::newRow("until it expires") << true;
        QTest::newRow("nobody says so") << false;
    }

    /// Its life does not begin anew, and it is no earlier token.
    void theSameTokenAgain()
    {
        QFETCH(const bool, isUntilExpiry);
        changeProvider(m_machine->profile.profile, u"policy"_s,
                       {{u"sameTokenUntilExpiry"_s, isUntilExpiry}});
        m_machine->providers.reload();
        m_machine->server.setResponder(
            [](const PracticeRequest &) { return practiceAnswer("the-same"); });
        const QString id = m_program->addSet();
        const auto first = await(m_program->ask(id));
        VERIFY_OK(first);
        m_machine->clock.advance(60'000);
        const auto again = await(m_program->ask(id, {.force = true}));
        VERIFY_OK(again);
        QVERIFY(again->minted);
        QCOMPARE(again->token.lifetime == first->token.lifetime, isUntilExpiry);
        QCOMPARE(*again->token.lifetime.expires - *first->token.lifetime.expires,
                 isUntilExpiry ? 0 : 60'000);
        QVERIFY(m_program->service.earlierTokens(id).isEmpty());
        QCOMPARE(m_program->ledger.record(id).lifetime, again->token.lifetime);
        // what is kept agrees, so that it is used
        const auto used = await(m_program->ask(id));
        VERIFY_OK(used);
        QVERIFY(!used->minted);
        QCOMPARE(m_machine->server.requestCount(), 2);
        // once it is over, whatever comes is a new one
        m_machine->clock.advance(7'200'000);
        const auto next = await(m_program->ask(id));
        VERIFY_OK(next);
        QVERIFY(*next->token.lifetime.expires > *again->token.lifetime.expires);
    }

    void notWhenTheSetChangedOrWent()
    {
        const QString id = m_program->addSet();
        VERIFY_OK(await(m_program->ask(id)));
        VERIFY_OK(await(m_program->ask(id, {.force = true})));
        QCOMPARE(m_program->service.earlierTokens(id).size(), 1);
        CredentialSet set = *m_program->registry.find(id);
        const QStringList before = std::exchange(set.scopes, {u"another"_s});
        VERIFY_OK(await(m_program->edit(set)));
        QVERIFY(m_program->service.earlierTokens(id).isEmpty());
        VERIFY_OK(await(m_program->manager.remove(id)));
        QVERIFY(m_program->service.earlierTokens(id).isEmpty());
    }

    void notWhereANewTokenRevokesTheOld()
    {
        onlyTheLatestLives();
        const QString id = m_program->addSet();
        VERIFY_OK(await(m_program->ask(id)));
        VERIFY_OK(await(m_program->ask(id, {.force = true})));
        QVERIFY(m_program->service.earlierTokens(id).isEmpty());
    }

    void whatAMintWouldRevoke()
    {
        const TokenService &service = m_program->service;
        const QString id = m_program->addSet();
        VERIFY_OK(await(m_program->ask(id)));
        const TokenQuery forced{.force = true};
        QCOMPARE(service.wouldRevoke(id, forced), std::nullopt); // the two live side by side
        onlyTheLatestLives();
        VERIFY_OK(await(m_program->ask(id, forced)));
        QCOMPARE(service.wouldRevoke(id, forced), std::optional<qint64>(7'200'000));
        QCOMPARE(service.wouldRevoke(id, {}), std::nullopt); // it is reused
        m_machine->clock.advance(7'000'000);
        QCOMPARE(service.wouldRevoke(id, {}), std::optional<qint64>(200'000));
        QCOMPARE(service.wouldRevoke(id, {.minimumSeconds = 0}), std::nullopt);

        // what was asked for before an edit lives on, and what another run has
        CredentialSet set = *m_program->registry.find(id);
        const QStringList before = std::exchange(set.scopes, {u"another"_s});
        VERIFY_OK(await(m_program->edit(set)));
        QCOMPARE(service.wouldRevoke(id, {}), std::optional<qint64>(200'000));
        set.scopes = before;
        VERIFY_OK(await(m_program->edit(set)));
        m_machine->keychain.failNext(FakeSecretStore::Operation::Write, ErrorKind::KeychainDenied);
        VERIFY_OK(await(m_program->ask(id, forced)));
        PracticeProgram other(*m_machine);
        QCOMPARE(other.service.wouldRevoke(id, {}), std::optional<qint64>(7'200'000));
        m_machine->clock.advance(7'200'000);
        QCOMPARE(service.wouldRevoke(id, forced), std::nullopt);
        QCOMPARE(service.wouldRevoke(u"nobody"_s, forced), std::nullopt);
    }

    void newerThanAMoment()
    {
        const QString id = m_program->addSet();
        const auto first = await(m_program->ask(id));
        VERIFY_OK(first);
        const qint64 issued = first->token.lifetime.issued;
        m_machine->clock.advance(1000);
        const auto same = await(m_program->ask(id, {.newerThan = issued - 1}));
        VERIFY_OK(same);
        QVERIFY(!same->minted);
        const auto newer = await(m_program->ask(id, {.newerThan = issued}));
        VERIFY_OK(newer);
        QVERIFY(newer->minted);
        QCOMPARE(m_machine->server.requestCount(), 2);
        const auto again = await(m_program->ask(id, {.newerThan = issued}));
        VERIFY_OK(again);
        QVERIFY(!again->minted);
    }

    void aClockThatIsWrongIsNoticed()
    {
        const QString id = m_program->addSet();
        PracticeAnswer answer = practiceAnswer("token");
        // the practice clock shows 15 January 2027, 08:00:00
        answer.headers.append(
            std::pair<QByteArray, QByteArray>("Date", "Fri, 15 Jan 2027 07:00:00 GMT"));
        m_machine->server.setResponder([answer](const PracticeRequest &) { return answer; });
        const auto issued = await(m_program->ask(id));
        VERIFY_OK(issued);
        const auto report = m_program->service.lastRequest(id);
        QVERIFY(report);
        QCOMPARE(report->clockAhead, std::optional<qint64>(3'600'000));
        // without a Date, by the token's own time of issue (Pitney Bowes says it in milliseconds)
        answer.headers.removeLast();
        answer.body = R"({"access_token":"t","expiresIn":"35999","issuedAt":"1799996400000"})";
        CredentialSet set;
        set.name = u"Parcels"_s;
        set.provider = u"pitney-bowes"_s;
        set.environment = u"sandbox"_s;
        const auto parcels = await(m_program->manager.create(
            set, m_program->pair(PracticeTokenServer::pitneyBowesSecret())));
        VERIFY_OK(parcels);
        m_machine->server.setResponder([answer](const PracticeRequest &) { return answer; });
        VERIFY_OK(await(m_program->ask(*parcels)));
        QCOMPARE(m_program->service.lastRequest(*parcels)->clockAhead,
                 std::optional<qint64>(3'600'000));
        // it is only a warning: the countdown goes by this computer's own clock
        QCOMPARE(issued->token.lifetime.issued, m_machine->clock.moment.wall);
    }

private:
    /// From now on a new token makes the one before invalid.
    void onlyTheLatestLives()
    {
        revokePrevious(m_machine->profile.profile);
        m_machine->providers.reload();
    }

    std::unique_ptr<PracticeMachine> m_machine;
    std::unique_ptr<PracticeProgram> m_program;
};

TEST_IN_PROGRAM(TestLiveTokens)
#include "tst_livetokens.moc"
