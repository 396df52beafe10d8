// SPDX-License-Identifier: MIT
#include <QSignalSpy>
#include <QTest>

#include "FileLock.h"
#include "PracticeProgram.h"
#include "TestProgram.h"
#include "TriedChange.h"

using namespace Tokenwright;
using namespace std::chrono_literals;
using Operation = FakeSecretStore::Operation;

/// A refresh token that changes with each use (RFC 6749 §6, RFC 9700 §4.14): whatever happens, the
/// latest is in the keychain or still in memory, and none is sent twice.
class TestRefreshTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void rotatedBeforeTheTokenIsHandedOut();
    void oneThatStays();
    void previousIsKeptUntilTheNewOneWorked();
    void eachUseTakesTheLatest();
    void twoProgramsTakeTurns();
    void editKeepsWhatCameMeanwhile();
    void anotherRefreshTokenByHand();
    void otherScopesKeepItToo();
    void keptAlsoWithoutAUsableToken();
    void cancelledButKept();
    void keychainThatRefuses_data();
    void keychainThatRefuses();
    void refusedForAMoment();
    void aDeadOneIsExplained();
    void nothingOfItIsTold();
    void theCopyHasNone();
    void aChangeIsTried();
    void aChangeThatBringsAnother();

private:
    QString addUserSet();
    ClientCredentials kept() const;
    QByteArray keptToken() const
    {
        return kept().parameters.value(refreshTokenParameter).reveal().toByteArray();
    }
    QByteArray keptPrevious() const { return kept().previousRefreshToken.reveal().toByteArray(); }
    /// Whether the token of the server's family that may be used next is where it must not be lost.
    bool isLatestKept() const { return keptToken() == m_machine->server.refreshToken(); }
    void noneWasSentTwice() const;

    std::unique_ptr<PracticeMachine> m_machine;
    std::unique_ptr<PracticeProgram> m_program;
    QString m_id;
    QByteArray m_first;
};

void TestRefreshTokens::init()
{
    m_machine = std::make_unique<PracticeMachine>();
    m_machine->server.writeUserProviderFile(m_machine->profile.profile.providersFolder());
    m_machine->providers.reload();
    QVERIFY(m_machine->isReady() && m_machine->providers.provider(u"ebay-user"_s));
    m_program = std::make_unique<PracticeProgram>(*m_machine);
    m_first = m_machine->server.beginRefreshTokens();
    m_id = addUserSet();
    QVERIFY(!m_id.isEmpty());
    m_machine->keychain.clearLog();
}

void TestRefreshTokens::cleanup()
{
    if (m_machine)
        noneWasSentTwice();
    m_program.reset();
    m_machine.reset();
}

QString TestRefreshTokens::addUserSet()
{
    CredentialSet set;
    set.name = u"Seller"_s;
    set.provider = u"ebay-user"_s;
    set.environment = u"sandbox"_s;
    ClientCredentials pair = m_program->pair(PracticeTokenServer::ebayClientSecret());
    pair.parameters.insert(refreshTokenParameter, Secret(QByteArray(m_first)));
    const auto id = await(m_program->manager.create(set, pair));
    return id ? *id : QString();
}

ClientCredentials TestRefreshTokens::kept() const
{
    const auto pair = ClientCredentials::fromPayload(
        Secret(m_machine->keychain.value(clientKey(m_id))));
    return pair.value_or(ClientCredentials());
}

void TestRefreshTokens::noneWasSentTwice() const
{
    QVERIFY(!m_machine->server.isRefreshFamilyRevoked());
}

void TestRefreshTokens::rotatedBeforeTheTokenIsHandedOut()
{
    const QString mark = m_program->registry.find(m_id)->pairMark;
    m_machine->keychain.holdNext(Operation::Write);
    const auto asking = m_program->ask(m_id);
    QTRY_VERIFY(m_machine->keychain.isHolding());
    QVERIFY2(!asking.isFinished(), "handed out before its refresh token was kept");
    QVERIFY(m_program->service.isExchanging());
    QVERIFY2(m_program->service.lastRequest(m_id) == std::nullopt, "something went before it");
    m_machine->keychain.release();
    const auto issued = await(asking);
    VERIFY_OK(issued);
    QVERIFY(!issued->refreshTokenUnkept && !issued->inMemoryOnly);
    QVERIFY(!m_program->service.isExchanging());
    QVERIFY(isLatestKept() && keptToken() != m_first);
    QCOMPARE(keptPrevious(), m_first);
    QCOMPARE(m_program->registry.find(m_id)->pairMark, mark);
    // the pair first, then the token; and the token counts on
    const QList<FakeSecretStore::Entry> log = m_machine->keychain.log();
    QStringList written;
    for (const FakeSecretStore::Entry &entry : log) {
        if (entry.operation == Operation::Write)
            written.append(entry.key);
    }
    QCOMPARE(written, (QStringList{clientKey(m_id), tokenKey(m_id)}));
    QVERIFY(!await(m_program->ask(m_id))->minted);
    PracticeProgram other(*m_machine);
    QVERIFY(!await(other.ask(m_id))->minted);
    QCOMPARE(m_machine->server.requestCount(), 1);
}

void TestRefreshTokens::oneThatStays()
{
    m_first = m_machine->server.beginRefreshTokens(false); // as eBay's
    VERIFY_OK(await(m_program->manager.remove(m_id)));
    m_id = addUserSet();
    const QByteArray before = m_machine->keychain.value(clientKey(m_id));
    for (int i = 0; i < 3; ++i)
        VERIFY_OK(await(m_program->ask(m_id, {.force = true})));
    QCOMPARE(m_machine->keychain.value(clientKey(m_id)), before);
    QCOMPARE(m_machine->server.refreshTokensSent().size(), 3);
}

void TestRefreshTokens::previousIsKeptUntilTheNewOneWorked()
{
    VERIFY_OK(await(m_program->ask(m_id)));
    const QByteArray second = keptToken();
    QCOMPARE(keptPrevious(), m_first);
    // used without success, it is still kept
    m_machine->server.setResponder([](const PracticeRequest &) {
        PracticeAnswer answer;
        answer.status = 503;
        return answer;
    });
    QVERIFY(!await(m_program->ask(m_id, {.force = true})));
    QCOMPARE(keptPrevious(), m_first);
    // and goes once the new one has brought a token
    m_machine->server.setResponder(
        [](const PracticeRequest &) { return practiceAnswer("practice-token"); });
    VERIFY_OK(await(m_program->ask(m_id, {.force = true})));
    QCOMPARE(keptToken(), second);
    QCOMPARE(keptPrevious(), QByteArray());
}

void TestRefreshTokens::eachUseTakesTheLatest()
{
    QByteArrayList used{m_first};
    for (int i = 0; i < 5; ++i) {
        VERIFY_OK(await(m_program->ask(m_id, {.force = true})));
        QVERIFY(isLatestKept());
        QCOMPARE(keptPrevious(), used.last());
        used.append(keptToken());
    }
    used.removeLast();
    QCOMPARE(m_machine->server.refreshTokensSent(), used);
}

void TestRefreshTokens::twoProgramsTakeTurns()
{
    // each reads the pair under the lock, so that neither sends what the other has used up
    PracticeProgram other(*m_machine);
    QList<QFuture<Result<IssuedToken>>> asking;
    for (int i = 0; i < 10; ++i) {
        asking.append(m_program->ask(m_id, {.force = true}));
        asking.append(other.ask(m_id, {.force = true}));
    }
    for (const auto &one : asking)
        VERIFY_OK(await(one));
    QCOMPARE(m_machine->server.refreshTokensSent().size(), 20);
    QVERIFY(isLatestKept());
}

void TestRefreshTokens::editKeepsWhatCameMeanwhile()
{
    const CredentialSet row = *m_program->registry.find(m_id);
    const ClientCredentials asRead = kept(); // a dialog is open
    VERIFY_OK(await(m_program->ask(m_id)));
    const QByteArray latest = keptToken();
    ClientCredentials wanted = asRead;
    wanted.unknownFields.insert(u"of"_s, u"another"_s);
    VERIFY_OK(await(m_program->manager.edit({.set = row, .credentials = asRead},
                                            {.set = row, .credentials = wanted})));
    QCOMPARE(keptToken(), latest);
    QCOMPARE(keptPrevious(), m_first);
    VERIFY_OK(await(m_program->ask(m_id, {.force = true})));
    QVERIFY(isLatestKept());
}

void TestRefreshTokens::anotherRefreshTokenByHand()
{
    VERIFY_OK(await(m_program->ask(m_id)));
    const CredentialSet row = *m_program->registry.find(m_id);
    ClientCredentials wanted = kept();
    const QByteArray pasted = m_machine->server.beginRefreshTokens();
    wanted.parameters[refreshTokenParameter] = Secret(QByteArray(pasted));
    VERIFY_OK(await(m_program->manager.edit({.set = row, .credentials = kept()},
                                            {.set = row, .credentials = wanted})));
    QCOMPARE(keptToken(), pasted);
    QCOMPARE(keptPrevious(), QByteArray()); // it is of another family
    QVERIFY(m_program->registry.find(m_id)->pairMark != row.pairMark);
    VERIFY_OK(await(m_program->ask(m_id)));
    QVERIFY(isLatestKept());
}

void TestRefreshTokens::otherScopesKeepItToo()
{
    const auto issued = await(m_program->ask(m_id, {.scopes = QStringList{u"one"_s}}));
    VERIFY_OK(issued);
    QVERIFY(issued->inMemoryOnly);
    QVERIFY(isLatestKept() && keptToken() != m_first);
    QVERIFY(!m_machine->keychain.contains(tokenKey(m_id)));
}

void TestRefreshTokens::keptAlsoWithoutAUsableToken()
{
    m_machine->server.setResponder([](const PracticeRequest &) {
        PracticeAnswer answer;
        answer.body = R"({"token_type":"DPoP","access_token":"a","refresh_token":"of-no-use"})";
        return answer;
    });
    QVERIFY(kindOf(await(m_program->ask(m_id))) == ErrorKind::Malformed);
    QCOMPARE(keptToken(), QByteArray("of-no-use"));
    QCOMPARE(keptPrevious(), m_first);
    // an answer that refuses brings none
    m_machine->server.setResponder([](const PracticeRequest &) {
        PracticeAnswer answer;
        answer.status = 400;
        answer.body = R"({"error":"invalid_scope","refresh_token":"what-is-this"})";
        return answer;
    });
    QVERIFY(kindOf(await(m_program->ask(m_id))) == ErrorKind::Rejected);
    QCOMPARE(keptToken(), QByteArray("of-no-use"));
}

void TestRefreshTokens::cancelledButKept()
{
    m_machine->server.setResponder([](const PracticeRequest &) {
        PracticeAnswer late = practiceAnswer(
            "practice-token", R"(,"expires_in":7200,"refresh_token":"practice-next-0001")");
        late.delay = 500ms;
        return late;
    });
    const auto asking = m_program->ask(m_id);
    QTRY_COMPARE(m_machine->server.requestCount(), 1);
    m_program->service.cancel(m_id); // the answer is on its way
    QVERIFY(kindOf(await(asking)) == ErrorKind::Cancelled);
    QVERIFY(m_program->service.isExchanging() && !m_program->service.isWorking(m_id));
    QTRY_VERIFY(!m_program->service.isExchanging());
    QCOMPARE(keptToken(), QByteArray("practice-next-0001"));
}

void TestRefreshTokens::keychainThatRefuses_data()
{
    QTest::addColumn<ErrorKind>("kind");
    for (const ErrorKind kind : {ErrorKind::KeychainUnavailable, ErrorKind::KeychainLocked,
                                 ErrorKind::KeychainDenied, ErrorKind::KeychainTimeout})
        QTest::newRow(qPrintable(errorKindName(kind))) << kind;
}

void TestRefreshTokens::keychainThatRefuses()
{
    QFETCH(ErrorKind, kind);
    m_machine->keychain.failAlways(Operation::Write, kind);
    QSignalSpy unkept(&m_program->service, &TokenService::refreshTokenUnkept);
    QSignalSpy isKept(&m_program->service, &TokenService::refreshTokenKept);
    const auto issued = await(m_program->ask(m_id));
    VERIFY_OK(issued); // what was had is handed out, and what is at risk is said
    QVERIFY(issued->minted && issued->inMemoryOnly && issued->refreshTokenUnkept);
    QCOMPARE(unkept.count(), 1);
    QCOMPARE(unkept.first().at(0).toString(), m_id);
    QVERIFY(m_program->service.isExchanging());
    QVERIFY(!m_program->service.isWorking(m_id));
    QCOMPARE(keptToken(), m_first);
    // Nobody else may send the old one as long as the new one is in this memory alone.
    const QString lockFile = m_machine->profile.profile.mintLockFile(m_id);
    QVERIFY(kindOf(await(acquireLock(lockFile, 0ms))) == ErrorKind::KeychainTimeout);
    PracticeProgram other(*m_machine);
    const auto waiting = other.ask(m_id, {.force = true});
    QTest::qWait(50);
    QCOMPARE(m_machine->server.requestCount(), 1);

    m_machine->keychain.stopFailing();
    QTRY_VERIFY_WITH_TIMEOUT(isLatestKept() && isKept.count() == 1, 20'000);
    VERIFY_OK(await(waiting));
    QVERIFY(isLatestKept());
    QCOMPARE(m_machine->server.refreshTokensSent().size(), 2);
    QVERIFY(!m_program->service.isExchanging());
}

void TestRefreshTokens::refusedForAMoment()
{
    m_machine->keychain.failNext(Operation::Write, ErrorKind::KeychainTimeout);
    QSignalSpy unkept(&m_program->service, &TokenService::refreshTokenUnkept);
    const auto issued = await(m_program->ask(m_id));
    VERIFY_OK(issued);
    QVERIFY(!issued->refreshTokenUnkept && !issued->inMemoryOnly);
    QCOMPARE(unkept.count(), 0);
    QVERIFY(isLatestKept());
}

void TestRefreshTokens::aDeadOneIsExplained()
{
    m_machine->server.beginRefreshTokens(); // what the set has is of no family now
    const auto refused = await(m_program->ask(m_id));
    QVERIFY(kindOf(refused) == ErrorKind::Rejected);
    QCOMPARE(refused.error().code, u"invalid_grant"_s);
    QCOMPARE(keptToken(), m_first);
    QVERIFY(!wordsOf(refused).contains(m_first));
}

void TestRefreshTokens::nothingOfItIsTold()
{
    m_machine->server.setResponder([this](const PracticeRequest &) {
        PracticeAnswer answer;
        answer.status = 400;
        answer.body = R"({"error":"invalid_request","error_description":"no )" + m_first
            + R"( and no practice-next-one","refresh_token":"practice-next-one-0001"})";
        return answer;
    });
    const auto refused = await(m_program->ask(m_id));
    QVERIFY(kindOf(refused) == ErrorKind::Rejected);
    QVERIFY2(!refused.error().message.contains(QString::fromLatin1(m_first)),
             qPrintable(refused.error().message));
    m_machine->server.setResponder([](const PracticeRequest &) {
        PracticeAnswer answer;
        answer.body = R"({"refresh_token":"practice-next-one-0001","token_type":"Bearer"})";
        return answer;
    });
    const auto malformed = await(m_program->ask(m_id));
    QVERIFY(kindOf(malformed) == ErrorKind::Malformed);
    QVERIFY(!malformed.error().message.contains(u"practice-next-one-0001"));
    m_machine->server.setResponder({});
    m_program->requestLog.writeNow(1s);
    QFile log(m_machine->profile.profile.requestLogFile());
    QVERIFY(log.open(QIODevice::ReadOnly));
    const QByteArray text = log.readAll();
    QVERIFY(text.count('\n') >= 2);
    QVERIFY(!text.contains(m_first) && !text.contains("practice-next-one-0001"));
}

void TestRefreshTokens::theCopyHasNone()
{
    VERIFY_OK(await(m_program->ask(m_id)));
    const auto copy = await(m_program->manager.duplicate(m_id, u"Copy"_s));
    VERIFY_OK(copy);
    const auto pair = await(m_program->manager.credentials(*copy, Prompt::Never));
    VERIFY_OK(pair);
    QVERIFY(!pair->parameters.contains(refreshTokenParameter));
    QVERIFY(pair->previousRefreshToken.isEmpty() && !pair->clientSecret.isEmpty());
    const auto asked = await(m_program->ask(*copy));
    QVERIFY(kindOf(asked) == ErrorKind::Configuration);
    QVERIFY2(asked.error().message.contains(u"Refresh token"), qPrintable(asked.error().message));
}

void TestRefreshTokens::aChangeIsTried()
{
    // another secret, before it takes the place of the old one: what the trial uses up is replaced
    ClientCredentials wrong = kept();
    wrong.clientSecret = Secret::fromText(u"SBX-practice-wrong"_s);
    const TokenQuery bad{.force = true,
                         .change = TokenQuery::Change{.before = kept(), .after = wrong}};
    QVERIFY(kindOf(await(m_program->ask(m_id, bad))) == ErrorKind::Rejected);
    QCOMPARE(keptToken(), m_first);
    QVERIFY2(!m_program->ledger.record(m_id).lastFailure, "it is no failure of the set");
    ClientCredentials other = kept();
    other.unknownFields.insert(u"of"_s, u"another"_s);
    const ClientCredentials asRead = kept();
    VERIFY_OK(await(m_program->ask(m_id, {.force = true}))); // meanwhile
    const TokenQuery good{.force = true,
                          .change = TokenQuery::Change{.before = asRead, .after = other}};
    const auto issued = await(m_program->ask(m_id, good));
    VERIFY_OK(issued);
    QVERIFY(isLatestKept());
    QVERIFY2(!kept().unknownFields.contains(u"of"), "it is only tried");
    QCOMPARE(m_machine->server.refreshTokensSent().size(), 2);
}

void TestRefreshTokens::aChangeThatBringsAnother()
{
    ClientCredentials wanted = kept();
    wanted.parameters[refreshTokenParameter] = Secret(m_machine->server.beginRefreshTokens());
    const CredentialSet row = *m_program->registry.find(m_id);
    const Entry before{.set = row, .credentials = kept()};
    wanted.unknownFields.insert(u"of"_s, u"another"_s);
    bool isTaken = false;
    VERIFY_OK(await(changeTried(m_program->service, m_program->manager, before,
                                {.set = row, .credentials = wanted}, [&] { isTaken = true; })));
    QVERIFY(isTaken);
    QVERIFY2(isLatestKept(), "the one that was given was used up by trying it");
    QCOMPARE(kept().unknownFields.value(u"of").toString(), u"another"_s);
    QCOMPARE(m_machine->server.refreshTokensSent().size(), 1);
    // what is refused changes nothing
    const ClientCredentials good = kept();
    ClientCredentials wrong = good;
    wrong.clientSecret = Secret::fromText(u"SBX-practice-wrong"_s);
    isTaken = false;
    QVERIFY(kindOf(await(changeTried(m_program->service, m_program->manager,
                                     {.set = row, .credentials = good},
                                     {.set = row, .credentials = wrong}, [&] { isTaken = true; })))
            == ErrorKind::Rejected);
    QVERIFY(!isTaken && isSame(kept(), good));
}

TEST_IN_PROGRAM(TestRefreshTokens)
#include "tst_refreshtokens.moc"
