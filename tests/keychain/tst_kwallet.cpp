// SPDX-License-Identifier: MIT
// KeychainSecretStore in a Plasma session, against a stand-in for KWallet.
#include "KeychainSecretStore.h"
#include "Keyring.h"
#include "StoredSecret.h"
#include "TestProgram.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QProcess>

using namespace Tokenwright;

namespace {

QVariant askWallet(const QString &method, const QVariantList &arguments = {})
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        QStringLiteral("org.kde.kwalletd5"), QStringLiteral("/modules/kwalletd5"),
        QStringLiteral("org.kde.KWallet"), method);
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
    void goneAgain();

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
    startWallet(QStringLiteral("honest"));
    KeychainSecretStore store;
    QCOMPARE(store.description(), QStringLiteral("KWallet"));
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Allowed))),
             QStringLiteral("secret-missing"));
    QCOMPARE(outcome(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Allowed))),
             QStringLiteral("done"));
    const Result<Secret> found = await(store.read(testKey, Prompt::Never)); // it is open by now
    QCOMPARE(outcome(found), QStringLiteral("done"));
    QVERIFY(found->equals(Secret(QByteArray("x"))));
    QCOMPARE(outcome(await(store.remove(testKey, Prompt::Never))), QStringLiteral("done"));
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), QStringLiteral("secret-missing"));
}

void TestKWallet::closedAndNotToPrompt()
{
    startWallet(QStringLiteral("honest"));
    KeychainSecretStore store;
    const QString locked = QStringLiteral("keychain-locked");
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), locked);
    QCOMPARE(outcome(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Never))), locked);
    QCOMPARE(outcome(await(store.remove(testKey, Prompt::Never))), locked);
    QCOMPARE(askWallet(QStringLiteral("timesOpened")).toInt(), 0);
}

void TestKWallet::refusedWriteIsNotASuccess()
{
    startWallet(QStringLiteral("refusing"));
    KeychainSecretStore store;
    QCOMPARE(outcome(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Allowed))),
             QStringLiteral("keychain-denied"));
}

void TestKWallet::deniedWallet()
{
    startWallet(QStringLiteral("denying"));
    KeychainSecretStore store;
    const QString locked = QStringLiteral("keychain-locked"); // it is closed, before and after
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Allowed))), locked);
    QCOMPARE(outcome(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Allowed))),
             locked);
    QCOMPARE(outcome(await(store.remove(testKey, Prompt::Allowed))), locked);
}

void TestKWallet::openedByAnother()
{
    // It would ask whether this program is to be let in.
    startWallet(QStringLiteral("honest"));
    askWallet(QStringLiteral("openForAnother"));
    KeychainSecretStore store;
    const QString locked = QStringLiteral("keychain-locked");
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), locked);
    QCOMPARE(outcome(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Never))), locked);
    QCOMPARE(outcome(await(store.remove(testKey, Prompt::Never))), locked);
    QCOMPARE(askWallet(QStringLiteral("timesOpened")).toInt(), 0);
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Allowed))),
             QStringLiteral("secret-missing"));
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), QStringLiteral("secret-missing"));
}

void TestKWallet::asksAhead()
{
    startWallet(QStringLiteral("honest"));
    KeychainSecretStore store;
    QCOMPARE(outcome(await(store.unlock(testKey, Prompt::Never, Purpose::Store))),
             QStringLiteral("keychain-locked"));
    QCOMPARE(outcome(await(store.unlock(testKey, Prompt::Allowed, Purpose::Store))),
             QStringLiteral("done"));
    QCOMPARE(askWallet(QStringLiteral("timesOpened")).toInt(), 1);
    QCOMPARE(outcome(await(store.write(testKey, Secret(QByteArray("x")), Prompt::Never))),
             QStringLiteral("done"));
}

void TestKWallet::goneAgain()
{
    startWallet(QStringLiteral("honest"));
    KeychainSecretStore store;
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Allowed))),
             QStringLiteral("secret-missing"));
    cleanup();
    QTRY_COMPARE(outcome(await(store.read(testKey, Prompt::Allowed))),
                 QStringLiteral("keychain-unavailable"));
}

TEST_IN_PROGRAM(TestKWallet)
#include "tst_kwallet.moc"
