// SPDX-License-Identifier: MIT
#include "Removals.h"
#include "TestProgram.h"
#include "WindowBench.h"

using namespace Tokenwright;
using Operation = FakeSecretStore::Operation;

/// What is removed can be had back for ten seconds, and is lost neither before nor by a failure.
class TestRemovals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_bench.reset(); }

    void nothingIsTouchedWhileItCanBeHadBack();
    void undoneInTime();
    void itGoesWhenItsTimeIsOver();
    void theNextOneEndsTheTimeOfTheLast();
    void aLockedKeychainIsAskedForAtOnce_data();
    void aLockedKeychainIsAskedForAtOnce();
    void aFailureBringsItBack();
    void twiceIsOnce();

private:
    bool isWhole(const QString &id) const
    {
        return m_bench->machine.keychain.contains(clientKey(id))
            && m_bench->program.registry.find(id);
    }
    bool isGone(const QString &id) const
    {
        return !m_bench->machine.keychain.contains(clientKey(id))
            && !m_bench->program.registry.find(id);
    }

    std::unique_ptr<WindowBench> m_bench;
    std::unique_ptr<Removals> m_removals;
    QString m_id;
    QString m_other;
};

void TestRemovals::init()
{
    m_bench = std::make_unique<WindowBench>();
    QVERIFY(m_bench->isReady());
    m_id = m_bench->program.addSet(u"Catalogue"_s);
    m_other = m_bench->program.addSet(u"Parcels"_s);
    QVERIFY(isWhole(m_id) && isWhole(m_other));
    m_removals = std::make_unique<Removals>(m_bench->program.manager, m_bench->machine.keychain);
    m_bench->machine.keychain.clearLog();
}

void TestRemovals::nothingIsTouchedWhileItCanBeHadBack()
{
    const QSignalSpy hidden(m_removals.get(), &Removals::hidden);
    m_removals->begin({m_id, m_other});
    QTRY_COMPARE(hidden.size(), 1);
    QCOMPARE(m_removals->waiting(), (QStringList{m_id, m_other}));
    QCOMPARE(m_removals->secondsLeft(), 10);
    QTRY_COMPARE(m_removals->secondsLeft(), 9);
    QVERIFY(m_removals->isBusy() && isWhole(m_id) && isWhole(m_other));
    QCOMPARE(m_bench->machine.keychain.count(Operation::Remove), 0);
    QVERIFY(m_bench->program.registry.isNameTaken(u"catalogue"_s, u"sandbox"_s, {}));
}

void TestRemovals::undoneInTime()
{
    const QSignalSpy hidden(m_removals.get(), &Removals::hidden);
    const QSignalSpy shown(m_removals.get(), &Removals::shown);
    m_removals->begin({m_id, m_other});
    QTRY_COMPARE(hidden.size(), 1);
    m_removals->undo();
    QCOMPARE(shown.size(), 2);
    QCOMPARE(m_removals->secondsLeft(), 0);
    QVERIFY(!m_removals->isBusy() && isWhole(m_id) && isWhole(m_other));
    m_removals->finishNow();
    QVERIFY(!m_removals->isBusy());
    QCOMPARE(m_bench->machine.keychain.count(Operation::Remove), 0);
}

void TestRemovals::itGoesWhenItsTimeIsOver()
{
    const QSignalSpy hidden(m_removals.get(), &Removals::hidden);
    const QSignalSpy finished(m_removals.get(), &Removals::finished);
    m_removals->begin({m_id, m_other});
    QTRY_COMPARE(hidden.size(), 1);
    const QList<QTimer *> timers = m_removals->findChildren<QTimer *>();
    m_removals->finishNow();
    QVERIFY(m_removals->waiting().isEmpty() && m_removals->isBusy());
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(isGone(m_id) && isGone(m_other));
}

void TestRemovals::theNextOneEndsTheTimeOfTheLast()
{
    const QSignalSpy hidden(m_removals.get(), &Removals::hidden);
    m_removals->begin({m_id});
    QTRY_COMPARE(hidden.size(), 1);
    m_removals->begin({m_other});
    QTRY_COMPARE(hidden.size(), 2);
    QCOMPARE(m_removals->waiting(), QStringList{m_other});
    QTRY_VERIFY(isGone(m_id));
    m_removals->undo();
    QVERIFY(isWhole(m_other));
}

void TestRemovals::aLockedKeychainIsAskedForAtOnce_data()
{
    QTest::addColumn<bool>("isUnlocked");
    QTest::newRow("the password is given") << true;
    QTest::newRow("the prompt is dismissed") << false;
}

void TestRemovals::aLockedKeychainIsAskedForAtOnce()
{
    QFETCH(bool, isUnlocked);
    const QSignalSpy hidden(m_removals.get(), &Removals::hidden);
    const QSignalSpy failed(m_removals.get(), &Removals::failed);
    m_bench->machine.keychain.lock(isUnlocked);
    m_removals->begin({m_id});
    QTRY_COMPARE(hidden.size() + failed.size(), 1);
    QCOMPARE(m_bench->machine.keychain.promptCount(), 1);
    QCOMPARE(hidden.size() == 1, isUnlocked);
    QCOMPARE(m_removals->isBusy(), isUnlocked);
    QVERIFY(m_bench->program.registry.find(m_id));
    m_removals->finishNow();
    if (isUnlocked)
        QTRY_VERIFY(isGone(m_id));
    QCOMPARE(m_bench->machine.keychain.promptCount(), 1);
}

void TestRemovals::aFailureBringsItBack()
{
    const QSignalSpy hidden(m_removals.get(), &Removals::hidden);
    const QSignalSpy shown(m_removals.get(), &Removals::shown);
    const QSignalSpy failed(m_removals.get(), &Removals::failed);
    m_removals->begin({m_id});
    QTRY_COMPARE(hidden.size(), 1);
    m_bench->machine.keychain.failNext(Operation::Remove, ErrorKind::KeychainDenied);
    m_removals->finishNow();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(shown.size(), 1);
    QCOMPARE(failed.constFirst().at(1).value<Error>().kind, ErrorKind::KeychainDenied);
    QVERIFY(!m_removals->isBusy() && isWhole(m_id));
}

void TestRemovals::twiceIsOnce()
{
    const QSignalSpy hidden(m_removals.get(), &Removals::hidden);
    m_removals->begin({m_id});
    m_removals->begin({m_id});
    QTRY_COMPARE(hidden.size(), 1);
    m_removals->begin({m_id});
    QCOMPARE(m_removals->waiting(), QStringList{m_id});
    QCOMPARE(hidden.size(), 1);
}

WIDGET_TEST_IN_PROGRAM(TestRemovals)

#include "tst_removals.moc"
