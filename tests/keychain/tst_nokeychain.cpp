// SPDX-License-Identifier: MIT
// KeychainSecretStore where there is no keychain, for each reason there may be.
#include "FallbackSecretStore.h"
#include "KeychainSecretStore.h"
#include "Keyring.h"
#include "StoredSecret.h"
#include "TestProgram.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Tokenwright;

namespace {

/// Runs unavailable() in a process of its own: what it depends on is looked at once per process.
void runElsewhere(const QString &variable, const QString &value, const QByteArray &reason)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(variable, value);
    environment.insert(u"TST_REASON"_s, QString::fromLatin1(reason));
    QProcess child;
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), {u"tst_nokeychain"_s, u"unavailable"_s});
    QVERIFY(child.waitForFinished(20000));
    QVERIFY2(child.exitStatus() == QProcess::NormalExit && child.exitCode() == 0,
             child.readAllStandardOutput().constData());
}

} // namespace

class TestNoKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unavailable();
    void unavailableWithoutABus();
    void unavailableWithADeadBus();
    void unavailableWithoutLibsecret();
    void unavailableWithoutGLib();
    void fallsBackToMemory();
    void thereAndLocked();
    void keePassXCMayAsk();
};

void TestNoKeychain::unavailable()
{
    KeychainSecretStore store;
    QElapsedTimer clock;
    clock.start();
    const QString unavailable = u"keychain-unavailable"_s;
    const Result<Secret> found = await(store.read(testKey, Prompt::Allowed));
    QCOMPARE(outcome(found), unavailable);
    const QString reason = qEnvironmentVariable("TST_REASON", u"org.freedesktop.secrets"_s);
    QVERIFY2(found.error().message.contains(reason), qPrintable(found.error().message));
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), unavailable);
    QCOMPARE(outcome(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Allowed))),
             unavailable);
    QCOMPARE(outcome(await(store.remove(testKey, Prompt::Allowed))), unavailable);
    QVERIFY2(clock.elapsed() < 2000, qPrintable(QString::number(clock.elapsed())));
}

void TestNoKeychain::unavailableWithoutABus()
{
    runElsewhere(u"DBUS_SESSION_BUS_ADDRESS"_s, {}, "no session bus");
}

void TestNoKeychain::unavailableWithADeadBus()
{
    runElsewhere(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent/bus"_s, "no session bus");
}

void TestNoKeychain::unavailableWithoutLibsecret()
{
    // A file of that name that is no library hides the real one.
    QTemporaryDir folder;
    QFile library(folder.filePath(u"libsecret-1.so.0"_s));
    QVERIFY(library.open(QIODevice::WriteOnly) && library.write("nothing") > 0);
    library.close();
    runElsewhere(u"LD_LIBRARY_PATH"_s, folder.path(), "libsecret");
}

void TestNoKeychain::unavailableWithoutGLib()
{
    runElsewhere(u"QT_NO_GLIB"_s, u"1"_s, "QT_NO_GLIB");
}

void TestNoKeychain::fallsBackToMemory()
{
    FallbackSecretStore store(std::make_unique<KeychainSecretStore>());
    QSignalSpy lost(&store, &SecretStore::keychainLost);
    QVERIFY(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Allowed)));
    QTRY_COMPARE(lost.count(), 1);
    QVERIFY(await(store.read(testKey, Prompt::Allowed))->equals(Secret(QByteArray("x"))));
    QCOMPARE(store.description(), u"memory, until you quit"_s);
    QVERIFY(await(store.remove(testKey, Prompt::Allowed)));
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Allowed))), u"keychain-unavailable"_s);
}

/// KeePassXC has somebody unlock it before it answers a search: it must not be searched to learn
/// that.
void TestNoKeychain::thereAndLocked()
{
    QProcess vault;
    vault.start(QStringLiteral(FAKE_VAULT), {u"locked"_s});
    QVERIFY(vault.waitForReadyRead(5000));
    KeychainSecretStore store;
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), u"keychain-locked"_s);
    QCOMPARE(outcome(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Never))),
             u"keychain-locked"_s);
    vault.kill();
    vault.waitForFinished();
}

/// It asks before an entry of another program's run is changed, and says so nowhere.
void TestNoKeychain::keePassXCMayAsk()
{
    QProcess vault;
    vault.start(QStringLiteral(FAKE_VAULT), {u"open"_s});
    QVERIFY(vault.waitForReadyRead(5000));
    const auto service = KeychainService::create();
    QCOMPARE(service->description(), u"KeePassXC (Secret Service)"_s);
    const auto state = await(service->ask(testKey, std::chrono::seconds(5)));
    QVERIFY(state.has_value());
    QCOMPARE(state->kind, KeychainState::Kind::Unlocked);
    QVERIFY(state->mayPrompt);
    KeychainSecretStore store; // what nobody asked for does not bring the question up
    QCOMPARE(outcome(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Never))),
             u"keychain-locked"_s);
    vault.kill();
    vault.waitForFinished();
}

TEST_IN_PROGRAM(TestNoKeychain)
#include "tst_nokeychain.moc"
