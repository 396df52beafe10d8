// SPDX-License-Identifier: MIT
// KeychainSecretStore where libsecret keeps a file, as in Flatpak and Snap: the real libsecret, and
// a stand-in for the portal that hands out the file's testKey.
#include "KeychainSecretStore.h"
#include "Keyring.h"
#include "StoredSecret.h"
#include "TestProgram.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace Tokenwright;

class TestSandboxKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decides_data();
    void decides();
    // Each is run by decides() in a process of its own: libsecret decides once per process.
    void keepsInAFile();
    void asksForTheService();
};

void TestSandboxKeychain::decides_data()
{
    QTest::addColumn<QString>("portal"); // its version; none runs when empty
    QTest::addColumn<QStringList>("environment");
    QTest::addColumn<QString>("expected");
    const QString file = u"keepsInAFile"_s;
    const QString service = u"asksForTheService"_s;
    const QStringList snap{u"SNAP_NAME=tokenwright"_s};
    QTest::newRow("sandbox, portal") << u"1"_s << snap << file;
    QTest::newRow("sandbox, no portal") << QString() << snap << service;
    QTest::newRow("sandbox, another version") << u"2"_s << snap << service;
    QTest::newRow("no sandbox, portal") << u"1"_s << QStringList() << service;
    QTest::newRow("told to") << QString()
                             << QStringList{u"SECRET_BACKEND=file"_s,
                                            u"SECRET_FILE_TEST_PASSWORD=test"_s}
                             << file;
    QTest::newRow("told not to") << QString() << QStringList{u"SECRET_BACKEND=service"_s}
                                 << service;
}

void TestSandboxKeychain::decides()
{
    QFETCH(QString, portal);
    QFETCH(QStringList, environment);
    QFETCH(QString, expected);
    QProcess fake;
    if (!portal.isEmpty()) {
        fake.start(QStringLiteral(FAKE_PORTAL), {portal});
        QVERIFY(fake.waitForReadyRead(5000));
        QCOMPARE(fake.readAllStandardOutput().trimmed(), QByteArray("ready"));
    }
    QTemporaryDir data;
    QProcess child;
    child.setProcessEnvironment([&] {
        QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
        all.insert(u"XDG_DATA_HOME"_s, data.path());
        for (const QString &variable : environment)
            all.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
        return all;
    }());
    child.start(QCoreApplication::applicationFilePath(), {u"tst_sandboxkeychain"_s, expected});
    QVERIFY(child.waitForFinished(30000));
    fake.kill();
    fake.waitForFinished();
    QVERIFY2(child.exitStatus() == QProcess::NormalExit && child.exitCode() == 0,
             child.readAllStandardOutput().constData());
}

void TestSandboxKeychain::keepsInAFile()
{
    if (qEnvironmentVariableIsEmpty("SNAP_NAME") && qEnvironmentVariableIsEmpty("SECRET_BACKEND"))
        return; // not in the child
    KeychainSecretStore store;
    // The portal may ask somebody before it hands out the testKey.
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), u"keychain-locked"_s);
    QCOMPARE(store.description(), u"the sandbox's keyring (Secret portal)"_s);
    QCOMPARE(outcome(await(store.unlock(testKey, Prompt::Allowed, Purpose::Store))), u"done"_s);
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), u"secret-missing"_s);
    QCOMPARE(outcome(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Never))),
             u"done"_s);
    const Result<Secret> found = await(store.read(testKey, Prompt::Never));
    QCOMPARE(outcome(found), u"done"_s);
    QVERIFY(found->equals(Secret(QByteArray("x"))));
    QVERIFY(QFile::exists(qEnvironmentVariable("XDG_DATA_HOME") + u"/keyrings/default.keyring"));
    QCOMPARE(outcome(await(store.remove(testKey, Prompt::Never))), u"done"_s);
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), u"secret-missing"_s);
}

void TestSandboxKeychain::asksForTheService()
{
    // There is none on this bus.
    KeychainSecretStore store;
    const Result<Secret> found = await(store.read(testKey, Prompt::Allowed));
    QCOMPARE(outcome(found), u"keychain-unavailable"_s);
    QVERIFY2(found.error().message.contains(u"org.freedesktop.secrets"),
             qPrintable(found.error().message));
}

TEST_IN_PROGRAM(TestSandboxKeychain)
#include "tst_sandboxkeychain.moc"
