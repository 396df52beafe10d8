// SPDX-License-Identifier: MIT
#include "CredentialManager.h"
#include "FileLock.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include "CredentialBench.h"
#include "TestProgram.h"

using namespace Tokenwright;
using namespace std::chrono_literals;
using Operation = FakeSecretStore::Operation;
using Applied = FakeSecretStore::Applied;

class TestCredentialManager : public QObject, private CredentialBench
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void createWritesRowThenSecret();
    void createCompletesWhatWasCutOff();
    void createReplacesNoPair();
    void createFails_data();
    void createFails();
    void createWithAKeychainThatDoesNothing_data();
    void createWithAKeychainThatDoesNothing();
    void createCannotBeTakenBack();
    void createWithTakenName();
    void createWithDamagedIndex();
    void removedWhileItIsAdded();
    void createCompletesWhatIsThere();
    void rowExistsWheneverASecretDoes();
    void credentialsOfASet();
    void whenASecretCameIsNoted();
    void duplicateSharesNoToken();
    void duplicateFails();
    void removeInOrder();
    void removeFails_data();
    void removeFails();
    void removeWaitsForTheMint();
    void removeTwice();
    void managerGoesInTheMiddle();
};

void TestCredentialManager::createWritesRowThenSecret()
{
    bool rowBeforeSecret = false;
    connect(m_registry.get(), &CredentialRegistry::setAdded, this,
            [&](const QString &id) { rowBeforeSecret = !m_store->contains(clientKey(id)); });
    const auto id = await(m_manager->create(practiceSet(), pairOf(u"one"_s)));
    VERIFY_OK(id);
    QVERIFY(rowBeforeSecret);
    const CredentialSet *set = m_registry->find(*id);
    QVERIFY(set);
    QVERIFY(!set->pairMark.isEmpty());
    QCOMPARE(set->name, u"Catalogue"_s);
    QVERIFY(pairIn(*id) == payload(u"one"_s));
    QVERIFY(m_store->log().size() > 1); // whoever is asked is asked before the row is there
    QVERIFY(m_store->log().first()
            == (FakeSecretStore::Entry{Operation::Unlock, clientKey(*id), Prompt::Allowed}));
    QVERIFY(m_store->log().last()
            == (FakeSecretStore::Entry{Operation::Write, clientKey(*id), Prompt::Never}));
    VERIFY_OK(await(acquireLock(m_profile->profile.mintLockFile(*id), 0ms)));
}

void TestCredentialManager::createCompletesWhatWasCutOff()
{
    // ended between row and pair
    const QString id = create();
    VERIFY_OK(await(m_store->remove(clientKey(id), Prompt::Never)));
    const QString mark = m_registry->find(id)->pairMark;
    const auto again = await(m_manager->create(practiceSet(), pairOf(u"two"_s)));
    VERIFY_OK(again);
    QCOMPARE(*again, id);
    QVERIFY(pairIn(id) == payload(u"two"_s));
    QCOMPARE(m_registry->sets().size(), 1);
    QVERIFY(m_registry->find(id)->pairMark != mark);
}

void TestCredentialManager::createReplacesNoPair()
{
    const QString id = create();
    QVERIFY(kindOf(await(m_manager->create(practiceSet(), pairOf(u"two"_s))))
            == ErrorKind::Configuration);
    QVERIFY(pairIn(id) == payload(u"one"_s));
    // one that may be there, behind a lock, is one
    VERIFY_OK(await(m_store->remove(clientKey(id), Prompt::Never)));
    m_store->lock();
    const auto cutOff = await(m_manager->cutOff(practiceSet()));
    QVERIFY(cutOff && cutOff->isEmpty());
    QCOMPARE(m_store->promptCount(), 0);
    m_store->unlock();
}

void TestCredentialManager::createFails_data()
{
    addStoreFailures();
}

void TestCredentialManager::createFails()
{
    QFETCH(ErrorKind, kind);
    QFETCH(bool, applied);
    m_store->failNext(Operation::Write, kind, 1, applied ? Applied::Yes : Applied::No);
    const auto id = await(m_manager->create(practiceSet(), pairOf(u"one"_s)));
    if (kind == ErrorKind::KeychainLocked) { // by something in between: it is asked for again
        VERIFY_OK(id);
        return;
    }
    QVERIFY(kindOf(id) == kind);
    QVERIFY(everySecretHasARow());
    if (kind == ErrorKind::KeychainTimeout) {
        QCOMPARE(m_registry->sets().size(), 1); // it may still land
    } else {
        QVERIFY(m_registry->sets().isEmpty());
        QVERIFY(m_store->keys().isEmpty());
        for (const auto &entry : m_store->log()) {
            if (entry.operation == Operation::Remove)
                QVERIFY(entry.prompt == Prompt::Never);
        }
    }
    // and the next attempt with the same name meets nothing of it
    if (kind != ErrorKind::KeychainTimeout)
        QVERIFY(!create().isEmpty());
}

void TestCredentialManager::createWithAKeychainThatDoesNothing_data()
{
    QTest::addColumn<ErrorKind>("kind");
    for (const ErrorKind kind :
         {ErrorKind::KeychainUnavailable, ErrorKind::KeychainLocked, ErrorKind::KeychainDenied})
        QTest::newRow(qPrintable(errorKindName(kind))) << kind;
}

void TestCredentialManager::createWithAKeychainThatDoesNothing()
{
    QFETCH(ErrorKind, kind);
    m_store->failAlways(Operation::Write, kind);
    m_store->failAlways(Operation::Remove, kind);
    QVERIFY(kindOf(await(m_manager->create(practiceSet(), pairOf(u"one"_s)))) == kind);
    QVERIFY2(m_registry->sets().isEmpty(), "a row of nothing is left");
}

void TestCredentialManager::createCannotBeTakenBack()
{
    m_store->failNext(Operation::Write, ErrorKind::KeychainDenied, 1, Applied::Yes);
    m_store->failNext(Operation::Remove, ErrorKind::KeychainTimeout);
    QVERIFY(kindOf(await(m_manager->create(practiceSet(), pairOf(u"one"_s))))
            == ErrorKind::KeychainDenied);
    QCOMPARE(m_registry->sets().size(), 1); // it may be there, and so the row is
}

void TestCredentialManager::createWithTakenName()
{
    QVERIFY(!create().isEmpty());
    m_store->clearLog();
    const auto id = await(m_manager->create(practiceSet(u"CATALOGUE"_s), pairOf(u"two"_s)));
    QVERIFY(kindOf(id) == ErrorKind::Configuration);
    for (const auto &entry : m_store->log()) // nobody was asked, and nothing stored
        QVERIFY(entry.operation == Operation::Read && entry.prompt == Prompt::Never);
    QCOMPARE(m_registry->sets().size(), 1);
}

void TestCredentialManager::createWithDamagedIndex()
{
    QFile file(m_profile->profile.credentialSetsFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{");
    file.close();
    const auto id = await(m_manager->create(practiceSet(), pairOf(u"one"_s)));
    QVERIFY(kindOf(id) == ErrorKind::Storage);
    QVERIFY2(m_store->log().isEmpty(), "somebody was asked for nothing");
    QVERIFY(kindOf(await(m_manager->create(practiceSet(), pairOf(u"one"_s))))
            == ErrorKind::Storage); // read already, and no better for it
    QVERIFY(m_store->log().isEmpty());
}

void TestCredentialManager::removedWhileItIsAdded()
{
    // stopped between row and secret
    HeldLock held;
    connect(m_registry.get(), &CredentialRegistry::setAdded, this, [&](const QString &id) {
        const auto lock = acquireLock(m_profile->profile.mintLockFile(id), 0ms).result();
        held = lock ? *lock : HeldLock();
    });
    const auto adding = m_manager->create(practiceSet(), pairOf(u"one"_s));
    QTRY_COMPARE(m_registry->sets().size(), 1);
    QVERIFY(held);
    CredentialRegistry other(m_profile->profile);
    VERIFY_OK(other.load(Watching::No));
    VERIFY_OK(await(other.remove(other.sets().first().id))); // whose holder removes the set
    QVERIFY(!adding.isFinished());
    held.reset();
    QVERIFY(kindOf(await(adding)) == ErrorKind::NotFound);
    QVERIFY(m_store->keys().isEmpty());
    QVERIFY(m_registry->sets().isEmpty());
}

void TestCredentialManager::createCompletesWhatIsThere()
{
    CredentialSet row = practiceSet();
    row.scopes = {u"kept"_s};
    row.parameters = {{u"tenant"_s, {u"acme"_s}}, {u"region"_s, {u"one"_s}}};
    row.headers = {{u"X-Team"_s, u"1"_s}};
    row.minimumSeconds = 900;
    row.keepFresh = true;
    row.unknownFields.insert(u"colour", u"mine"_s);
    const auto id = await(m_manager->createWithoutPair(row));
    VERIFY_OK(id);
    CredentialSet said = practiceSet();
    said.scopes.clear();
    said.parameters = {{u"region"_s, {u"two"_s}}};
    const auto again = await(m_manager->create(said, pairOf(u"one"_s)));
    VERIFY_OK(again);
    QCOMPARE(*again, *id);
    row.id = *id;
    row.parameters.insert(u"region"_s, {u"two"_s});
    row.pairMark = m_registry->find(*id)->pairMark;
    row.secretSetAt = m_registry->find(*id)->secretSetAt; // it came with the pair
    QVERIFY(row.secretSetAt > 0);
    QVERIFY(*m_registry->find(*id) == row);
    QVERIFY(pairIn(*id) == payload(u"one"_s));
}

void TestCredentialManager::rowExistsWheneverASecretDoes()
{
    // held right before the write: the row must be there already, on disk
    m_store->holdNext(Operation::Write);
    const auto creating = m_manager->create(practiceSet(), pairOf(u"one"_s));
    QTRY_VERIFY(m_store->isHolding());
    CredentialRegistry other(m_profile->profile);
    VERIFY_OK(other.load());
    QCOMPARE(other.sets().size(), 1);
    QVERIFY(m_store->keys().isEmpty());
    m_store->release();
    VERIFY_OK(await(creating));
}

void TestCredentialManager::credentialsOfASet()
{
    const QString id = create();
    const auto pair = await(m_manager->credentials(id, Prompt::Never));
    VERIFY_OK(pair);
    QCOMPARE(pair->clientId, pairOf(u"one"_s).clientId);
    QVERIFY(pair->clientSecret.equals(pairOf(u"one"_s).clientSecret));
    QVERIFY(m_store->log().last().prompt == Prompt::Never);
    // asked for while somebody else removes the set
    QVERIFY(kindOf(await(m_manager->credentials(u"nobody"_s, Prompt::Allowed)))
            == ErrorKind::NotFound);
    m_store->put(clientKey(id), "junk");
    QVERIFY(kindOf(await(m_manager->credentials(id, Prompt::Allowed))) == ErrorKind::SecretMissing);
}

void TestCredentialManager::duplicateSharesNoToken()
{
    const QString id = create();
    m_store->put(tokenKey(id), "a token");
    const auto copy = await(m_manager->duplicate(id, u"Second"_s));
    VERIFY_OK(copy);
    QVERIFY(*copy != id);
    const CredentialSet *original = m_registry->find(id);
    const CredentialSet *second = m_registry->find(*copy);
    QVERIFY(original && second);
    QVERIFY(second->pairMark != original->pairMark);
    QCOMPARE(second->name, u"Second"_s);
    QCOMPARE(second->scopes, original->scopes);
    QVERIFY(pairIn(*copy) == pairIn(id));
    QVERIFY(!m_store->contains(tokenKey(*copy)));
}

void TestCredentialManager::duplicateFails()
{
    QVERIFY(kindOf(await(m_manager->duplicate(u"nobody"_s, u"x"_s))) == ErrorKind::NotFound);
    const QString id = create();
    QVERIFY(kindOf(await(m_manager->duplicate(id, u"catalogue"_s))) == ErrorKind::Configuration);
    m_store->failNext(Operation::Read, ErrorKind::KeychainLocked);
    QVERIFY(kindOf(await(m_manager->duplicate(id, u"Second"_s))) == ErrorKind::KeychainLocked);
    m_store->failNext(Operation::Write, ErrorKind::KeychainDenied);
    QVERIFY(kindOf(await(m_manager->duplicate(id, u"Second"_s))) == ErrorKind::KeychainDenied);
    QCOMPARE(m_registry->sets().size(), 1);
    QVERIFY(pairIn(id) == payload(u"one"_s));
}

void TestCredentialManager::removeInOrder()
{
    const QString id = create();
    m_store->put(tokenKey(id), "a token");
    m_store->clearLog();
    bool keychainEmptyBeforeRowGoes = false;
    connect(m_registry.get(), &CredentialRegistry::setRemoved, this,
            [&] { keychainEmptyBeforeRowGoes = m_store->keys().isEmpty(); });
    VERIFY_OK(await(m_manager->remove(id)));
    QVERIFY(keychainEmptyBeforeRowGoes);
    QVERIFY(m_registry->sets().isEmpty());
    QCOMPARE(m_store->count(Operation::Remove), 2);
    VERIFY_OK(await(acquireLock(m_profile->profile.mintLockFile(id), 0ms)));
}

void TestCredentialManager::removeFails_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("applied");
    QTest::addColumn<int>("nth");
    for (const ErrorKind kind : storeFailures) {
        for (const bool applied : {false, true}) {
            for (const int nth : {1, 2}) {
                QTest::addRow("%s, %s, %s", qPrintable(errorKindName(kind)),
                              nth == 1 ? "the pair" : "the token",
                              applied ? "and it happened" : "and it did not")
                    << kind << applied << nth;
            }
        }
    }
}

void TestCredentialManager::removeFails()
{
    QFETCH(ErrorKind, kind);
    QFETCH(bool, applied);
    QFETCH(int, nth);
    const QString id = create();
    m_store->put(tokenKey(id), "a token");
    m_store->failNext(Operation::Remove, kind, nth, applied ? Applied::Yes : Applied::No);
    const auto removed = await(m_manager->remove(id));
    if (kind
        == ErrorKind::KeychainLocked) { // locked by something in between: it is asked for again
        VERIFY_OK(removed);
        QVERIFY(m_registry->sets().isEmpty() && m_store->keys().isEmpty());
        return;
    }
    QVERIFY(kindOf(removed) == kind);
    QVERIFY2(m_registry->find(id), "the row stays: the secret may still be there");
    VERIFY_OK(await(m_manager->remove(id))); // the second attempt ends it
    QVERIFY(m_registry->sets().isEmpty());
    QVERIFY(m_store->keys().isEmpty());
}

void TestCredentialManager::removeWaitsForTheMint()
{
    const QString id = create();
    auto minting = acquireLock(m_profile->profile.mintLockFile(id), 0ms).result();
    VERIFY_OK(minting);
    m_store->clearLog();
    const auto removing = m_manager->remove(id);
    QTest::qWait(60);
    QVERIFY(!removing.isFinished());
    QCOMPARE(m_store->count(Operation::Remove), 0);
    m_store->put(tokenKey(id), "the token of the mint that was under way");
    minting->reset();
    VERIFY_OK(await(removing));
    QVERIFY(m_store->keys().isEmpty());
}

void TestCredentialManager::removeTwice()
{
    const QString id = create();
    const auto first = m_manager->remove(id);
    const auto second = m_manager->remove(id);
    VERIFY_OK(await(first));
    VERIFY_OK(await(second));
}

void TestCredentialManager::managerGoesInTheMiddle()
{
    m_store->holdNext(Operation::Write);
    const auto creating = m_manager->create(practiceSet(), pairOf(u"one"_s));
    QTRY_VERIFY(m_store->isHolding());
    m_manager.reset();
    m_store->release();
    QVERIFY(kindOf(await(creating)) == ErrorKind::Cancelled);
    QTRY_COMPARE(m_store->keys().size(), 1);
    QCOMPARE(m_registry->sets().size(), 1); // it landed, and its row is there
}

void TestCredentialManager::whenASecretCameIsNoted()
{
    constexpr qint64 day = 86'400'000;
    const auto setAt = [this](const QString &id) { return m_registry->find(id)->secretSetAt; };
    const auto editPair = [this](const QString &id, const ClientCredentials &after) {
        const Entry before{.set = *m_registry->find(id),
                           .credentials = *await(m_manager->credentials(id, Prompt::Never))};
        VERIFY_OK(await(m_manager->edit(before, {.set = before.set, .credentials = after})));
    };
    const qint64 first = m_clock.moment.wall;
    const QString id = create();
    QCOMPARE(setAt(id), first);

    m_clock.advance(day);
    ClientCredentials pair = pairOf(u"one"_s);
    pair.parameters.insert(u"refresh_token"_s, Secret::fromText(u"practice-another"_s));
    pair.previousSecret = Secret::fromText(u"practice-kept"_s);
    editPair(id, pair); // neither is the secret
    CredentialSet renamed = *m_registry->find(id);
    renamed.name = u"Renamed"_s;
    VERIFY_OK(await(m_manager->edit(*m_registry->find(id), renamed)));
    QCOMPARE(setAt(id), first);
    const auto copy = await(m_manager->duplicate(id, u"Copy"_s));
    VERIFY_OK(copy);
    QCOMPARE(setAt(*copy), first); // the same secret is as old there

    pair.clientSecret = Secret::fromText(u"practice-not-a-secret-two"_s);
    editPair(id, pair);
    QCOMPARE(setAt(id), first + day);

    // a keychain that refuses keeps the old one, and so is the day
    m_clock.advance(day);
    m_store->failNext(Operation::Write, ErrorKind::KeychainDenied);
    const Entry before{.set = *m_registry->find(id), .credentials = pair};
    Entry after = before;
    after.credentials.clientSecret = Secret::fromText(u"practice-not-a-secret-three"_s);
    QVERIFY(!await(m_manager->edit(before, after)));
    QCOMPARE(setAt(id), first + day);
}

TEST_IN_PROGRAM(TestCredentialManager)
#include "tst_credentialmanager.moc"
