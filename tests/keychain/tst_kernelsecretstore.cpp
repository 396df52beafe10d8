// SPDX-License-Identifier: MIT
// KernelSecretStore against the kernel that runs, and which store the settings choose.
#include "KernelSecretStore.h"
#include "Keyring.h"
#include "SecretStoreChoice.h"
#include "StoredSecret.h"
#include "TestProgram.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QUuid>

using namespace Tokenwright;

class TestKernelSecretStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto tried = await(m_store.write(m_key, secret("tried"), Prompt::Never));
        if (!tried && tried.error().kind == ErrorKind::KeychainUnavailable)
            QSKIP(qPrintable(tried.error().message));
        QVERIFY(tried);
    }

    void cleanup() { (void)await(m_store.remove(m_key, Prompt::Never)); }

    void values_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("plain") << QByteArray("not-a-real-secret");
        QTest::newRow("NUL and bytes beyond ASCII") << QByteArray("a\0\xff\xc3\xa4 b", 7);
        QTest::newRow("a long token") << QByteArray(20'000, 't');
        QTest::newRow("the longest") << QByteArray(32'767, 't');
    }

    void values()
    {
        QFETCH(const QByteArray, value);
        QVERIFY(await(m_store.write(m_key, Secret(QByteArray(value)), Prompt::Never)));
        QCOMPARE(held(), value);
        QVERIFY(await(m_store.write(m_key, secret("another"), Prompt::Never)));
        QCOMPARE(held(), "another");
    }

    void whatIsNotThere()
    {
        QCOMPARE(held(), "secret-missing");
        QVERIFY(await(m_store.remove(m_key, Prompt::Never)));
        QVERIFY(await(m_store.write(m_key, secret("one"), Prompt::Never)));
        QVERIFY(await(m_store.remove(m_key, Prompt::Never)));
        QCOMPARE(held(), "secret-missing");
    }

    void tooLongChangesNothing()
    {
        QVERIFY(await(m_store.write(m_key, secret("before"), Prompt::Never)));
        const auto tried = await(
            m_store.write(m_key, Secret(QByteArray(32'768, 't')), Prompt::Never));
        QVERIFY(!tried);
        QCOMPARE(tried.error().kind, ErrorKind::KeychainDenied);
        QVERIFY(!tried.error().message.isEmpty());
        QCOMPARE(held(), "before");
    }

    /// What one process put there another one reads.
    void outlivesTheProcess()
    {
        QVERIFY(await(m_store.write(m_key, secret("kept"), Prompt::Never)));
        KernelSecretStore another;
        QCOMPARE(await(another.read(m_key, Prompt::Never))->reveal().toByteArray(), "kept");
        QFile keys(u"/proc/keys"_s);
        QVERIFY(keys.open(QIODevice::ReadOnly));
        QVERIFY(keys.readAll().contains(m_key.toUtf8()));
    }

    void chosenBySettings_data()
    {
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<bool>("isKernel");
        QTest::newRow("none") << QByteArray() << false;
        QTest::newRow("kernel") << QByteArray("[keychain]\nstore=kernel\n") << true;
        QTest::newRow("desktop") << QByteArray("[keychain]\nstore=desktop\n") << false;
        QTest::newRow("mistyped") << QByteArray("[keychain]\nstore=kernal\n") << false;
        QTest::newRow("other settings") << QByteArray("[window]\ndensity=compact\n") << false;
    }

    void chosenBySettings()
    {
        QFETCH(const QByteArray, settings);
        QFETCH(const bool, isKernel);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"settings.ini"_s);
        QFile file(path);
        if (!settings.isEmpty()) {
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(settings) > 0);
            file.close();
        }
        const auto store = createSecretStore(path);
        QCOMPARE(store->description() == m_store.description(), isKernel);
        QCOMPARE(store->isVolatile(), isKernel);
        QVERIFY(!store->description().isEmpty());
        QVERIFY(!store->reason().isEmpty());
    }

private:
    QByteArray held()
    {
        const Result<Secret> found = await(m_store.read(m_key, Prompt::Never));
        return found ? found->reveal().toByteArray() : outcome(found).toLatin1();
    }

    KernelSecretStore m_store;
    const QString m_key = u"tokenwright/"_s + QUuid::createUuid().toString(QUuid::WithoutBraces)
        + u"/client"_s;
};

TEST_IN_PROGRAM(TestKernelSecretStore)
#include "tst_kernelsecretstore.moc"
