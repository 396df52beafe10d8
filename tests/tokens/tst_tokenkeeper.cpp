// SPDX-License-Identifier: MIT
#include "FakeWakeTimer.h"
#include "PracticeProgram.h"
#include "TestProgram.h"

#include "TokenKeeper.h"

#include <QJsonArray>
#include <QSignalSpy>

using namespace Tokenwright;

class TestTokenKeeper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_machine = std::make_unique<PracticeMachine>();
        QVERIFY(m_machine->isReady());
        m_program = std::make_unique<PracticeProgram>(*m_machine);
        m_timer = std::make_unique<FakeWakeTimer>();
    }

    void cleanup()
    {
        m_keeper.reset();
        m_program.reset();
        m_timer.reset();
        m_machine.reset();
    }

    void renewsBeforeTheTokenRunsOut()
    {
        const QString id = freshSet();
        start();
        QTRY_COMPARE(m_renewed->size(), 1); // the first one, at once
        for (int round = 2; round <= 5; ++round) {
            QTRY_VERIFY(m_timer->due && *m_timer->due > m_machine->clock.moment.boot);
            const qint64 pause = *m_timer->due - m_machine->clock.moment.boot;
            QVERIFY2(pause > 6'700'000 && pause <= 6'900'000, qPrintable(QString::number(pause)));
            m_machine->clock.advance(pause - 1);
            m_keeper->reconsider(); // too early
            QCOMPARE(m_machine->server.requestCount(), round - 1);
            m_machine->clock.advance(1);
            Q_EMIT m_timer->woke();
            QTRY_COMPARE(m_renewed->size(), round);
            QCOMPARE(m_machine->server.requestCount(), round);
        }
        // and the token is there for everyone, without another request
        VERIFY_OK(await(m_program->ask(id)));
        QCOMPARE(m_machine->server.requestCount(), 5);
    }

    void setsThatAreNotToBeKeptFreshAreLeftAlone()
    {
        m_program->addSet();
        start();
        m_keeper->reconsider();
        QVERIFY(!m_timer->due);
        QCOMPARE(m_machine->server.requestCount(), 0);
    }

    void afterSuspendFourAtATime()
    {
        QStringList ids;
        for (int i = 0; i < 12; ++i)
            ids.append(freshSet(u"Set %1"_s.arg(i)));
        int open = 0;
        int most = 0;
        PracticeAnswer slow = practiceAnswer("slow-token");
        slow.delay = std::chrono::milliseconds(30);
        connect(&m_program->service, &TokenService::workStarted, this,
                [&] { most = std::max(most, ++open); });
        connect(&m_program->service, &TokenService::workFinished, this, [&] { --open; });
        m_machine->server.setResponder([slow](const PracticeRequest &) { return slow; });
        start();
        QTRY_COMPARE(m_renewed->size(), 12);
        QCOMPARE(most, TokenKeeper::mostAtATime);
        QCOMPARE(m_machine->server.requestCount(), 12);

        m_machine->clock.advance(30 * 60 * 60 * 1000); // asleep for a day
        Q_EMIT m_timer->woke();
        QTRY_COMPARE(m_renewed->size(), 24);
        QCOMPARE(most, TokenKeeper::mostAtATime);
        QCOMPARE(m_machine->server.requestCount(), 24);
    }

    void triesLaterAndLater()
    {
        freshSet();
        PracticeAnswer down;
        down.status = 503;
        down.headers.append(std::pair<QByteArray, QByteArray>("Retry-After", "100"));
        m_machine->server.setResponder([&down](const PracticeRequest &) { return down; });
        start();
        QTRY_COMPARE(m_failed->size(), 1);
        QVERIFY(m_failed->at(0).at(2).toBool());
        QTRY_COMPARE(pause(), 100'000); // as the provider asks
        down.headers.removeLast();
        qint64 before = 0;
        for (int tries = 2; tries <= 9; ++tries) {
            wake();
            QTRY_COMPARE(m_machine->server.requestCount(), tries);
            QTRY_VERIFY(m_timer->due && pause() > 0);
            QVERIFY(pause() <= 1'800'000);
            QVERIFY(tries > 7 || pause() > before);
            before = tries == 2 ? 0 : pause();
        }
        QCOMPARE(m_failed->size(), 1); // said once, not every time

        m_machine->server.setResponder({});
        wake();
        QTRY_COMPARE(m_renewed->size(), 1);
    }

    void aRejectionEndsItUntilSomebodyActs()
    {
        const QString id = freshSet(u"Wrong"_s, u"SBX-wrong"_s);
        start();
        QTRY_COMPARE(m_failed->size(), 1);
        QVERIFY(!m_failed->at(0).at(2).toBool());
        QTRY_VERIFY(m_keeper->hasStopped(id));
        m_machine->clock.advance(100 * 60 * 60 * 1000);
        m_keeper->reconsider();
        QVERIFY(!m_timer->due);
        QCOMPARE(m_machine->server.requestCount(), 1);

        const CredentialSet set = *m_program->registry.find(id);
        VERIFY_OK(
            await(m_program->edit(set, m_program->pair(PracticeTokenServer::ebayClientSecret()))));
        QTRY_COMPARE(m_renewed->size(), 1);
        QVERIFY(!m_keeper->hasStopped(id));
    }

    void neverAsksToUnlock()
    {
        freshSet();
        m_machine->keychain.lock();
        start();
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(m_machine->keychain.promptCount(), 0);
        QCOMPARE(m_machine->server.requestCount(), 0);
        m_machine->keychain.unlock();
        QTRY_VERIFY(m_timer->due && pause() > 0);
        wake();
        QTRY_COMPARE(m_renewed->size(), 1);
    }

    void keepsWithinTheDocumentedLimit_data()
    {
        QTest::addColumn<qint64>("clockStep");
        QTest::newRow("nobody sets the clock") << qint64(0);
        QTest::newRow("the clock is set back") << qint64(-2 * 60 * 60 * 1000);
    }

    void keepsWithinTheDocumentedLimit()
    {
        QFETCH(qint64, clockStep);
        limitToThree(u"hour"_s);

        for (int i = 0; i < 5; ++i)
            freshSet(u"Set %1"_s.arg(i));
        start();
        QTRY_COMPARE(m_renewed->size(), 3);
        QTRY_VERIFY(m_timer->due);
        m_machine->clock.step(clockStep); // what was asked for counts all the same
        m_keeper->reconsider();
        m_machine->clock.advance(pause() - 1000);
        m_keeper->reconsider();
        QTest::qWait(0);
        QCOMPARE(m_machine->server.requestCount(), 3);
        m_machine->clock.advance(1000);
        Q_EMIT m_timer->woke();
        QTRY_COMPARE(m_renewed->size(), 5);
    }

    void keepsWithinALimitOfAnyLength()
    {
        setPolicy({{u"mintLimit"_s, QJsonObject{{u"count"_s, 3}, {u"seconds"_s, 6000}}}});
        for (int i = 0; i < 5; ++i)
            freshSet(u"Set %1"_s.arg(i));
        start();
        QTRY_COMPARE(m_renewed->size(), 3);
        QTRY_VERIFY(m_timer->due && pause() > 5'900'000);
        QVERIFY(pause() <= 6'000'000);
        m_machine->clock.advance(pause());
        Q_EMIT m_timer->woke();
        QTRY_COMPARE(m_renewed->size(), 5);
    }

    /// A request before that would only bring the token that is there.
    void whereItIsTheSameUntilThenOnlyWhenItIsOver()
    {
        setPolicy({{u"sameTokenUntilExpiry"_s, true}});
        freshSet();
        start();
        QTRY_COMPARE(m_renewed->size(), 1);
        QTRY_COMPARE(pause(), 7'200'000);
        m_machine->clock.advance(7'199'999);
        m_keeper->reconsider();
        QCOMPARE(m_machine->server.requestCount(), 1);
        m_machine->clock.advance(1);
        Q_EMIT m_timer->woke();
        QTRY_COMPARE(m_renewed->size(), 2);
    }

    void aClockSetForwardMakesItDue()
    {
        freshSet();
        start();
        QTRY_COMPARE(m_renewed->size(), 1);
        QTRY_VERIFY(m_timer->due && pause() > 6'000'000);
        m_machine->clock.advance(31'000); // more than the least pause between two
        m_machine->clock.step(6'950'000); // by that clock 219 seconds are left
        Q_EMIT m_timer->woke(); // as the timer does then
        QTRY_COMPARE(m_renewed->size(), 2);
    }

    /// Each look at a thousand sets that are due must not look at the thousand for each of them.
    void theDaysLimitIsCountedWithThoseUnderWay()
    {
        limitToThree(u"day"_s);
        const QString before = m_program->addSet(u"By hand"_s);
        for (int number = 0; number < 2; ++number) // an earlier run's, as far as this one knows
            VERIFY_OK(await(m_program->ask(before, {.force = true})));
        for (int number = 0; number < 4; ++number)
            freshSet(u"Set %1"_s.arg(number));
        start();
        QTRY_COMPARE(m_renewed->size(), 1);
        QTest::qWait(50);
        QCOMPARE(m_machine->server.requestCount(), 3);
    }

    void aTokenOfSecondsDoesNotBecomeAStorm()
    {
        freshSet();
        const PracticeAnswer brief = practiceAnswer("brief", R"(,"expires_in":1)");
        m_machine->server.setResponder([brief](const PracticeRequest &) { return brief; });
        start();
        QTRY_COMPARE(m_renewed->size(), 1);
        QTRY_VERIFY(m_timer->due && pause() >= 29'000);
    }

    void aTokenRenewedElsewhereIsNotRenewedAgain()
    {
        const QString id = freshSet();
        start();
        QTRY_COMPARE(m_renewed->size(), 1);
        QTRY_VERIFY(m_timer->due && pause() > 0);
        m_machine->clock.advance(pause());
        VERIFY_OK(await(m_program->ask(id, {.force = true}))); // somebody else, a moment before
        Q_EMIT m_timer->woke();
        QTRY_VERIFY(m_timer->due && pause() > 6'000'000);
        QCOMPARE(m_machine->server.requestCount(), 2);
    }

    void setsThatGoWhileOthersAreStarted_data()
    {
        QTest::addColumn<bool>("byHand");
        QTest::newRow("the file is read again") << false;
        QTest::newRow("whoever hears of it removes one") << true;
    }

    /// Starting one renewal may bring the news that another set is gone.
    void setsThatGoWhileOthersAreStarted()
    {
        QFETCH(bool, byHand);
        const QStringList ids{freshSet(u"First"_s), freshSet(u"Second"_s), freshSet(u"Third"_s)};
        const QString path = m_machine->profile.profile.credentialSetsFile();
        connect(&m_program->service, &TokenService::workStarted, this, [&](const QString &setId) {
            if (setId != ids.first())
                return;
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
            file.close();
            QJsonArray rows = json.value(u"credentialSets").toArray();
            rows.removeAt(1);
            json[u"credentialSets"_s] = rows;
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(QJsonDocument(json).toJson());
            file.close();
            if (byHand)
                m_program->registry.refresh();
        });
        start();
        QTRY_COMPARE(m_renewed->size(), 2);
        QSet<QString> renewed; // whichever is answered first
        for (const QList<QVariant> &arguments : std::as_const(*m_renewed))
            renewed.insert(arguments.first().toString());
        QCOMPARE(renewed, (QSet<QString>{ids.first(), ids.last()}));
        QCOMPARE(m_machine->server.requestCount(), 2);
    }

private:
    /// From now on the provider's documented limit is three requests \a per unit.
    void limitToThree(const QString &per)
    {
        setPolicy({{u"mintLimit"_s, QJsonObject{{u"count"_s, 3}, {u"per"_s, per}}}});
    }

    void setPolicy(const QJsonObject &policy)
    {
        changeProvider(m_machine->profile.profile, u"policy"_s, policy);
        m_machine->providers.reload();
    }

    QString freshSet(const QString &name = u"Catalogue"_s,
                     const QString &secret = PracticeTokenServer::ebayClientSecret())
    {
        const QString id = m_program->addSet(name, secret);
        CredentialSet set = *m_program->registry.find(id);
        set.keepFresh = true;
        return await(m_program->edit(set)) ? id : QString();
    }

    void start()
    {
        m_keeper = std::make_unique<TokenKeeper>(
            TokenKeeper::Parts{.clock = m_machine->clock,
                               .providers = m_machine->providers,
                               .registry = m_program->registry,
                               .ledger = m_program->ledger,
                               .service = m_program->service,
                               .timer = *m_timer,
                               .minimumSeconds = [](const CredentialSet &) { return 300; },
                               .jitter = [] { return 0.5; }});
        m_renewed = std::make_unique<QSignalSpy>(m_keeper.get(), &TokenKeeper::renewed);
        m_failed = std::make_unique<QSignalSpy>(m_keeper.get(), &TokenKeeper::renewalFailed);
    }

    qint64 pause() const { return m_timer->due.value_or(0) - m_machine->clock.moment.boot; }

    void wake()
    {
        m_machine->clock.advance(std::max<qint64>(pause(), 0));
        Q_EMIT m_timer->woke();
    }

    std::unique_ptr<PracticeMachine> m_machine;
    std::unique_ptr<PracticeProgram> m_program;
    std::unique_ptr<FakeWakeTimer> m_timer;
    std::unique_ptr<TokenKeeper> m_keeper;
    std::unique_ptr<QSignalSpy> m_renewed;
    std::unique_ptr<QSignalSpy> m_failed;
};

TEST_IN_PROGRAM(TestTokenKeeper)
#include "tst_tokenkeeper.moc"
