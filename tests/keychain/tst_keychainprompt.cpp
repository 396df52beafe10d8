// SPDX-License-Identifier: MIT
// KeychainSecretStore and the keyring's real unlock prompt, on a screen, with keys pressed.
#include "KeychainSecretStore.h"
#include "Keyring.h"
#include "StoredSecret.h"
#include "TestProgram.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QScopeGuard>
#include <QSignalSpy>

using namespace Tokenwright;
using namespace std::chrono_literals;

namespace {

constexpr auto shortWatchdog = 1s; // the time somebody takes at a prompt must not count

QByteArray tool(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(5000);
    return process.readAllStandardOutput();
}

// The prompter has no window but its prompt, and every window is listed by the window manager.
bool promptIsOpen()
{
    const QByteArray windows = tool(u"xprop"_s, {u"-root"_s, u"-notype"_s, u"_NET_CLIENT_LIST"_s});
    return windows.contains("0x");
}

bool hasFocus()
{
    const QByteArray active = tool(u"xprop"_s, {u"-root"_s, u"-notype"_s, u"_NET_ACTIVE_WINDOW"_s});
    return active.contains("0x") && !active.contains("0x0\n");
}

void press(const QStringList &arguments)
{
    tool(u"xdotool"_s, arguments);
}

void dismissPrompt()
{
    press({u"key"_s, u"Escape"_s});
}

void typePassword()
{
    press({u"type"_s, u"test"_s});
    press({u"key"_s, u"Return"_s});
}

/// Waits until the prompt is there and ready for keys.
void waitForPrompt()
{
    QTRY_VERIFY_WITH_TIMEOUT(promptIsOpen(), 10000);
    QTRY_VERIFY(hasFocus());
    QTest::qWait(300); // it grabs the keyboard only after it was mapped
}

} // namespace

class TestKeychainPrompt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void answered();
    void answeredForAMissingSecret();
    void answeredForAWrite();
    void answeredForARemoval();
    void dismissed();
    void whatMustNotPromptDoesNotWait();
    void hasNoTimeLimit();
    void serviceEndsDuringThePrompt();
    void storeGoesDuringThePrompt();
    void createsTheFirstCollection();

    void cancelled_data();
    void cancelled();
    void cancelledBeforeItIsShown_data();
    void cancelledBeforeItIsShown();
    void cancelledForOneOfTwo();
    void withdrawn();
    void asksAhead();
    void asksAheadInVain();
    void asksAheadForTheFirstCollection();
};

void TestKeychainPrompt::initTestCase()
{
    if (QProcess::execute(u"xdotool"_s, {u"version"_s}) != 0)
        QSKIP("xdotool is not installed");
}

void TestKeychainPrompt::init()
{
    if (Keyring::isLocked())
        Keyring::unlock();
    KeychainSecretStore store;
    QCOMPARE(outcome(await(store.write(testKey, secret("kept"), Prompt::Never))), u"done"_s);
    Keyring::lock();
    QTRY_VERIFY(!promptIsOpen());
}

void TestKeychainPrompt::answered()
{
    KeychainSecretStore store(KeychainService::create(), shortWatchdog);
    const auto read = store.read(testKey, Prompt::Allowed);
    waitForPrompt();
    QVERIFY(!read.isFinished());
    typePassword();
    const Result<Secret> found = await(read);
    QCOMPARE(outcome(found), u"done"_s);
    QVERIFY(found->equals(secret("kept")));
}

void TestKeychainPrompt::answeredForAMissingSecret()
{
    KeychainSecretStore store(KeychainService::create(), shortWatchdog);
    const auto read = store.read(testKey + u"/nothing", Prompt::Allowed);
    waitForPrompt();
    typePassword();
    QCOMPARE(outcome(await(read)), u"secret-missing"_s);
}

void TestKeychainPrompt::answeredForAWrite()
{
    KeychainSecretStore store(KeychainService::create(), shortWatchdog);
    const auto write = store.write(testKey, secret("new"), Prompt::Allowed);
    waitForPrompt();
    typePassword();
    QCOMPARE(outcome(await(write)), u"done"_s);
    QVERIFY(await(store.read(testKey, Prompt::Never))->equals(secret("new")));
}

void TestKeychainPrompt::answeredForARemoval()
{
    KeychainSecretStore store(KeychainService::create(), shortWatchdog);
    const auto removal = store.remove(testKey, Prompt::Allowed);
    waitForPrompt();
    typePassword();
    QCOMPARE(outcome(await(removal)), u"done"_s);
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), u"secret-missing"_s);
}

void TestKeychainPrompt::dismissed()
{
    KeychainSecretStore store(KeychainService::create(), shortWatchdog);
    const QString locked = u"keychain-locked"_s;

    const auto read = store.read(testKey, Prompt::Allowed);
    waitForPrompt();
    dismissPrompt();
    QCOMPARE(outcome(await(read)), locked);
    QTest::qWait(300);
    QVERIFY(!promptIsOpen()); // one prompt, not two

    const auto removal = store.remove(testKey, Prompt::Allowed);
    waitForPrompt();
    dismissPrompt();
    QCOMPARE(outcome(await(removal)), locked);

    const auto write = store.write(testKey, secret("new"), Prompt::Allowed);
    waitForPrompt();
    dismissPrompt();
    QCOMPARE(outcome(await(write)), locked);

    Keyring::unlock();
    QVERIFY(await(store.read(testKey, Prompt::Never))->equals(secret("kept")));
}

void TestKeychainPrompt::whatMustNotPromptDoesNotWait()
{
    KeychainSecretStore store(KeychainService::create(), shortWatchdog);
    const QString locked = u"keychain-locked"_s;
    const auto asked = store.read(testKey, Prompt::Allowed);
    const auto queued = store.read(testKey, Prompt::Never);
    waitForPrompt();
    QCOMPARE(outcome(await(queued, 1000)), locked);
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never), 1000)), locked);
    const auto askedToo = store.read(testKey, Prompt::Allowed); // this one does
    QVERIFY(!asked.isFinished());
    typePassword();
    QCOMPARE(outcome(await(asked)), u"done"_s);
    QCOMPARE(outcome(await(askedToo)), u"done"_s);
}

void TestKeychainPrompt::hasNoTimeLimit()
{
    KeychainSecretStore store(KeychainService::create(), shortWatchdog);
    const auto read = store.read(testKey, Prompt::Allowed);
    waitForPrompt();
    QTest::qWait(3000);
    QVERIFY(!read.isFinished());
    typePassword();
    QCOMPARE(outcome(await(read)), u"done"_s);
}

void TestKeychainPrompt::serviceEndsDuringThePrompt()
{
    KeychainSecretStore store(KeychainService::create(), shortWatchdog);
    const auto read = store.read(testKey, Prompt::Allowed);
    waitForPrompt();
    Keyring::kill();
    QCOMPARE(outcome(await(read, 3000)), u"keychain-locked"_s);
}

void TestKeychainPrompt::storeGoesDuringThePrompt()
{
    auto store = std::make_unique<KeychainSecretStore>(KeychainService::create(), shortWatchdog);
    const auto read = store->read(testKey, Prompt::Allowed);
    waitForPrompt();
    store.reset();
    QCOMPARE(outcome(await(read)), u"cancelled"_s);
    QTRY_VERIFY(!promptIsOpen()); // nobody is left to use an answer
}

void TestKeychainPrompt::createsTheFirstCollection()
{
    Keyring::forgetEverything();
    const auto afterwards = qScopeGuard([] { Keyring::forgetEverything(); }); // it is another one
    KeychainSecretStore store(KeychainService::create(), shortWatchdog);
    const auto write = store.write(testKey, secret("first"), Prompt::Allowed);
    waitForPrompt(); // "Choose password for new keyring": twice the same
    QTest::qWait(1500); // longer than the watchdog
    press({u"type"_s, u"test"_s});
    press({u"key"_s, u"Tab"_s});
    typePassword();
    QCOMPARE(outcome(await(write)), u"done"_s);
    QVERIFY(await(store.read(testKey, Prompt::Never))->equals(secret("first")));
}

void TestKeychainPrompt::cancelled_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"read", "write", "remove", "unlock"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void TestKeychainPrompt::cancelled()
{
    QFETCH(QString, what);
    KeychainSecretStore store(KeychainService::create(), shortWatchdog);
    const Prompt allowed = Prompt::Allowed;
    QString result;
    const auto note = [&](const auto &outcomeOfIt) { result = outcome(outcomeOfIt); };
    if (what == u"read")
        Async::onResult(store.read(testKey, allowed), this, note);
    else if (what == u"write")
        Async::onResult(store.write(testKey, secret("new"), allowed), this, note);
    else if (what == u"remove")
        Async::onResult(store.remove(testKey, allowed), this, note);
    else
        Async::onResult(store.unlock(testKey, allowed, Purpose::Look), this, note);
    waitForPrompt();
    store.cancel(testKey + u"/another");
    QCOMPARE(result, QString());
    store.cancel(testKey);
    QCOMPARE(result, u"cancelled"_s); // at once
    QTRY_VERIFY(!promptIsOpen());

    // Nobody is kept waiting, and the next one is asked as ever.
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never), 1000)), u"keychain-locked"_s);
    const auto read = store.read(testKey, allowed);
    waitForPrompt();
    typePassword();
    const Result<Secret> found = await(read);
    QCOMPARE(outcome(found), u"done"_s);
    QVERIFY(found->equals(secret("kept"))); // nothing was changed
}

void TestKeychainPrompt::cancelledBeforeItIsShown_data()
{
    QTest::addColumn<int>("milliseconds");
    for (const int after : {0, 1, 3, 6, 10, 20, 50})
        QTest::addRow("after %d ms", after) << after;
}

void TestKeychainPrompt::cancelledBeforeItIsShown()
{
    QFETCH(int, milliseconds);
    KeychainSecretStore store(KeychainService::create(), shortWatchdog);
    const auto read = store.read(testKey, Prompt::Allowed);
    if (milliseconds)
        QTest::qWait(milliseconds);
    store.cancel(testKey);
    QVERIFY(read.isFinished() || milliseconds); // it may be looking at the state of the keychain
    QTest::qWait(700); // longer than a prompt takes to show
    store.cancel(testKey);
    QCOMPARE(outcome(await(read, 1000)), u"cancelled"_s);
    QTRY_VERIFY(!promptIsOpen());
}

void TestKeychainPrompt::cancelledForOneOfTwo()
{
    KeychainSecretStore store(KeychainService::create(), shortWatchdog);
    const auto first = store.read(testKey, Prompt::Allowed);
    const auto second = store.read(testKey + u"/nothing", Prompt::Allowed);
    const auto third = store.read(testKey + u"/another", Prompt::Allowed);
    waitForPrompt();
    store.cancel(testKey + u"/another");
    QVERIFY(third.isFinished());
    QCOMPARE(outcome(third.result()), u"cancelled"_s);
    QVERIFY(promptIsOpen());
    store.cancel(testKey);
    QCOMPARE(outcome(first.result()), u"cancelled"_s);
    // it is asked for itself: of the daemon's next run, where it ended over the first prompt
    QTRY_VERIFY(!promptIsOpen());
    waitForPrompt();
    QVERIFY(!second.isFinished());
    typePassword();
    QCOMPARE(outcome(await(second)), u"secret-missing"_s);
}

void TestKeychainPrompt::withdrawn()
{
    KeychainSecretStore store(KeychainService::create(), shortWatchdog);
    QSignalSpy prompting(&store, &SecretStore::prompting);
    store.withdrawPrompt(); // there is none
    const auto read = store.read(testKey, Prompt::Allowed);
    waitForPrompt();
    QVERIFY(prompting.size() == 1 && prompting.last().first().toBool());
    store.withdrawPrompt();
    QTRY_VERIFY(!promptIsOpen());
    QCOMPARE(outcome(await(read)), u"keychain-locked"_s); // had the program gone on
    QVERIFY(prompting.size() == 2 && !prompting.last().first().toBool());
}

void TestKeychainPrompt::asksAhead()
{
    KeychainSecretStore store(KeychainService::create(), shortWatchdog);
    const auto ready = store.unlock(testKey, Prompt::Allowed, Purpose::Store);
    waitForPrompt();
    typePassword();
    QCOMPARE(outcome(await(ready)), u"done"_s);
    QVERIFY(await(store.read(testKey, Prompt::Never))->equals(secret("kept")));
    // It is open: nobody is asked.
    QCOMPARE(outcome(await(store.unlock(testKey, Prompt::Never, Purpose::Store))), u"done"_s);
}

void TestKeychainPrompt::asksAheadInVain()
{
    KeychainSecretStore store(KeychainService::create(), shortWatchdog);
    const QString locked = u"keychain-locked"_s;
    QCOMPARE(outcome(await(store.unlock(testKey, Prompt::Never, Purpose::Look))), locked);
    QVERIFY(!promptIsOpen());
    const auto ready = store.unlock(testKey, Prompt::Allowed, Purpose::Look);
    waitForPrompt();
    dismissPrompt();
    QCOMPARE(outcome(await(ready)), locked);
}

void TestKeychainPrompt::asksAheadForTheFirstCollection()
{
    Keyring::forgetEverything();
    const auto afterwards = qScopeGuard([] { Keyring::forgetEverything(); }); // it is another one
    KeychainSecretStore store(KeychainService::create(), shortWatchdog);
    QCOMPARE(outcome(await(store.unlock(testKey, Prompt::Never, Purpose::Look))),
             u"done"_s); // there is nothing to look into
    const auto ready = store.unlock(testKey, Prompt::Allowed, Purpose::Store);
    waitForPrompt();
    press({u"type"_s, u"test"_s});
    press({u"key"_s, u"Tab"_s});
    typePassword();
    QCOMPARE(outcome(await(ready)), u"done"_s);
    QCOMPARE(outcome(await(store.write(testKey, secret("first"), Prompt::Never))), u"done"_s);
}

TEST_IN_PROGRAM(TestKeychainPrompt)
#include "tst_keychainprompt.moc"
