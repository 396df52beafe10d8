// SPDX-License-Identifier: MIT
#include <QDirIterator>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include "FileLock.h"
#include "PracticeProgram.h"
#include "TestProgram.h"

using namespace Tokenwright;
using namespace std::chrono_literals;
using Operation = FakeSecretStore::Operation;
using Answers = QList<QFuture<Result<IssuedToken>>>;

/// Who waits for whom: many clicks, two programs, cancelling, editing and removing meanwhile.
class TestTokenSharing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void manyWaitersOneRequest_data();
    void manyWaitersOneRequest();
    void forceIsARequestOfItsOwn();
    void twoProgramsOneRequest();
    void wrongSecretOverTwoProgramsIsOneBadLogin();
    void sharedFailureIsWhole();
    void oldFailureIsNotRepeated();
    void lockedForOneIsNotLockedForTheOther();
    void clickDoesNotJoinWhatMayNotPrompt();
    void whoAsksForMoreDoesNotJoin();
    void editedMeanwhile();
    void cancelDuringKeychainRead();
    void cancelDuringRequest();
    void cancelWhileWaitingForTheLock();
    void cancelThenAskAgain();
    void removedWhileMinting();
    void removedByTheOtherWhileWaiting();
    void askingFromAnAnswer();
    void serviceGoesWhileWorking();

private:
    void holdAnswers();
    void expectAll(const Answers &answers, std::optional<ErrorKind> kind);
    int requests() const { return m_machine->server.requestCount(); }

    std::unique_ptr<PracticeMachine> m_machine;
    std::unique_ptr<PracticeProgram> m_window;
    std::unique_ptr<PracticeProgram> m_commandLine;
    QString m_id;
};

void TestTokenSharing::init()
{
    m_machine = std::make_unique<PracticeMachine>();
    QVERIFY(m_machine->isReady());
    m_window = std::make_unique<PracticeProgram>(*m_machine);
    m_id = m_window->addSet();
    QVERIFY(!m_id.isEmpty());
    m_commandLine = std::make_unique<PracticeProgram>(*m_machine);
    QVERIFY(m_window->ready && m_commandLine->ready && m_commandLine->registry.find(m_id));
}

void TestTokenSharing::cleanup()
{
    m_window.reset();
    m_commandLine.reset();
    m_machine.reset();
}

/// From now on requests arrive and are never answered.
void TestTokenSharing::holdAnswers()
{
    m_machine->server.setResponder([](const PracticeRequest &) {
        PracticeAnswer answer;
        answer.neverAnswer = true;
        return answer;
    });
}

void TestTokenSharing::expectAll(const Answers &answers, std::optional<ErrorKind> kind)
{
    for (const auto &answer : answers) {
        const auto result = await(answer);
        QVERIFY2(kindOf(result) == kind, wordsOf(result).constData());
    }
}

void TestTokenSharing::manyWaitersOneRequest_data()
{
    QTest::addColumn<bool>("right");
    QTest::newRow("success") << true;
    QTest::newRow("failure") << false;
}

void TestTokenSharing::manyWaitersOneRequest()
{
    QFETCH(bool, right);
    const QString id = right ? m_id : m_window->addSet(u"Wrong"_s, u"SBX-practice-wrong"_s);
    QSignalSpy started(&m_window->service, &TokenService::workStarted);
    QSignalSpy finished(&m_window->service, &TokenService::workFinished);
    Answers answers;
    for (int i = 0; i < 20; ++i)
        answers.append(m_window->ask(id));
    QVERIFY(m_window->service.isWorking(id));
    expectAll(answers, right ? std::nullopt : std::optional(ErrorKind::Rejected));
    QCOMPARE(requests(), 1);
    QCOMPARE(started.count(), 1);
    QCOMPARE(finished.count(), 1);
    if (right) {
        const auto first = answers.first().result();
        for (const auto &answer : std::as_const(answers))
            QVERIFY(answer.result()->token.value.equals(first->token.value));
    }
}

void TestTokenSharing::forceIsARequestOfItsOwn()
{
    Answers answers{m_window->ask(m_id), m_window->ask(m_id, {.force = true}), m_window->ask(m_id),
                    m_window->ask(m_id, {.force = true})};
    expectAll(answers, std::nullopt);
    QCOMPARE(requests(), 3);
    QCOMPARE(m_machine->server.tokensGiven().size(), 3);
}

void TestTokenSharing::twoProgramsOneRequest()
{
    Answers answers;
    for (int i = 0; i < 10; ++i) {
        answers.append(m_window->ask(m_id));
        answers.append(m_commandLine->ask(m_id));
    }
    expectAll(answers, std::nullopt);
    QCOMPARE(requests(), 1);
    const auto first = answers.first().result();
    for (const auto &answer : std::as_const(answers))
        QVERIFY(answer.result()->token.value.equals(first->token.value));
}

void TestTokenSharing::wrongSecretOverTwoProgramsIsOneBadLogin()
{
    const QString id = m_window->addSet(u"Wrong"_s, u"SBX-practice-wrong"_s);
    m_commandLine->registry.refresh();
    Answers answers;
    for (int i = 0; i < 10; ++i) {
        answers.append(m_window->ask(id));
        answers.append(m_commandLine->ask(id));
    }
    expectAll(answers, ErrorKind::Rejected);
    QCOMPARE(requests(), 1);
    for (const auto &answer : std::as_const(answers))
        QCOMPARE(answer.result().error().code, u"invalid_client"_s);
}

/// All there is to read of a failure reaches everyone who shares it; a file holds neither who the
/// client is nor what is secret.
void TestTokenSharing::sharedFailureIsWhole()
{
    m_machine->server.setResponder([](const PracticeRequest &) {
        PracticeAnswer answer;
        answer.status = 429;
        answer.headers.emplaceBack("Retry-After", "120");
        const QByteArray id = PracticeTokenServer::ebayClientId().toUtf8();
        answer.body = "{\"error\":\"Client id " + id
            + " is not known\",\"error_description\":\"Not " + id + " but the other\"}";
        return answer;
    });
    const Answers answers{m_window->ask(m_id), m_commandLine->ask(m_id)};
    expectAll(answers, ErrorKind::TryLater);
    QCOMPARE(requests(), 1);
    for (const auto &answer : std::as_const(answers)) {
        const Error error = answer.result().error();
        QCOMPARE(error.httpStatus, 429);
        QCOMPARE(error.code, QString());
        QVERIFY2(error.message.contains(u"but the other"), qPrintable(error.message));
        QVERIFY(error.retryAt);
    }
    QCOMPARE(answers.first().result().error().retryAt, answers.last().result().error().retryAt);
    const QString folder = m_machine->profile.profile.dataFolder;
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY2(!content.contains(PracticeTokenServer::ebayClientId().toUtf8()),
                 qPrintable(file.fileName()));
        if (file.fileName().endsWith(u"tokens.json"))
            QVERIFY(!content.contains("but the other") && !content.contains("not known"));
    }
}

void TestTokenSharing::oldFailureIsNotRepeated()
{
    const QString id = m_window->addSet(u"Wrong"_s, u"SBX-practice-wrong"_s);
    m_commandLine->registry.refresh();
    QVERIFY(kindOf(await(m_window->ask(id))) == ErrorKind::Rejected);
    // The failure is over; whoever asks now asks the provider, even with the clock set back and
    // with a ledger that has not heard of the failure yet.
    for (const qint64 step : {0, -3'600'000, 7'200'000}) {
        m_machine->clock.step(step);
        const int before = requests();
        QVERIFY(kindOf(await(m_commandLine->ask(id))) == ErrorKind::Rejected);
        QCOMPARE(requests(), before + 1);
    }
}

void TestTokenSharing::lockedForOneIsNotLockedForTheOther()
{
    m_machine->keychain.lock();
    const auto background = m_commandLine->ask(m_id, {.prompt = Prompt::Never});
    const auto click = m_window->ask(m_id);
    QVERIFY(kindOf(await(background)) == ErrorKind::KeychainLocked);
    VERIFY_OK(await(click));
    QCOMPARE(m_machine->keychain.promptCount(), 1);
}

void TestTokenSharing::clickDoesNotJoinWhatMayNotPrompt()
{
    m_machine->keychain.lock();
    const auto background = m_window->ask(m_id, {.prompt = Prompt::Never});
    const auto click = m_window->ask(m_id);
    QVERIFY(kindOf(await(background)) == ErrorKind::KeychainLocked);
    VERIFY_OK(await(click));
    QCOMPARE(requests(), 1);
}

void TestTokenSharing::whoAsksForMoreDoesNotJoin()
{
    VERIFY_OK(await(m_window->ask(m_id)));
    m_machine->clock.advance(7'190'000); // ten seconds left
    const auto modest = m_window->ask(m_id, {.minimumSeconds = 1});
    const auto usual = m_window->ask(m_id);
    QVERIFY(!await(modest)->minted);
    const auto token = await(usual);
    VERIFY_OK(token);
    QVERIFY(*remainingMilliseconds(token->token.lifetime, m_machine->clock.now()) > 300'000);
    QCOMPARE(requests(), 2);
}

void TestTokenSharing::editedMeanwhile()
{
    // Asked, edited, asked again while the first is under way: the second gets the set as it is.
    m_machine->keychain.holdNext(Operation::Read);
    const auto before = m_window->ask(m_id);
    QTRY_VERIFY(m_machine->keychain.isHolding());
    CredentialSet set = *m_window->registry.find(m_id);
    set.scopes = {u"https://api.ebay.com/oauth/api_scope/buy.deal"_s};
    VERIFY_OK(await(m_window->edit(set)));
    const auto after = m_window->ask(m_id);
    m_machine->keychain.release();
    VERIFY_OK(await(before));
    const auto token = await(after);
    VERIFY_OK(token);
    QCOMPARE(requests(), 2);
    QVERIFY(m_machine->server.requests().last().body.contains("buy.deal"));
    QVERIFY(!await(m_window->ask(m_id))->minted);
}

void TestTokenSharing::cancelDuringKeychainRead()
{
    m_machine->keychain.holdNext(Operation::Read);
    QSignalSpy finished(&m_window->service, &TokenService::workFinished);
    const Answers answers{m_window->ask(m_id), m_window->ask(m_id)};
    QTRY_VERIFY(m_machine->keychain.isHolding());
    QVERIFY(m_window->service.underWay(m_id)->awaits == WorkUnderWay::For::Keychain);
    m_window->service.cancel(m_id);
    for (const auto &answer : answers) {
        QVERIFY(answer.isFinished());
        QVERIFY(kindOf(answer.result()) == ErrorKind::Cancelled);
    }
    QCOMPARE(finished.count(), 1);
    QVERIFY(!m_window->service.isWorking(m_id));
    m_machine->keychain.release();
    VERIFY_OK(await(acquireLock(m_machine->profile.profile.mintLockFile(m_id), 5s)));
    QCOMPARE(requests(), 0); // what was read is sent nowhere
    QVERIFY(!m_window->ledger.record(m_id).lastFailure); // nobody failed
}

void TestTokenSharing::cancelDuringRequest()
{
    holdAnswers();
    QVERIFY(!m_window->service.underWay(m_id));
    const auto answer = m_window->ask(m_id);
    QTRY_COMPARE(requests(), 1);
    QVERIFY(m_window->service.underWay(m_id)->awaits == WorkUnderWay::For::Server);
    m_window->service.cancel(m_id);
    QVERIFY(answer.isFinished());
    QVERIFY(kindOf(answer.result()) == ErrorKind::Cancelled);
    VERIFY_OK(await(acquireLock(m_machine->profile.profile.mintLockFile(m_id), 5s)));
    QVERIFY(!m_window->ledger.record(m_id).lastFailure);
    const qint64 now = m_machine->clock.now().wall;
    QTRY_COMPARE(mintsOnDayOf(m_window->ledger.record(m_id), now), 1); // the provider had it
    m_window->service.cancel(m_id); // nothing is under way: harmless
}

void TestTokenSharing::cancelWhileWaitingForTheLock()
{
    auto held = acquireLock(m_machine->profile.profile.mintLockFile(m_id), 0ms).result();
    VERIFY_OK(held);
    const auto answer = m_window->ask(m_id);
    QVERIFY(!answer.isFinished());
    QTRY_VERIFY(m_window->service.underWay(m_id)->awaits == WorkUnderWay::For::Turn);
    m_window->service.cancel(m_id);
    QVERIFY(kindOf(await(answer)) == ErrorKind::Cancelled);
    held->reset();
    VERIFY_OK(await(m_commandLine->ask(m_id)));
    QCOMPARE(requests(), 1);
}

void TestTokenSharing::cancelThenAskAgain()
{
    holdAnswers();
    const auto first = m_window->ask(m_id);
    QTRY_COMPARE(requests(), 1);
    m_window->service.cancel(m_id);
    m_machine->server.setResponder({});
    const auto second = m_window->ask(m_id);
    QVERIFY(kindOf(await(first)) == ErrorKind::Cancelled);
    VERIFY_OK(await(second));
    QVERIFY(!m_window->service.isWorking(m_id));
}

void TestTokenSharing::removedWhileMinting()
{
    m_machine->keychain.holdNext(Operation::Read);
    const auto minting = m_window->ask(m_id);
    QTRY_VERIFY(m_machine->keychain.isHolding());
    const auto removing = m_window->manager.remove(m_id);
    m_machine->keychain.release();
    VERIFY_OK(await(minting)); // the removal waits for it
    VERIFY_OK(await(removing));
    QVERIFY(!m_machine->keychain.contains(tokenKey(m_id)));
    QVERIFY(!m_machine->keychain.contains(clientKey(m_id)));
    QTRY_VERIFY(!m_window->ledger.record(m_id).hasToken);
    QVERIFY(kindOf(await(m_window->ask(m_id))) == ErrorKind::NotFound);
}

void TestTokenSharing::removedByTheOtherWhileWaiting()
{
    m_machine->keychain.holdNext(Operation::Remove);
    const auto removing = m_commandLine->manager.remove(m_id);
    QTRY_VERIFY(m_machine->keychain.isHolding());
    const auto waiting = m_window->ask(m_id);
    m_machine->keychain.release();
    VERIFY_OK(await(removing));
    QVERIFY(kindOf(await(waiting)) == ErrorKind::NotFound);
    QCOMPARE(requests(), 0);
    QVERIFY(m_machine->keychain.keys().isEmpty());
    QTest::qWait(50);
    QVERIFY(!m_window->ledger.record(m_id).lastFailure); // no row, no record
}

void TestTokenSharing::askingFromAnAnswer()
{
    // Whoever gets an answer may ask for the next one at once.
    QList<bool> workingAtSignal;
    connect(&m_window->service, &TokenService::workFinished, this,
            [&](const QString &id) { workingAtSignal.append(m_window->service.isWorking(id)); });
    QFuture<Result<IssuedToken>> second;
    Async::onResult(m_window->ask(m_id), this, [&](const Result<IssuedToken> &) {
        second = m_window->ask(m_id, {.force = true});
    });
    QTRY_VERIFY(second.isValid());
    VERIFY_OK(await(second));
    QCOMPARE(workingAtSignal, QList<bool>{false}); // not "finished" while there is work
    QCOMPARE(requests(), 2);
}

void TestTokenSharing::serviceGoesWhileWorking()
{
    holdAnswers();
    const auto request = m_window->ask(m_id);
    QTRY_COMPARE(requests(), 1);
    const auto behind = m_commandLine->ask(m_id);
    m_window.reset();
    QVERIFY(request.isFinished());
    QVERIFY(kindOf(request.result()) == ErrorKind::Cancelled);
    m_machine->server.setResponder({});
    VERIFY_OK(await(behind)); // the lock went with its holder
    m_commandLine->ask(m_id, {.force = true});
    m_commandLine.reset(); // between two steps
}

TEST_IN_PROGRAM(TestTokenSharing)
#include "tst_tokensharing.moc"
