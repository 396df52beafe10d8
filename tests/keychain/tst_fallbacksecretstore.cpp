// SPDX-License-Identifier: MIT
// SessionSecretStore and FallbackSecretStore, and the fake they are tested with.
#include "FakeSecretStore.h"
#include "FallbackSecretStore.h"
#include "Keyring.h"
#include "SessionSecretStore.h"
#include "StoredSecret.h"
#include "TestProgram.h"

#include <QSignalSpy>

using namespace Tokenwright;
using Operation = FakeSecretStore::Operation;
using Applied = FakeSecretStore::Applied;

namespace {

const QString done = u"done"_s;
const QString missing = u"secret-missing"_s;
const QString unavailable = u"keychain-unavailable"_s;

/// What is under the key, or the kind of failure.
QByteArray held(SecretStore &store)
{
    const Result<Secret> found = await(store.read(testKey, Prompt::Never));
    return found ? found->reveal().toByteArray() : outcome(found).toLatin1();
}

QString written(SecretStore &store, const char *text)
{
    return outcome(await(store.write(testKey, secret(text), Prompt::Never)));
}

QString removed(SecretStore &store)
{
    return outcome(await(store.remove(testKey, Prompt::Never)));
}

/// A fallback store and the fake keychain inside it.
struct Fixture
{
    FakeSecretStore *keychain = new FakeSecretStore;
    FallbackSecretStore store{std::unique_ptr<SecretStore>(keychain)};

    void takeKeychainAway()
    {
        for (const Operation operation : {Operation::Read, Operation::Write, Operation::Remove})
            keychain->failAlways(operation, ErrorKind::KeychainUnavailable);
    }
};

} // namespace

class TestFallbackSecretStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sessionStore();

    void passesThrough();
    void fallsBackOnlyWhenUnavailable_data();
    void fallsBackOnlyWhenUnavailable();
    void reportsTheLossOnce();
    void memoryIsNewer();
    void returnsToTheKeychain();
    void removesWhatIsOnlyInMemory();
    void doesNotClaimToHaveRemovedWhatTheKeychainHeld();
    void removesNothingThatItNeverHad();
    void readBehindAFallingWrite();

    void fakeFailsAsTold();
    void fakeHolds();
    void fakeLocks();
};

void TestFallbackSecretStore::sessionStore()
{
    SessionSecretStore store;
    QVERIFY(store.isEmpty());
    QCOMPARE(held(store), missing.toLatin1());
    QCOMPARE(written(store, "a"), done);
    QCOMPARE(written(store, "b"), done);
    QCOMPARE(held(store), QByteArray("b"));
    QCOMPARE(removed(store), done);
    QCOMPARE(removed(store), done);
    QCOMPARE(held(store), missing.toLatin1());
    QCOMPARE(store.description(), u"memory, until you quit"_s);
}

void TestFallbackSecretStore::passesThrough()
{
    Fixture f;
    QCOMPARE(written(f.store, "a"), done);
    QCOMPARE(f.keychain->value(testKey), QByteArray("a"));
    QCOMPARE(held(f.store), QByteArray("a"));
    QCOMPARE(f.store.description(), f.keychain->description());
    await(f.store.read(testKey, Prompt::Allowed));
    QCOMPARE(f.keychain->log().last(),
             (FakeSecretStore::Entry{Operation::Read, testKey, Prompt::Allowed}));
    QCOMPARE(removed(f.store), done);
    QVERIFY(!f.keychain->contains(testKey));
}

void TestFallbackSecretStore::fallsBackOnlyWhenUnavailable_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("falls");
    QTest::newRow("unavailable") << ErrorKind::KeychainUnavailable << true;
    QTest::newRow("locked") << ErrorKind::KeychainLocked << false;
    QTest::newRow("denied") << ErrorKind::KeychainDenied << false;
    QTest::newRow("timeout") << ErrorKind::KeychainTimeout << false;
}

void TestFallbackSecretStore::fallsBackOnlyWhenUnavailable()
{
    QFETCH(ErrorKind, kind);
    QFETCH(bool, falls);
    Fixture f;
    QSignalSpy lost(&f.store, &SecretStore::keychainLost);
    f.keychain->failNext(Operation::Write, kind);
    QCOMPARE(written(f.store, "a"), falls ? done : errorKindName(kind));
    QCOMPARE(held(f.store), falls ? QByteArray("a") : missing.toLatin1());
    QTest::qWait(20);
    QCOMPARE(lost.count(), falls ? 1 : 0);
    QCOMPARE(f.store.description() == f.keychain->description(), !falls);
}

void TestFallbackSecretStore::reportsTheLossOnce()
{
    Fixture f;
    QSignalSpy lost(&f.store, &SecretStore::keychainLost);
    f.takeKeychainAway();
    QCOMPARE(written(f.store, "a"), done);
    QCOMPARE(written(f.store, "b"), done);
    QTest::qWait(20);
    QCOMPARE(lost.count(), 1);
}

void TestFallbackSecretStore::memoryIsNewer()
{
    Fixture f;
    QCOMPARE(written(f.store, "old"), done);
    f.keychain->failNext(Operation::Write, ErrorKind::KeychainUnavailable);
    QCOMPARE(written(f.store, "new"), done);
    QCOMPARE(held(f.store), QByteArray("new"));
    QCOMPARE(f.keychain->value(testKey), QByteArray("old"));
}

void TestFallbackSecretStore::returnsToTheKeychain()
{
    Fixture f;
    f.keychain->failNext(Operation::Write, ErrorKind::KeychainUnavailable);
    QCOMPARE(written(f.store, "in memory"), done);
    QCOMPARE(written(f.store, "kept"), done);
    QCOMPARE(held(f.store), QByteArray("kept")); // memory does not shadow it any more
    QCOMPARE(f.keychain->value(testKey), QByteArray("kept"));
    QCOMPARE(f.store.description(), f.keychain->description());
}

void TestFallbackSecretStore::removesWhatIsOnlyInMemory()
{
    Fixture f;
    f.takeKeychainAway();
    QCOMPARE(written(f.store, "a"), done);
    QCOMPARE(removed(f.store), done);
    QCOMPARE(held(f.store), unavailable.toLatin1());
}

void TestFallbackSecretStore::doesNotClaimToHaveRemovedWhatTheKeychainHeld()
{
    Fixture f;
    QCOMPARE(written(f.store, "old"), done);
    f.takeKeychainAway();
    QCOMPARE(written(f.store, "new"), done);
    QCOMPARE(removed(f.store), unavailable);
    QCOMPARE(held(f.store), QByteArray("new")); // nothing was changed
    f.keychain->stopFailing();
    QCOMPARE(removed(f.store), done);
    QCOMPARE(held(f.store), missing.toLatin1());
}

void TestFallbackSecretStore::removesNothingThatItNeverHad()
{
    Fixture f;
    f.takeKeychainAway();
    QCOMPARE(removed(f.store), unavailable);
}

void TestFallbackSecretStore::readBehindAFallingWrite()
{
    Fixture f;
    f.takeKeychainAway();
    const auto write = f.store.write(testKey, secret("a"), Prompt::Never);
    const auto read = f.store.read(testKey, Prompt::Never); // asked before the write came to an end
    QVERIFY(await(write));
    const Result<Secret> found = await(read);
    QCOMPARE(outcome(found), done);
    QVERIFY(found->equals(secret("a")));
}

void TestFallbackSecretStore::fakeFailsAsTold()
{
    FakeSecretStore store;
    store.failNext(Operation::Write, ErrorKind::KeychainTimeout, 2, Applied::Yes);
    store.failNext(Operation::Write, ErrorKind::KeychainDenied, 3);
    QCOMPARE(written(store, "1"), done);
    QCOMPARE(written(store, "2"), u"keychain-timeout"_s);
    QCOMPARE(store.value(testKey), QByteArray("2")); // it landed all the same
    QCOMPARE(written(store, "3"), u"keychain-denied"_s);
    QCOMPARE(store.value(testKey), QByteArray("2"));
    QCOMPARE(written(store, "4"), done);
    store.failAlways(Operation::Remove, ErrorKind::KeychainLocked);
    QCOMPARE(removed(store), u"keychain-locked"_s);
    QCOMPARE(removed(store), u"keychain-locked"_s);
    store.stopFailing();
    QCOMPARE(removed(store), done);
    QCOMPARE(store.count(Operation::Write), 4);
    QCOMPARE(store.count(Operation::Remove), 3);
    store.put(testKey, "5");
    QCOMPARE(held(store), QByteArray("5"));
    QCOMPARE(store.keys(), QStringList{testKey});
}

void TestFallbackSecretStore::fakeHolds()
{
    FakeSecretStore store;
    store.put(testKey, "old");
    store.holdNext(Operation::Write);
    const auto before = store.read(testKey, Prompt::Never);
    const auto write = store.write(testKey, secret("new"), Prompt::Never);
    const auto behind = store.read(testKey, Prompt::Never);
    QVERIFY(!before.isFinished()); // never within the call
    QVERIFY(await(before)->equals(secret("old")));
    QTRY_VERIFY(store.isHolding());
    QTest::qWait(20);
    QVERIFY(!write.isFinished() && !behind.isFinished());
    QCOMPARE(store.value(testKey), QByteArray("old"));
    store.release();
    QVERIFY(await(behind)->equals(secret("new")));
    QVERIFY(write.isFinished());
}

void TestFallbackSecretStore::fakeLocks()
{
    FakeSecretStore store;
    store.put(testKey, "a");
    store.lock(false);
    QCOMPARE(held(store), QByteArray("keychain-locked"));
    QCOMPARE(store.promptCount(), 0);
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Allowed))), u"keychain-locked"_s);
    QCOMPARE(store.promptCount(), 1);
    store.lock(true);
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Allowed))), done);
    QCOMPARE(store.promptCount(), 2);
    QCOMPARE(held(store), QByteArray("a"));
}

TEST_IN_PROGRAM(TestFallbackSecretStore)
#include "tst_fallbacksecretstore.moc"
