// SPDX-License-Identifier: MIT
// KeychainSecretStore in a Plasma session, against a stand-in for KWallet.
#include "KeychainSecretStore.h"
#include "Keyring.h"
#include "StoredSecret.h"
#include "TestProgram.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QProcess>
#include <QSignalSpy>

using namespace Tokenwright;

namespace {

QVariant askWallet(const QString &method, const QVariantList &arguments = {})
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        u"org.kde.kwalletd5"_s, u"/modules/kwalletd5"_s, u"org.kde.KWallet"_s, method);
    message.setArguments(arguments);
    return QDBusConnection::sessionBus().call(message).arguments().value(0);
}

} // namespace

class TestKWallet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void keepsAndRemoves();
    void closedAndNotToPrompt();
    void refusedWriteIsNotASuccess();
    void deniedWallet();
    void openedByAnother();
    void asksAhead();
    void saysThatItAsks();
    void givenUp();
    void goneAgain();
    void namedOnlyWhereItIs();

private:
    void startWallet(const QString &manner);
    QProcess m_wallet;
};

void TestKWallet::initTestCase()
{
    qputenv("XDG_CURRENT_DESKTOP", "KDE");
    qputenv("KDE_SESSION_VERSION", "5");
}

void TestKWallet::startWallet(const QString &manner)
{
    m_wallet.start(QStringLiteral(FAKE_WALLET), {manner});
    QVERIFY(m_wallet.waitForReadyRead(5000));
    QCOMPARE(m_wallet.readAllStandardOutput().trimmed(), QByteArray("ready"));
}

void TestKWallet::cleanup()
{
    m_wallet.kill();
    m_wallet.waitForFinished();
}

void TestKWallet::keepsAndRemoves()
{
    startWallet(u"honest"_s);
    KeychainSecretStore store;
    QCOMPARE(store.description(), u"KWallet"_s);
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Allowed))), u"secret-missing"_s);
    QCOMPARE(outcome(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Allowed))),
             u"done"_s);
    const Result<Secret> found = await(store.read(testKey, Prompt::Never)); // it is open by now
    QCOMPARE(outcome(found), u"done"_s);
    QVERIFY(found->equals(Secret(QByteArray("x"))));
    QCOMPARE(outcome(await(store.remove(testKey, Prompt::Never))), u"done"_s);
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), u"secret-missing"_s);
}

void TestKWallet::closedAndNotToPrompt()
{
    startWallet(u"honest"_s);
    KeychainSecretStore store;
    const QString locked = u"keychain-locked"_s;
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), locked);
    QCOMPARE(outcome(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Never))), locked);
    QCOMPARE(outcome(await(store.remove(testKey, Prompt::Never))), locked);
    QCOMPARE(askWallet(u"timesOpened"_s).toInt(), 0);
}

void TestKWallet::refusedWriteIsNotASuccess()
{
    startWallet(u"refusing"_s);
    KeychainSecretStore store;
    QCOMPARE(outcome(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Allowed))),
             u"keychain-denied"_s);
}

void TestKWallet::deniedWallet()
{
    startWallet(u"denying"_s);
    KeychainSecretStore store;
    const QString locked = u"keychain-locked"_s; // it is closed, before and after
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Allowed))), locked);
    QCOMPARE(outcome(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Allowed))),
             locked);
    QCOMPARE(outcome(await(store.remove(testKey, Prompt::Allowed))), locked);
}

void TestKWallet::openedByAnother()
{
    // It would ask whether this program is to be let in.
    startWallet(u"honest"_s);
    askWallet(u"openForAnother"_s);
    KeychainSecretStore store;
    const QString locked = u"keychain-locked"_s;
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), locked);
    QCOMPARE(outcome(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Never))), locked);
    QCOMPARE(outcome(await(store.remove(testKey, Prompt::Never))), locked);
    QCOMPARE(askWallet(u"timesOpened"_s).toInt(), 0);
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Allowed))), u"secret-missing"_s);
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), u"secret-missing"_s);
}

void TestKWallet::asksAhead()
{
    startWallet(u"honest"_s);
    KeychainSecretStore store;
    QCOMPARE(outcome(await(store.unlock(testKey, Prompt::Never, Purpose::Store))),
             u"keychain-locked"_s);
    QCOMPARE(outcome(await(store.unlock(testKey, Prompt::Allowed, Purpose::Store))), u"done"_s);
    QCOMPARE(askWallet(u"timesOpened"_s).toInt(), 1);
    QCOMPARE(outcome(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Never))),
             u"done"_s);
}

/// The question is the program's own: QtKeychain takes no answer after 25 seconds.
void TestKWallet::saysThatItAsks()
{
    startWallet(u"asking"_s);
    KeychainSecretStore store;
    const QSignalSpy prompting(&store, &SecretStore::prompting);
    for (const bool yes : {false, true}) {
        const auto asked = store.read(testKey, Prompt::Allowed);
        QTRY_VERIFY(!prompting.isEmpty() && prompting.last().first().toBool());
        QTRY_COMPARE(askWallet(u"timesOpened"_s).toInt(), yes ? 2 : 1);
        QVERIFY(!asked.isFinished());
        askWallet(u"answered"_s, {yes});
        QCOMPARE(outcome(await(asked)), yes ? u"secret-missing"_s : u"keychain-locked"_s);
        QVERIFY(!prompting.last().first().toBool());
    }
}

void TestKWallet::givenUp()
{
    startWallet(u"asking"_s);
    KeychainSecretStore store;
    const auto written = store.write(testKey, Secret(QByteArray("x")), Prompt::Allowed);
    QTRY_COMPARE(askWallet(u"timesOpened"_s).toInt(), 1);
    store.cancel(testKey);
    QCOMPARE(outcome(await(written)), u"cancelled"_s); // nothing was written, nor will be
    askWallet(u"answered"_s, {true});
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), u"secret-missing"_s);
}

void TestKWallet::namedOnlyWhereItIs()
{
    QCOMPARE(KeychainSecretStore().description(), u"Secret Service"_s);
    startWallet(u"honest"_s);
    QCOMPARE(KeychainSecretStore().description(), u"KWallet"_s);
}

void TestKWallet::goneAgain()
{
    startWallet(u"honest"_s);
    KeychainSecretStore store;
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Allowed))), u"secret-missing"_s);
    cleanup();
    QTRY_COMPARE(outcome(await(store.read(testKey, Prompt::Allowed))), u"keychain-unavailable"_s);
}

TEST_IN_PROGRAM(TestKWallet)
#include "tst_kwallet.moc"
