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
    environment.insert(QStringLiteral("TST_REASON"), QString::fromLatin1(reason));
    QProcess child;
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("tst_nokeychain"), QStringLiteral("unavailable")});
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
};

void TestNoKeychain::unavailable()
{
    KeychainSecretStore store;
    QElapsedTimer clock;
    clock.start();
    const QString unavailable = QStringLiteral("keychain-unavailable");
    const Result<Secret> found = await(store.read(testKey, Prompt::Allowed));
    QCOMPARE(outcome(found), unavailable);
    const QString reason = qEnvironmentVariable("TST_REASON",
                                                QStringLiteral("org.freedesktop.secrets"));
    QVERIFY2(found.error().message.contains(reason), qPrintable(found.error().message));
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), unavailable);
    QCOMPARE(outcome(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Allowed))),
             unavailable);
    QCOMPARE(outcome(await(store.remove(testKey, Prompt::Allowed))), unavailable);
    QVERIFY2(clock.elapsed() < 2000, qPrintable(QString::number(clock.elapsed())));
}

void TestNoKeychain::unavailableWithoutABus()
{
    runElsewhere(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), {}, "no session bus");
}

void TestNoKeychain::unavailableWithADeadBus()
{
    runElsewhere(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
                 QStringLiteral("unix:path=/nonexistent/bus"), "no session bus");
}

void TestNoKeychain::unavailableWithoutLibsecret()
{
    // A file of that name that is no library hides the real one.
    QTemporaryDir folder;
    QFile library(folder.filePath(QStringLiteral("libsecret-1.so.0")));
    QVERIFY(library.open(QIODevice::WriteOnly) && library.write("nothing") > 0);
    library.close();
    runElsewhere(QStringLiteral("LD_LIBRARY_PATH"), folder.path(), "libsecret");
}

void TestNoKeychain::unavailableWithoutGLib()
{
    runElsewhere(QStringLiteral("QT_NO_GLIB"), QStringLiteral("1"), "QT_NO_GLIB");
}

void TestNoKeychain::fallsBackToMemory()
{
    FallbackSecretStore store(std::make_unique<KeychainSecretStore>());
    QSignalSpy lost(&store, &SecretStore::keychainLost);
    QVERIFY(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Allowed)));
    QTRY_COMPARE(lost.count(), 1);
    QVERIFY(await(store.read(testKey, Prompt::Allowed))->equals(Secret(QByteArray("x"))));
    QCOMPARE(store.description(), QStringLiteral("memory, until you quit"));
    QVERIFY(await(store.remove(testKey, Prompt::Allowed)));
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Allowed))),
             QStringLiteral("keychain-unavailable"));
}

TEST_IN_PROGRAM(TestNoKeychain)
#include "tst_nokeychain.moc"
