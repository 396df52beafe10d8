// SPDX-License-Identifier: MIT
#include <QFile>
#include <QTest>

#include "FileLock.h"
#include "PracticeProgram.h"
#include "TestProgram.h"

using namespace Tokenwright;
using namespace std::chrono_literals;
using Operation = FakeSecretStore::Operation;

/// What a set's lock is held for, and what never happens meanwhile; and who never mints.
class TestTokenLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_machine = std::make_unique<PracticeMachine>();
        QVERIFY(m_machine->isReady());
        m_program = std::make_unique<PracticeProgram>(*m_machine);
        m_id = m_program->addSet();
        QVERIFY(m_program->ready && !m_id.isEmpty());
        m_machine->keychain.clearLog();
    }

    void cleanup()
    {
        m_program.reset();
        m_machine.reset();
    }

    void noLockWhileAPersonIsAsked_data() { addWork(); }

    void noLockWhileAPersonIsAsked()
    {
        m_machine->keychain.lock();
        m_machine->keychain.holdNext(Operation::Unlock); // the prompt, and nobody answers it yet
        const auto working = work();
        QTRY_VERIFY(m_machine->keychain.isHolding());
        VERIFY_OK(await(tryLock()));
        VERIFY_OK(await(acquireLock(indexLock(), 0ms)));
        m_machine->keychain.release();
        VERIFY_OK(await(working));
        QCOMPARE(m_machine->keychain.promptCount(), 1);
        for (const FakeSecretStore::Entry &entry : m_machine->keychain.log())
            QVERIFY2(entry.prompt == Prompt::Never || entry.operation == Operation::Unlock,
                     qPrintable(entry.key));
        VERIFY_OK(await(tryLock()));
    }

    void lockedAgainMeanwhile_data() { addWork(); }

    void lockedAgainMeanwhile()
    {
        // Unlocked, then locked again while the set's lock is waited for: it is let go, and the
        // person is asked once more.
        m_machine->keychain.lock();
        auto held = tryLock().result();
        VERIFY_OK(held);
        const auto working = work();
        QTRY_COMPARE(m_machine->keychain.promptCount(), 1);
        QTest::qWait(40); // by now it waits for the lock
        m_machine->keychain.lock();
        m_machine->keychain.holdNext(Operation::Unlock);
        held->reset();
        QTRY_VERIFY(m_machine->keychain.isHolding());
        VERIFY_OK(await(tryLock()));
        m_machine->keychain.release();
        VERIFY_OK(await(working));
        QCOMPARE(m_machine->keychain.promptCount(), 2);
    }

    void dismissedPromptLeavesNothing_data() { addWork(); }

    void dismissedPromptLeavesNothing()
    {
        m_machine->keychain.lock(false);
        QVERIFY(kindOf(await(work())) == ErrorKind::KeychainLocked);
        QCOMPARE(m_machine->keychain.promptCount(), 1);
        VERIFY_OK(await(tryLock()));
        QVERIFY(m_program->registry.find(m_id));
        QCOMPARE(m_machine->server.requestCount(), 0);
    }

    void cancelledDuringThePrompt()
    {
        m_machine->keychain.lock();
        m_machine->keychain.holdNext(Operation::Unlock);
        const auto answer = m_program->ask(m_id);
        QTRY_VERIFY(m_machine->keychain.isHolding());
        m_program->service.cancel(m_id);
        QVERIFY(kindOf(await(answer)) == ErrorKind::Cancelled);
        VERIFY_OK(await(tryLock()));
        QVERIFY2(m_machine->keychain.cancelled().contains(clientKey(m_id)), "the prompt goes");
        QTest::qWait(40);
        VERIFY_OK(await(tryLock()));
        QCOMPARE(m_machine->server.requestCount(), 0);
    }

    void cancelledWhileTheKeychainIsSlow()
    {
        m_machine->keychain.holdNext(Operation::Read);
        const auto answer = m_program->ask(m_id);
        QTRY_VERIFY(m_machine->keychain.isHolding());
        m_program->service.cancel(m_id);
        QVERIFY(kindOf(await(answer)) == ErrorKind::Cancelled);
        VERIFY_OK(await(tryLock())); // not when the keychain deigns to answer
        m_machine->keychain.release();
        QTest::qWait(40);
        QCOMPARE(m_machine->server.requestCount(), 0);
    }

    void whatTheHolderWaitsFor_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<Operation>("held");
        QTest::newRow("a mint that reads the pair") << u"mint"_s << Operation::Read;
        QTest::newRow("a mint that writes the token") << u"mint"_s << Operation::Write;
        QTest::newRow("an edit that reads the pair") << u"edit"_s << Operation::Read;
        QTest::newRow("an edit that writes the pair") << u"edit"_s << Operation::Write;
        QTest::newRow("a removal") << u"remove"_s << Operation::Remove;
    }

    void whatTheHolderWaitsFor()
    {
        QFETCH(Operation, held);
        m_machine->keychain.holdNext(held);
        const auto working = work();
        QTRY_VERIFY(m_machine->keychain.isHolding());
        const auto waited = await(tryLock());
        QVERIFY2(kindOf(waited) == ErrorKind::KeychainTimeout, wordsOf(waited).constData());
        m_machine->keychain.release();
        VERIFY_OK(await(working));
    }

    void whoeverWaitsForTheProviderIsBusy()
    {
        PracticeAnswer never;
        never.neverAnswer = true;
        m_machine->server.setResponder([never](const PracticeRequest &) { return never; });
        const auto answer = m_program->ask(m_id);
        QTRY_COMPARE(m_machine->server.requestCount(), 1);
        const auto waited = await(tryLock());
        QVERIFY2(kindOf(waited) == ErrorKind::Busy, wordsOf(waited).constData());
        m_program->service.cancel(m_id);
        QVERIFY(kindOf(await(answer)) == ErrorKind::Cancelled);
    }

    void neverMint_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<std::optional<ErrorKind>>("kind");
        const auto row = [](const char *name, const char *what, std::optional<ErrorKind> kind) {
            QTest::newRow(name) << QString::fromLatin1(what) << kind;
        };
        row("a valid token", "valid", {});
        row("a valid token, a day later", "expired", ErrorKind::NoToken);
        row("never minted", "none", ErrorKind::NoToken);
        row("the keychain has lost it", "not in keychain", ErrorKind::NoToken);
        row("the keychain has another one", "other in keychain", ErrorKind::NoToken);
        row("the ledger has lost it", "not in ledger", ErrorKind::NoToken);
        row("the ledger is damaged", "damaged ledger", ErrorKind::NoToken);
        row("the set was edited", "edited", ErrorKind::NoToken);
        row("in memory alone", "in memory", {});
        row("other scopes", "scopes", ErrorKind::NoToken);
        row("a new one", "force", ErrorKind::NoToken);
        row("more life than it has", "long", ErrorKind::NoToken);
        row("no such set", "nobody", ErrorKind::NotFound);
        row("locked, and nobody may be asked", "locked", ErrorKind::KeychainLocked);
        row("the keychain does not answer", "timeout", ErrorKind::KeychainTimeout);
    }

    void neverMint()
    {
        QFETCH(QString, what);
        QFETCH(std::optional<ErrorKind>, kind);
        if (what == u"in memory")
            m_machine->keychain.failNext(Operation::Write, ErrorKind::KeychainDenied);
        if (what != u"none")
            VERIFY_OK(await(m_program->ask(m_id)));
        const int before = m_machine->server.requestCount();
        TokenQuery query{.neverMint = true};
        QString id = m_id;
        if (what == u"expired")
            m_machine->clock.advance(86'400'000);
        else if (what == u"not in keychain")
            VERIFY_OK(await(m_machine->keychain.remove(tokenKey(m_id), Prompt::Never)));
        else if (what == u"other in keychain")
            m_machine->keychain.put(tokenKey(m_id), R"({"access_token":"other"})");
        else if (what == u"not in ledger" || what == u"damaged ledger")
            loseLedger(what == u"damaged ledger");
        else if (what == u"edited")
            edit();
        else if (what == u"scopes")
            query.scopes = QStringList{u"https://api.ebay.com/oauth/api_scope/buy.deal"_s};
        else if (what == u"force")
            query.force = true;
        else if (what == u"long")
            query.minimumSeconds = 1'000'000;
        else if (what == u"nobody")
            id = what;
        else if (what == u"locked")
            m_machine->keychain.lock();
        else if (what == u"timeout")
            m_machine->keychain.failNext(Operation::Read, ErrorKind::KeychainTimeout);
        if (what == u"locked")
            query.prompt = Prompt::Never;
        if (what == u"long") // half of its life is always enough
            m_machine->clock.advance(4'000'000);

        const auto token = await(m_program->ask(id, query));
        QVERIFY2(kindOf(token) == kind, wordsOf(token).constData());
        QVERIFY(!token || !token->minted);
        QCOMPARE(m_machine->server.requestCount(), before);
        QVERIFY2(!m_program->ledger.record(m_id).lastFailure, "nothing was tried, nothing failed");
    }

    void neverMintJoinsNoMint()
    {
        m_machine->keychain.holdNext(Operation::Read);
        const auto minting = m_program->ask(m_id);
        QTRY_VERIFY(m_machine->keychain.isHolding());
        QVERIFY(kindOf(await(m_program->ask(m_id, {.neverMint = true}))) == ErrorKind::NoToken);
        m_machine->keychain.release();
        VERIFY_OK(await(minting));
        // and nobody who wants a token is left with its answer
        m_machine->clock.advance(86'400'000);
        const auto never = m_program->ask(m_id, {.neverMint = true});
        const auto usual = m_program->ask(m_id);
        QVERIFY(kindOf(await(never)) == ErrorKind::NoToken);
        VERIFY_OK(await(usual));
    }

private:
    static void addWork()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"mint", "edit", "remove", "accept"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }

    /// What the row names, started.
    QFuture<Result<void>> work()
    {
        QFETCH(QString, what);
        if (what == u"edit") {
            ClientCredentials pair = m_program->pair(PracticeTokenServer::ebayClientSecret());
            pair.unknownFields.insert(u"of"_s, u"another"_s);
            return m_program->edit(*m_program->registry.find(m_id), pair);
        }
        if (what == u"remove")
            return m_program->manager.remove(m_id);
        if (what == u"accept")
            return m_program->manager.acceptOrigin(m_id, u"https://other.example.com:443"_s);
        return Async::andThen(m_program->ask(m_id), this,
                              [](const IssuedToken &) { return Async::ready<void>({}); });
    }

    QFuture<Result<HeldLock>> tryLock() const
    {
        return acquireLock(m_machine->profile.profile.mintLockFile(m_id), 0ms);
    }

    QString indexLock() const
    {
        return m_machine->profile.profile.lockFile(u"credential-sets.lock"_s);
    }

    void edit()
    {
        CredentialSet set = *m_program->registry.find(m_id);
        set.scopes = {u"https://api.ebay.com/oauth/api_scope/buy.deal"_s};
        VERIFY_OK(await(m_program->edit(set)));
    }

    /// The program starts again, and the ledger is not what it was.
    void loseLedger(bool damaged)
    {
        m_program.reset();
        const QString path = m_machine->profile.profile.ledgerFile();
        QVERIFY(QFile::remove(path));
        QFile file(path);
        if (damaged) {
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("{");
            file.close();
        }
        m_program = std::make_unique<PracticeProgram>(*m_machine);
        QVERIFY(m_program->registry.find(m_id));
    }

    std::unique_ptr<PracticeMachine> m_machine;
    std::unique_ptr<PracticeProgram> m_program;
    QString m_id;
};

TEST_IN_PROGRAM(TestTokenLock)
#include "tst_tokenlock.moc"
