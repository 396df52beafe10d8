// SPDX-License-Identifier: MIT
#include "CredentialManager.h"
#include "FileLock.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include "CredentialBench.h"
#include "EditAsRead.h"
#include "TestProgram.h"

using namespace Tokenwright;
using namespace std::chrono_literals;
using Operation = FakeSecretStore::Operation;
using Applied = FakeSecretStore::Applied;

Q_DECLARE_METATYPE(std::function<void(Tokenwright::ClientCredentials &)>)

/// Editing a set and its pair, with every way in which it can fail.
class TestPairEdit : public QObject, private CredentialBench
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void editOfTheRowAlone();
    void editOfTheRowKeepsTheMark();
    void editOfThePair();
    void editKeepsUnknownFields();
    void editFails_data();
    void editFails();
    void editWithoutAKeychainChangesNothing();
    void editWithTakenNameChangesNothing();
    void editCannotReadOldPair_data();
    void editCannotReadOldPair();
    void editRepairsAMissingPair();
    void editInterrupted();
    void editHoldsOffMints();
    void twoWhoEditOnePair_data();
    void twoWhoEditOnePair();
    void editOfNothingKeepsTheMark();
    void parameterIsPlainOrSecret();
    void editOfNothing();
    void acceptOrigin();

private:
    QFuture<Result<void>> edit(const CredentialSet &set,
                               const std::optional<ClientCredentials> &pair,
                               OriginConsent consent = OriginConsent::NotGiven)
    {
        return editAsRead(*m_manager, *m_registry, *m_store, set, pair, consent);
    }
};

void TestPairEdit::editOfTheRowAlone()
{
    const QString id = create();
    m_store->clearLog();
    CredentialSet set = *m_registry->find(id);
    set.name = u"Renamed"_s;
    VERIFY_OK(await(edit(set, std::nullopt)));
    QCOMPARE(m_registry->find(id)->name, u"Renamed"_s);
    QVERIFY(m_store->log().isEmpty());
}

void TestPairEdit::editOfTheRowKeepsTheMark()
{
    // A dialog that was opened before the pair was changed elsewhere must not bring back the mark
    // under which tokens of the old pair lie.
    const QString id = create();
    CredentialSet stale = *m_registry->find(id);
    VERIFY_OK(await(edit(stale, pairOf(u"two"_s))));
    const QString mark = m_registry->find(id)->pairMark;
    QVERIFY(mark != stale.pairMark);
    const CredentialSet before = stale;
    stale.name = u"Renamed"_s;
    VERIFY_OK(await(m_manager->edit(before, stale)));
    QCOMPARE(m_registry->find(id)->pairMark, mark);
}

void TestPairEdit::editOfThePair()
{
    const QString id = create();
    m_store->clearLog();
    CredentialSet set = *m_registry->find(id);
    const QString mark = set.pairMark;
    set.scopes = {u"b"_s};
    VERIFY_OK(await(edit(set, pairOf(u"two"_s))));
    QVERIFY(pairIn(id) == payload(u"two"_s));
    QVERIFY(m_registry->find(id)->pairMark != mark);
    QCOMPARE(m_registry->find(id)->scopes, set.scopes);
    QCOMPARE(m_store->log().size(), 3);
    QVERIFY(m_store->log().at(0).operation == Operation::Unlock);
    QVERIFY(m_store->log().at(1).operation == Operation::Read);
    QVERIFY(m_store->log().at(2).operation == Operation::Write);
    VERIFY_OK(await(acquireLock(m_profile->profile.mintLockFile(id), 0ms)));
}

void TestPairEdit::editKeepsUnknownFields()
{
    const QString id = create();
    ClientCredentials old = pairOf(u"one"_s);
    old.unknownFields.insert(u"future", 7);
    m_store->put(clientKey(id), old.toPayload().reveal().toByteArray());
    const CredentialSet set = *m_registry->find(id);
    VERIFY_OK(await(m_manager->edit(Entry{.set = set, .credentials = pairOf(u"one"_s)},
                                    Entry{.set = set, .credentials = pairOf(u"two"_s)})));
    const auto now = await(m_manager->credentials(id, Prompt::Never));
    VERIFY_OK(now);
    QCOMPARE(now->clientId, pairOf(u"two"_s).clientId);
    QCOMPARE(now->unknownFields.value(u"future").toInt(), 7);
}

void TestPairEdit::editFails_data()
{
    addStoreFailures();
}

void TestPairEdit::editFails()
{
    QFETCH(ErrorKind, kind);
    QFETCH(bool, applied);
    const QString id = create();
    const CredentialSet before = *m_registry->find(id);
    m_store->failNext(Operation::Write, kind, 1, applied ? Applied::Yes : Applied::No);
    CredentialSet after = before;
    after.name = u"Other"_s;
    after.environment = u"production"_s;
    const auto edited = await(edit(after, pairOf(u"two"_s)));
    if (kind
        == ErrorKind::KeychainLocked) { // locked by something in between: it is asked for again
        VERIFY_OK(edited);
        QVERIFY(pairIn(id) == payload(u"two"_s));
        return;
    }
    QVERIFY(kindOf(edited) == kind);

    QVERIFY(pairIn(id) == payload(u"one"_s));
    CredentialSet now = *m_registry->find(id);
    QVERIFY2(now.pairMark != before.pairMark,
             "no token may be reused: who knows which pair it had");
    now.pairMark = before.pairMark;
    QVERIFY(now == before);
    VERIFY_OK(await(acquireLock(m_profile->profile.mintLockFile(id), 0ms)));
}

void TestPairEdit::editWithoutAKeychainChangesNothing()
{
    const QString id = create();
    const CredentialSet before = *m_registry->find(id);
    m_store->failAlways(Operation::Read, ErrorKind::KeychainUnavailable);
    m_store->failAlways(Operation::Write, ErrorKind::KeychainUnavailable);
    QVERIFY(kindOf(await(edit(before, pairOf(u"two"_s)))) == ErrorKind::KeychainUnavailable);
    QVERIFY(*m_registry->find(id) == before); // its token stays good as well
    m_store->stopFailing();
    QVERIFY(pairIn(id) == payload(u"one"_s));
}

void TestPairEdit::editWithTakenNameChangesNothing()
{
    const QString id = create();
    QVERIFY(!create(u"Taken"_s).isEmpty());
    m_store->clearLog();
    const CredentialSet before = *m_registry->find(id);
    CredentialSet after = before;
    after.name = u"taken"_s;
    QVERIFY(kindOf(await(edit(after, pairOf(u"two"_s)))) == ErrorKind::Configuration);
    QVERIFY(*m_registry->find(id) == before); // its token stays good as well
    QCOMPARE(m_store->count(Operation::Write), 0);
    QVERIFY(pairIn(id) == payload(u"one"_s));
}

void TestPairEdit::editCannotReadOldPair_data()
{
    addStoreFailures();
}

void TestPairEdit::editCannotReadOldPair()
{
    QFETCH(ErrorKind, kind);
    const QString id = create();
    const CredentialSet before = *m_registry->find(id);
    m_store->failNext(Operation::Read, kind);
    const auto edited = await(edit(before, pairOf(u"two"_s)));
    // There is no keychain that could lose a pair, or it was locked by something in between.
    if (kind == ErrorKind::KeychainUnavailable || kind == ErrorKind::KeychainLocked) {
        VERIFY_OK(edited);
        QVERIFY(pairIn(id) == payload(u"two"_s));
        return;
    }
    QVERIFY(kindOf(edited) == kind);
    QVERIFY(*m_registry->find(id) == before);
    QVERIFY(pairIn(id) == payload(u"one"_s));
}

void TestPairEdit::editRepairsAMissingPair()
{
    const QString id = create();
    VERIFY_OK(await(m_store->remove(clientKey(id), Prompt::Never)));
    VERIFY_OK(await(edit(*m_registry->find(id), pairOf(u"two"_s))));
    QVERIFY(pairIn(id) == payload(u"two"_s));
    m_store->put(clientKey(id), "what another program left");
    VERIFY_OK(await(edit(*m_registry->find(id), pairOf(u"one"_s))));
    QVERIFY(pairIn(id) == payload(u"one"_s));
}

void TestPairEdit::editInterrupted()
{
    // The program dies at any moment of an edit: afterwards there is the old pair or the new one.
    const QString id = create();
    const QString mark = m_registry->find(id)->pairMark;
    m_store->holdNext(Operation::Write);
    const auto editing = edit(*m_registry->find(id), pairOf(u"two"_s));
    QTRY_VERIFY(m_store->isHolding());
    QVERIFY(pairIn(id) == payload(u"one"_s));
    CredentialRegistry other(m_profile->profile);
    VERIFY_OK(other.load());
    QVERIFY(other.find(id)->pairMark != mark); // before the write, so that no old token is reused
    m_manager.reset();
    m_store->release();
    QVERIFY(kindOf(await(editing)) == ErrorKind::Cancelled);
    QTRY_VERIFY(pairIn(id) == payload(u"two"_s));
    VERIFY_OK(await(acquireLock(m_profile->profile.mintLockFile(id), 1s)));
}

void TestPairEdit::editHoldsOffMints()
{
    const QString id = create();
    const QString lockFile = m_profile->profile.mintLockFile(id);
    m_store->holdNext(Operation::Write);
    const auto editing = edit(*m_registry->find(id), pairOf(u"two"_s));
    QTRY_VERIFY(m_store->isHolding());
    QVERIFY2(!acquireLock(lockFile, 0ms).result(),
             "a token of the old pair would get the new mark");
    m_store->release();
    VERIFY_OK(await(editing));

    auto minting = acquireLock(lockFile, 0ms).result();
    VERIFY_OK(minting);
    const auto waiting = edit(*m_registry->find(id), pairOf(u"one"_s));
    QTest::qWait(50);
    QVERIFY(!waiting.isFinished());
    QVERIFY(pairIn(id) == payload(u"two"_s));
    minting->reset();
    VERIFY_OK(await(waiting));
}

void TestPairEdit::twoWhoEditOnePair_data()
{
    using Change = std::function<void(ClientCredentials &)>;
    QTest::addColumn<Change>("first");
    QTest::addColumn<Change>("second");
    const Change secret = [](ClientCredentials &pair) {
        pair.clientSecret = Secret::fromText(u"practice-rotated"_s);
    };
    const Change clientId = [](ClientCredentials &pair) { pair.clientId = u"practice-new"_s; };
    const Change key = [](ClientCredentials &pair) {
        pair.privateKey = Secret::fromText(u"practice-key"_s);
    };
    const Change parameter = [](ClientCredentials &pair) {
        pair.parameters.insert(u"pin"_s, Secret::fromText(u"practice-pin"_s));
    };
    const Change removal = [](ClientCredentials &pair) { pair.parameters.remove(u"old"_s); };
    const std::pair<const char *, Change> changes[]{{"secret", secret},
                                                    {"client ID", clientId},
                                                    {"key", key},
                                                    {"parameter", parameter},
                                                    {"removal of a parameter", removal}};
    for (const auto &[first, changeFirst] : changes) {
        for (const auto &[second, changeSecond] : changes) {
            if (first != second)
                QTest::addRow("%s, %s", first, second) << changeFirst << changeSecond;
        }
    }
}

void TestPairEdit::twoWhoEditOnePair()
{
    using Change = std::function<void(ClientCredentials &)>;
    QFETCH(Change, first);
    QFETCH(Change, second);
    Entry before{.set = practiceSet(), .credentials = pairOf(u"one"_s)};
    before.credentials.parameters.insert(u"old"_s, Secret::fromText(u"practice-old"_s));
    const QString id = *await(m_manager->create(before.set, before.credentials));
    before.set = *m_registry->find(id);
    ClientCredentials both = before.credentials;
    first(both);
    second(both);
    Entry afterFirst = before;
    first(afterFirst.credentials);
    afterFirst.set.scopes = {u"first"_s};
    Entry afterSecond = before;
    second(afterSecond.credentials);
    afterSecond.set.name = u"Second"_s;

    CredentialRegistry registry(m_profile->profile); // of another program
    VERIFY_OK(registry.load(Watching::No));
    CredentialManager other(m_profile->profile, registry, *m_store, m_clock);
    VERIFY_OK(await(other.edit(before, afterFirst)));
    VERIFY_OK(await(m_manager->edit(before, afterSecond)));
    const auto now = await(m_manager->credentials(id, Prompt::Never));
    VERIFY_OK(now);
    QVERIFY(isSame(*now, both));
    QCOMPARE(m_registry->find(id)->scopes, QStringList(u"first"_s));
    QCOMPARE(m_registry->find(id)->name, u"Second"_s);
}

void TestPairEdit::editOfNothingKeepsTheMark()
{
    const QString id = create();
    const CredentialSet set = *m_registry->find(id);
    m_store->clearLog();
    VERIFY_OK(await(edit(set, pairOf(u"one"_s))));
    // nor where it turns out only then that the keychain holds just that
    VERIFY_OK(await(m_manager->edit(Entry{.set = set, .credentials = {}},
                                    Entry{.set = set, .credentials = pairOf(u"one"_s)})));
    QVERIFY(*m_registry->find(id) == set);
    QCOMPARE(m_store->count(Operation::Write), 0);
}

void TestPairEdit::parameterIsPlainOrSecret()
{
    const QString id = create();
    CredentialSet set = *m_registry->find(id);
    set.parameters.insert(u"tenant"_s, {u"plain"_s});
    VERIFY_OK(await(edit(set, std::nullopt)));
    set = *m_registry->find(id);
    const QString mark = set.pairMark;
    ClientCredentials pair = pairOf(u"one"_s);
    pair.parameters.insert(u"tenant"_s, Secret::fromText(u"practice-tenant"_s));
    VERIFY_OK(await(edit(set, pair)));
    QVERIFY(m_registry->find(id)->parameters.isEmpty());
    QVERIFY(pairIn(id).contains("practice-tenant"));
    QVERIFY(m_registry->find(id)->pairMark != mark);
    // and back, by an edit of the row alone
    set = *m_registry->find(id);
    set.parameters.insert(u"tenant"_s, {u"plain"_s});
    VERIFY_OK(await(edit(set, std::nullopt)));
    QCOMPARE(m_registry->find(id)->parameters.value(u"tenant"_s), QStringList(u"plain"_s));
    QVERIFY(pairIn(id) == payload(u"one"_s));
}

void TestPairEdit::editOfNothing()
{
    CredentialSet set = practiceSet();
    set.id = u"nobody"_s;
    QVERIFY(kindOf(await(edit(set, std::nullopt))) == ErrorKind::NotFound);
    QVERIFY(kindOf(await(edit(set, pairOf(u"one"_s)))) == ErrorKind::NotFound);
    QVERIFY(m_store->log().isEmpty());
}

void TestPairEdit::acceptOrigin()
{
    const QString id = create();
    VERIFY_OK(await(m_manager->acceptOrigin(id, u"https://other.example.com:443"_s)));
    const auto pair = await(m_manager->credentials(id, Prompt::Never));
    QCOMPARE(pair->origin, u"https://other.example.com:443"_s);
    QVERIFY(pair->clientSecret.equals(pairOf(u"one"_s).clientSecret));
    QVERIFY(kindOf(await(m_manager->acceptOrigin(u"nobody"_s, u"https://x:443"_s)))
            == ErrorKind::SecretMissing);
    QVERIFY(!m_store->contains(clientKey(u"nobody"_s)));
}

TEST_IN_PROGRAM(TestPairEdit)
#include "tst_pairedit.moc"
