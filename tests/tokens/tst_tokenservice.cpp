// SPDX-License-Identifier: MIT
#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include "Origin.h"
#include "PracticeProgram.h"
#include "TestProgram.h"

using namespace Tokenwright;
using Operation = FakeSecretStore::Operation;

/// Minting, reusing and storing, as one program does it.
class TestTokenService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void mintsThenReuses();
    void scopeInTheLedger();
    void reusesAfterARestart();
    void reusesAfterAReboot();
    void reuseEnds_data();
    void reuseEnds();
    void minimumIsAsked();
    void forceAsksAnew();
    void editedSetNeverReuses_data();
    void editedSetNeverReuses();
    void ledgerAndKeychainDisagree_data();
    void ledgerAndKeychainDisagree();
    void wrongSecret();
    void movedOriginGetsNothing();
    void unknownLifetime();
    void lifetimeFallback();
    void tokenTheKeychainWillNotHold();
    void tokenNotedNowhere();
    void otherTokenReplacesTheOneInMemory();
    void keychainLockedAndNoPrompt();
    void keychainFails_data();
    void keychainFails();
    void missingPair();
    void noSuchSet();
    void providerGone();
    void failureKeepsAValidToken();
    void reportOfTheLastRequest();

private:
    std::unique_ptr<PracticeMachine> m_machine;
    std::unique_ptr<PracticeProgram> m_program;
    QString m_id;

    int requests() const { return m_machine->server.requestCount(); }
    void restart()
    {
        m_program.reset();
        m_program = std::make_unique<PracticeProgram>(*m_machine);
    }
};

void TestTokenService::init()
{
    m_machine = std::make_unique<PracticeMachine>();
    QVERIFY(m_machine->isReady());
    m_program = std::make_unique<PracticeProgram>(*m_machine);
    QVERIFY(m_program->ready);
    m_id = m_program->addSet();
    QVERIFY(!m_id.isEmpty());
}

void TestTokenService::cleanup()
{
    m_program.reset();
    m_machine.reset();
}

void TestTokenService::mintsThenReuses()
{
    QSignalSpy started(&m_program->service, &TokenService::workStarted);
    QSignalSpy finished(&m_program->service, &TokenService::workFinished);
    const auto minted = await(m_program->ask(m_id));
    VERIFY_OK(minted);
    QVERIFY(minted->minted && !minted->inMemoryOnly);
    QCOMPARE(requests(), 1);
    QVERIFY(m_machine->server.tokensGiven().contains(minted->token.value.reveal().toByteArray()));
    QCOMPARE(remainingMilliseconds(minted->token.lifetime, m_machine->clock.now()).value(),
             7'200'000);
    QVERIFY(m_machine->keychain.contains(tokenKey(m_id)));
    const TokenRecord record = m_program->ledger.record(m_id);
    QVERIFY(record.hasToken && record.lifetime == minted->token.lifetime);
    QVERIFY(!m_program->service.isWorking(m_id));
    QCOMPARE(started.count(), 1);
    QCOMPARE(finished.count(), 1);

    m_machine->clock.advance(1'000);
    QVERIFY(m_program->service.hasReusableToken(m_id, {}));
    const auto reused = await(m_program->ask(m_id));
    VERIFY_OK(reused);
    QVERIFY(!reused->minted && !reused->inMemoryOnly);
    QVERIFY(reused->token.value.equals(minted->token.value));
    QCOMPARE(requests(), 1);

    QFile file(m_machine->profile.profile.ledgerFile());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(!bytes.contains(minted->token.value.reveal().toByteArray()));
    QVERIFY(!bytes.contains(PracticeTokenServer::ebayClientId().toUtf8()));
    QVERIFY(!bytes.contains(PracticeTokenServer::ebayClientSecret().toUtf8()));
}

/// What the answer grants is shown, and of token and client ID nothing stands in a file.
void TestTokenService::scopeInTheLedger()
{
    const QString id = PracticeTokenServer::ebayClientId();
    m_machine->server.setResponder([&](const PracticeRequest &) {
        return PracticeAnswer{
            .body = QJsonDocument(
                        QJsonObject{{u"access_token"_s, u"practice-token-0123"_s},
                                    {u"expires_in"_s, 3600},
                                    {u"scope"_s,
                                     QString(u"read api://" + id + u"/.default practice-token-0123 "
                                             + id.toUpper())}})
                        .toJson()};
    });
    VERIFY_OK(await(m_program->ask(m_id)));
    const QString scope = m_program->ledger.record(m_id).scope;
    QVERIFY2(scope.startsWith(u"read api://•••/.default "), qPrintable(scope));
    QFile file(m_machine->profile.profile.ledgerFile());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY2(!bytes.toLower().contains(id.toUtf8().toLower()), bytes.constData());
    QVERIFY2(!bytes.contains("practice-token-0123"), bytes.constData());
}

void TestTokenService::reusesAfterARestart()
{
    const auto minted = await(m_program->ask(m_id));
    VERIFY_OK(minted);
    restart();
    const auto reused = await(m_program->ask(m_id));
    VERIFY_OK(reused);
    QVERIFY(!reused->minted);
    QVERIFY(reused->token.value.equals(minted->token.value));
    QCOMPARE(requests(), 1);
}

void TestTokenService::reusesAfterAReboot()
{
    VERIFY_OK(await(m_program->ask(m_id)));
    m_machine->clock.advance(60'000);
    m_machine->clock.reboot(u"second-boot"_s);
    restart();
    const auto reused = await(m_program->ask(m_id));
    VERIFY_OK(reused);
    QVERIFY(!reused->minted);
    m_machine->clock.step(-3'600'000); // the clock is behind the issue: nobody can tell
    QVERIFY(await(m_program->ask(m_id))->minted);
}

void TestTokenService::reuseEnds_data()
{
    QTest::addColumn<qint64>("passed");
    QTest::addColumn<qint64>("stepped");
    QTest::addColumn<bool>("reused");
    QTest::newRow("at once") << qint64(0) << qint64(0) << true;
    QTest::newRow("five minutes left") << qint64(6'900'000) << qint64(0) << true;
    QTest::newRow("a little less") << qint64(6'900'001) << qint64(0) << false;
    QTest::newRow("expired exactly") << qint64(7'200'000) << qint64(0) << false;
    QTest::newRow("long ago") << qint64(72'000'000) << qint64(0) << false;
    QTest::newRow("expired, clock set back") << qint64(7'200'000) << qint64(-3'600'000) << false;
    QTest::newRow("clock set forth") << qint64(0) << qint64(7'200'000) << false;
}

void TestTokenService::reuseEnds()
{
    QFETCH(qint64, passed);
    QFETCH(qint64, stepped);
    QFETCH(bool, reused);
    VERIFY_OK(await(m_program->ask(m_id)));
    m_machine->clock.advance(passed);
    m_machine->clock.step(stepped);
    QCOMPARE(m_program->service.hasReusableToken(m_id, {}), reused);
    const auto token = await(m_program->ask(m_id));
    VERIFY_OK(token);
    QCOMPARE(!token->minted, reused);
    QCOMPARE(requests(), reused ? 1 : 2);
}

void TestTokenService::minimumIsAsked()
{
    VERIFY_OK(await(m_program->ask(m_id)));
    m_machine->clock.advance(7'190'000);
    QVERIFY(!await(m_program->ask(m_id, {.minimumSeconds = 10}))->minted);
    QVERIFY(!await(m_program->ask(m_id, {.minimumSeconds = 0}))->minted);
    QVERIFY(await(m_program->ask(m_id, {.minimumSeconds = 11}))->minted);
}

void TestTokenService::forceAsksAnew()
{
    const auto first = await(m_program->ask(m_id));
    VERIFY_OK(first);
    const auto second = await(m_program->ask(m_id, {.force = true}));
    VERIFY_OK(second);
    QVERIFY(second->minted);
    QVERIFY(!second->token.value.equals(first->token.value));
    QCOMPARE(requests(), 2);
    QVERIFY(await(m_program->ask(m_id))->token.value.equals(second->token.value));
}

void TestTokenService::editedSetNeverReuses_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"scopes", "environment", "parameters", "authentication", "pair"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void TestTokenService::editedSetNeverReuses()
{
    QFETCH(QString, what);
    VERIFY_OK(await(m_program->ask(m_id)));
    CredentialSet set = *m_program->registry.find(m_id);
    std::optional<ClientCredentials> pair;
    if (what == u"scopes")
        set.scopes = {u"https://api.ebay.com/oauth/api_scope"_s,
                      u"https://api.ebay.com/oauth/api_scope/buy.deal"_s};
    else if (what == u"environment")
        set.environment = u"production"_s;
    else if (what == u"parameters")
        set.parameters.insert(u"audience"_s, {u"x"_s});
    else if (what == u"authentication")
        set.clientAuthentication = u"client_secret_basic"_s;
    else {
        pair = m_program->pair(PracticeTokenServer::ebayClientSecret());
        pair->unknownFields.insert(u"of"_s, u"another"_s);
    }
    VERIFY_OK(await(m_program->edit(set, pair)));
    QVERIFY(!m_program->service.hasReusableToken(m_id, {}));
    const auto token = await(m_program->ask(m_id));
    QVERIFY(!token || token->minted);
    QCOMPARE(requests(), 2);
}

void TestTokenService::ledgerAndKeychainDisagree_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"no token", "junk", "another token", "no record", "another record",
                             "another fingerprint"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void TestTokenService::ledgerAndKeychainDisagree()
{
    QFETCH(QString, what);
    const auto minted = await(m_program->ask(m_id));
    VERIFY_OK(minted);
    AccessToken token = minted->token;
    TokenRecord record = m_program->ledger.record(m_id);
    if (what == u"no token") {
        VERIFY_OK(await(m_machine->keychain.remove(tokenKey(m_id), Prompt::Never)));
    } else if (what == u"junk") {
        m_machine->keychain.put(tokenKey(m_id), "junk");
    } else if (what == u"another token") {
        token.lifetime.expires = *token.lifetime.expires + 1;
        m_machine->keychain.put(tokenKey(m_id), token.toPayload().reveal().toByteArray());
    } else if (what == u"another fingerprint") {
        token.fingerprint = u"0000"_s;
        m_machine->keychain.put(tokenKey(m_id), token.toPayload().reveal().toByteArray());
    } else if (what == u"no record") {
        VERIFY_OK(await(m_program->ledger.remove(m_id)));
    } else {
        record.lifetime.issued += 1;
        VERIFY_OK(await(m_program->ledger.store(m_id, record)));
    }
    const auto again = await(m_program->ask(m_id));
    VERIFY_OK(again);
    QVERIFY(again->minted);
    QCOMPARE(requests(), 2);
    QVERIFY(!await(m_program->ask(m_id))->minted); // and they agree again
}

void TestTokenService::wrongSecret()
{
    const QString id = m_program->addSet(u"Wrong"_s, u"SBX-practice-wrong"_s);
    const auto token = await(m_program->ask(id));
    QVERIFY(kindOf(token) == ErrorKind::Rejected);
    QCOMPARE(token.error().code, u"invalid_client"_s);
    QCOMPARE(token.error().httpStatus, 401);
    const auto noted = m_program->ledger.record(id).lastFailure;
    QVERIFY(noted);
    QVERIFY(noted->kind == ErrorKind::Rejected);
    QCOMPARE(noted->code, u"invalid_client"_s);
    QCOMPARE(noted->httpStatus, 401);
    QVERIFY(!m_machine->keychain.contains(tokenKey(id)));
    QCOMPARE(requests(), 1); // nothing is retried by itself

    // asked again later, it is tried again, whatever was done to the clock
    m_machine->clock.step(-3'600'000);
    QVERIFY(kindOf(await(m_program->ask(id))) == ErrorKind::Rejected);
    QCOMPARE(requests(), 2);

    VERIFY_OK(await(m_program->edit(*m_program->registry.find(id),
                                    m_program->pair(PracticeTokenServer::ebayClientSecret()))));
    VERIFY_OK(await(m_program->ask(id)));
    QVERIFY(!m_program->ledger.record(id).lastFailure);
}

void TestTokenService::movedOriginGetsNothing()
{
    ClientCredentials pair = m_program->pair(PracticeTokenServer::ebayClientSecret());
    for (const QString &origin :
         {u"https://api.ebay.com:443"_s, u"http://127.0.0.1:1"_s, QString()}) {
        pair.origin = origin;
        VERIFY_OK(
            await(m_program->edit(*m_program->registry.find(m_id), pair, OriginConsent::Given)));
        const auto token = await(m_program->ask(m_id));
        QVERIFY(kindOf(token) == ErrorKind::EndpointMoved);
        QVERIFY(token.error().message.contains(originOf(m_machine->server.url(u"/"_s))));
    }
    QCOMPARE(requests(), 0);
    QCOMPARE(m_machine->server.connectionCount(), 0);
    VERIFY_OK(
        await(m_program->manager.acceptOrigin(m_id, originOf(m_machine->server.url(u"/"_s)))));
    VERIFY_OK(await(m_program->ask(m_id)));
}

void TestTokenService::unknownLifetime()
{
    m_machine->server.setResponder(
        [](const PracticeRequest &) { return practiceAnswer("practice-token", {}); });
    const auto minted = await(m_program->ask(m_id));
    VERIFY_OK(minted);
    QVERIFY(minted->inMemoryOnly);
    QVERIFY(!minted->token.lifetime.expires);
    QVERIFY(!m_machine->keychain.contains(tokenKey(m_id)));
    m_machine->clock.advance(86'400'000);
    QVERIFY(m_program->service.hasReusableToken(m_id, {}));
    QVERIFY(!await(m_program->ask(m_id))->minted); // within this program
    QCOMPARE(requests(), 1);
    restart();
    QVERIFY(!m_program->service.hasReusableToken(m_id, {}));
    QVERIFY(m_program->ledger.record(m_id).hasToken); // shown as "unknown"
    QVERIFY(await(m_program->ask(m_id))->minted);
}

void TestTokenService::lifetimeFallback()
{
    QFile file(m_machine->profile.profile.providersFolder() + u"/ebay.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    QJsonObject response = json.value(u"response").toObject();
    response.insert(u"lifetimeFallback", 600);
    json.insert(u"response", response);
    file.close();
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(json).toJson());
    file.close();
    m_machine->providers = ProviderCatalog::load({}, m_machine->profile.profile.providersFolder());
    m_machine->server.setResponder(
        [](const PracticeRequest &) { return practiceAnswer("practice-token", {}); });
    const auto minted = await(m_program->ask(m_id));
    VERIFY_OK(minted);
    QVERIFY(!minted->inMemoryOnly);
    QCOMPARE(wholeMilliseconds(minted->token.lifetime).value(), 600'000);
}

void TestTokenService::tokenTheKeychainWillNotHold()
{
    m_machine->keychain.failAlways(Operation::Write, ErrorKind::KeychainDenied);
    const auto minted = await(m_program->ask(m_id));
    VERIFY_OK(minted);
    QVERIFY(minted->minted && minted->inMemoryOnly);
    const auto reused = await(m_program->ask(m_id));
    VERIFY_OK(reused);
    QVERIFY(!reused->minted && reused->inMemoryOnly);
    QVERIFY(reused->token.value.equals(minted->token.value));
    QCOMPARE(requests(), 1);
    restart(); // gone with the program
    QVERIFY(await(m_program->ask(m_id))->minted);
    QCOMPARE(requests(), 2);
}

void TestTokenService::tokenNotedNowhere()
{
    // a ledger that cannot be written must not turn every click into a request
    QFile file(m_machine->profile.profile.ledgerFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"schema":2,"tokens":{}})"); // another version's
    file.close();
    const auto minted = await(m_program->ask(m_id));
    VERIFY_OK(minted);
    const auto again = await(m_program->ask(m_id));
    VERIFY_OK(again);
    QVERIFY(!again->minted);
    QVERIFY(again->token.value.equals(minted->token.value));
    QCOMPARE(requests(), 1);
}

void TestTokenService::otherTokenReplacesTheOneInMemory()
{
    m_machine->keychain.failNext(Operation::Write, ErrorKind::KeychainDenied);
    QVERIFY(await(m_program->ask(m_id))->inMemoryOnly);
    m_machine->clock.advance(1'000);
    PracticeProgram other(*m_machine);
    const auto newer = await(other.ask(m_id, {.force = true}));
    VERIFY_OK(newer);
    QTRY_VERIFY(m_program->ledger.record(m_id).lifetime == newer->token.lifetime);
    const auto token = await(m_program->ask(m_id));
    VERIFY_OK(token);
    QVERIFY(token->token.value.equals(newer->token.value));
    QCOMPARE(requests(), 2);
}

void TestTokenService::keychainLockedAndNoPrompt()
{
    VERIFY_OK(await(m_program->ask(m_id)));
    m_machine->keychain.lock();
    QVERIFY(kindOf(await(m_program->ask(m_id, {.prompt = Prompt::Never})))
            == ErrorKind::KeychainLocked);
    QVERIFY(kindOf(await(m_program->ask(m_id, {.force = true, .prompt = Prompt::Never})))
            == ErrorKind::KeychainLocked);
    QCOMPARE(m_machine->keychain.promptCount(), 0);
    QCOMPARE(requests(), 1);
    const auto asked = await(m_program->ask(m_id)); // a click may prompt
    VERIFY_OK(asked);
    QVERIFY(!asked->minted);
    QCOMPARE(m_machine->keychain.promptCount(), 1);
}

void TestTokenService::keychainFails_data()
{
    QTest::addColumn<int>("kind");
    for (const ErrorKind kind : {ErrorKind::KeychainUnavailable, ErrorKind::KeychainLocked,
                                 ErrorKind::KeychainDenied, ErrorKind::KeychainTimeout})
        QTest::newRow(qPrintable(errorKindName(kind))) << int(kind);
}

void TestTokenService::keychainFails()
{
    QFETCH(int, kind);
    const auto failNext = [this, kind] {
        if (ErrorKind(kind) == ErrorKind::KeychainLocked)
            m_machine->keychain.lock(false); // and the prompt is dismissed
        else
            m_machine->keychain.failNext(Operation::Read, ErrorKind(kind));
    };
    failNext();
    QVERIFY(kindOf(await(m_program->ask(m_id))) == ErrorKind(kind)); // the pair
    m_machine->keychain.unlock();
    QCOMPARE(requests(), 0);
    VERIFY_OK(await(m_program->ask(m_id)));
    failNext();
    QVERIFY(kindOf(await(m_program->ask(m_id))) == ErrorKind(kind)); // the token
    m_machine->keychain.unlock();
    QCOMPARE(requests(), 1);
    VERIFY_OK(await(m_program->ask(m_id)));
    QCOMPARE(requests(), 1); // nothing was lost by it
}

void TestTokenService::missingPair()
{
    VERIFY_OK(await(m_machine->keychain.remove(clientKey(m_id), Prompt::Never)));
    QVERIFY(kindOf(await(m_program->ask(m_id))) == ErrorKind::SecretMissing);
    QVERIFY(m_program->registry.find(m_id)); // nothing is pruned on it
}

void TestTokenService::noSuchSet()
{
    QVERIFY(kindOf(await(m_program->ask(u"nobody"_s))) == ErrorKind::NotFound);
    QVERIFY(!m_program->service.isWorking(u"nobody"_s));
    QVERIFY(m_machine->keychain.count(Operation::Read) == 0);
}

void TestTokenService::providerGone()
{
    CredentialSet set = *m_program->registry.find(m_id);
    set.provider = u"gone"_s;
    VERIFY_OK(await(m_program->edit(set)));
    const auto token = await(m_program->ask(m_id));
    QVERIFY(kindOf(token) == ErrorKind::Configuration);
    QVERIFY(token.error().message.contains(u"gone"));
}

void TestTokenService::failureKeepsAValidToken()
{
    const auto minted = await(m_program->ask(m_id));
    VERIFY_OK(minted);
    m_machine->server.setResponder([](const PracticeRequest &) {
        PracticeAnswer answer;
        answer.status = 503;
        return answer;
    });
    QVERIFY(kindOf(await(m_program->ask(m_id, {.force = true}))) == ErrorKind::TryLater);
    const TokenRecord record = m_program->ledger.record(m_id);
    QVERIFY(record.hasToken && record.lastFailure);
    const auto token = await(m_program->ask(m_id));
    VERIFY_OK(token);
    QVERIFY(token->token.value.equals(minted->token.value));
}

void TestTokenService::reportOfTheLastRequest()
{
    QVERIFY(!m_program->service.lastRequest(m_id));
    VERIFY_OK(await(m_program->ask(m_id)));
    const auto report = m_program->service.lastRequest(m_id);
    QVERIFY(report);
    QCOMPARE(report->httpStatus, 200);
    QVERIFY(!report->error);
    QCOMPARE(report->at, m_machine->clock.now().wall);
    QVERIFY(report->endpoint.path().endsWith(u"/token"));
}

TEST_IN_PROGRAM(TestTokenService)
#include "tst_tokenservice.moc"
