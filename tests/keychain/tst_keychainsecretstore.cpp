// SPDX-License-Identifier: MIT
// KeychainSecretStore against a real gnome-keyring, where nobody can see or answer a prompt.
#include "KeychainSecretStore.h"
#include "Keyring.h"
#include "LibsecretSession.h"
#include "StoredSecret.h"
#include "TestProgram.h"

#include <QElapsedTimer>
#include <QLibrary>
#include <QProcess>
#include <QScopeGuard>
#include <QTimer>

using namespace Tokenwright;
using namespace std::chrono_literals;

namespace {

/// Says that all is well without having asked.
class OptimisticService final : public KeychainService
{
public:
    QFuture<Result<KeychainState>> ask(const QString &, std::chrono::milliseconds) override
    {
        return Async::ready<KeychainState>(KeychainState{});
    }
    QFuture<Result<KeychainState>> unlock(const QString &) override
    {
        return Async::ready<KeychainState>(KeychainState{});
    }
    void dismiss() override { }
    QString description() const override { return {}; }
    QString reason() const override { return {}; }
};

/// A store whose keychain meets with something after the service's nth answer.
std::unique_ptr<KeychainSecretStore>
interruptedStore(InterruptingService::Interruption interruption,
                 std::chrono::milliseconds watchdog = 10s)
{
    return std::make_unique<KeychainSecretStore>(
        std::make_unique<InterruptingService>(std::move(interruption)), watchdog);
}

/// The sessions by which libsecret speaks to the service in this process are no longer ones. How
/// many those were.
int closeLibsecretSessions()
{
    const auto in = []<class F>(const char *name, F) {
        return reinterpret_cast<F>(QLibrary::resolve(u"gio-2.0"_s, 0, name));
    };
    using Get = void *(*)(int which, void *cancellable, void *error);
    using Call = void *(*)(void *, const char *, const char *, const char *, const char *, void *,
                           const void *, int, int, void *, void *);
    const auto get = in("g_bus_get_sync", Get());
    const auto call = in("g_dbus_connection_call_sync", Call());
    constexpr int sessionBus = 2;
    void *bus = get && call ? get(sessionBus, nullptr, nullptr) : nullptr; // libsecret's as well
    int closed = 0;
    for (int number = 1; bus && number < 300; ++number) { // of others it closes none
        const QByteArray path = "/org/freedesktop/secrets/session/s" + QByteArray::number(number);
        if (call(bus, "org.freedesktop.secrets", path.constData(), "org.freedesktop.Secret.Session",
                 "Close", nullptr, nullptr, 0, -1, nullptr, nullptr))
            ++closed;
    }
    return closed;
}

} // namespace

class TestKeychainSecretStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void keepsWhatIsWritten_data();
    void keepsWhatIsWritten();
    void overwrites();
    void removes();
    void missing();
    void refusesAnEmptySecret();
    void namesTheKeychain();
    void manyAtOnce();

    void lockedAndNotToPrompt();
    void lockedAndNobodyToPrompt();
    void removedWhileLockedIsStillThere();
    void lockedDuringARemoval();
    void noCollection();

    void killedBetweenWriteAndReadBack();
    void worksWithANewDaemon();
    void sessionThatDoesNotWork_data();
    void sessionThatDoesNotWork();
    void newDaemonDuringAnOperation_data();
    void newDaemonDuringAnOperation();
    void newDaemonAgainAndAgain();
    void preparedAhead_data();
    void preparedAhead();
    void preparingIsLetGoOf_data();
    void preparingIsLetGoOf();
    void silentFromTheStart();
    void silentDuringAJob();
    void silentJobHoldsNobodyElseUp();
    void nothingIsQueuedBehindASilentJob();
    void standardWatchdogAnswersInTenSeconds();
    void destroyedWhileAJobHangs();
    void quitWhileAJobHangs();
};

void TestKeychainSecretStore::init()
{
    if (Keyring::isLocked())
        Keyring::unlock();
    KeychainSecretStore store;
    QCOMPARE(outcome(await(store.remove(testKey, Prompt::Never))), u"done"_s);
}

void TestKeychainSecretStore::keepsWhatIsWritten_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("plain") << QByteArray("hunter2");
    QTest::newRow("JSON with escapes") << QByteArray(R"({"secret":"p\u00e4ss \ud83d\udd11"})");
    QTest::newRow("UTF-8") << QByteArray("p\xc3\xa4ss \xf0\x9f\x94\x91");
    QTest::newRow("lines and quotes") << QByteArray("a\r\nb\t\"'\\$`");
    QTest::newRow("9 kB") << QByteArray(9 * 1024, 'x');
    QTest::newRow("200 kB") << QByteArray(200 * 1024, 'y');
}

void TestKeychainSecretStore::keepsWhatIsWritten()
{
    QFETCH(QByteArray, payload);
    KeychainSecretStore store;
    QCOMPARE(outcome(await(store.write(testKey, Secret(QByteArray(payload)), Prompt::Never))),
             u"done"_s);
    // Another store, as the other program would: nothing is remembered in this process.
    KeychainSecretStore other;
    const Result<Secret> found = await(other.read(testKey, Prompt::Never));
    QCOMPARE(outcome(found), u"done"_s);
    QVERIFY(found->equals(Secret(QByteArray(payload))));
}

void TestKeychainSecretStore::overwrites()
{
    KeychainSecretStore store;
    QVERIFY(await(store.write(testKey, secret("old"), Prompt::Never)));
    QVERIFY(await(store.write(testKey, secret("new"), Prompt::Never)));
    QCOMPARE(contents(store), QByteArray("new"));
}

void TestKeychainSecretStore::removes()
{
    KeychainSecretStore store;
    QVERIFY(await(store.write(testKey, secret("x"), Prompt::Never)));
    QCOMPARE(outcome(await(store.remove(testKey, Prompt::Never))), u"done"_s);
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), u"secret-missing"_s);
    QCOMPARE(outcome(await(store.remove(testKey, Prompt::Never))), u"done"_s); // again
}

void TestKeychainSecretStore::missing()
{
    KeychainSecretStore store;
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), u"secret-missing"_s);
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Allowed))), u"secret-missing"_s);
}

void TestKeychainSecretStore::refusesAnEmptySecret()
{
    KeychainSecretStore store;
    QCOMPARE(outcome(await(store.write(testKey, Secret(), Prompt::Never))), u"keychain-denied"_s);
}

void TestKeychainSecretStore::namesTheKeychain()
{
    KeychainSecretStore store;
    QCOMPARE(store.description(), u"GNOME Keyring (Secret Service)"_s); // before all questions
}

void TestKeychainSecretStore::manyAtOnce()
{
    KeychainSecretStore store;
    int completed = 0;
    QList<QFuture<Result<Secret>>> reads;
    for (int i = 0; i < 50; ++i) {
        Async::onResult(store.write(testKey, Secret(QByteArray::number(i)), Prompt::Never), this,
                        [&](const Result<void> &) { ++completed; });
        reads.append(store.read(testKey, Prompt::Never));
    }
    for (int i = 0; i < 50; ++i) {
        const Result<Secret> found = await(reads[i]);
        QCOMPARE(outcome(found), u"done"_s);
        QVERIFY(found->equals(Secret(QByteArray::number(i)))); // in the order of the calls
    }
    QCOMPARE(completed, 50);
}

void TestKeychainSecretStore::lockedAndNotToPrompt()
{
    KeychainSecretStore store;
    QVERIFY(await(store.write(testKey, secret("kept"), Prompt::Never)));
    Keyring::lock();

    QElapsedTimer clock;
    clock.start();
    const QString locked = u"keychain-locked"_s;
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), locked);
    QCOMPARE(outcome(await(store.write(testKey, secret("other"), Prompt::Never))), locked);
    QCOMPARE(outcome(await(store.remove(testKey, Prompt::Never))), locked);
    const QString nothingThere = testKey + u"/nothing";
    QCOMPARE(outcome(await(store.read(nothingThere, Prompt::Never))), locked);
    QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));

    Keyring::unlock();
    QCOMPARE(contents(store), QByteArray("kept"));
}

void TestKeychainSecretStore::lockedAndNobodyToPrompt()
{
    KeychainSecretStore store;
    QVERIFY(await(store.write(testKey, secret("kept"), Prompt::Never)));
    Keyring::lock();
    const QString locked = u"keychain-locked"_s;
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Allowed))), locked);
    QCOMPARE(outcome(await(store.write(testKey, secret("other"), Prompt::Allowed))), locked);
    QCOMPARE(outcome(await(store.remove(testKey, Prompt::Allowed))), locked);
    Keyring::unlock();
    QCOMPARE(contents(store), QByteArray("kept"));
}

void TestKeychainSecretStore::removedWhileLockedIsStillThere()
{
    // The lock falls between the question and the delete job, which then reports success for
    // nothing.
    auto store = interruptedStore([](int nth) {
        if (nth == 3) // 1 and 2 belong to the write
            Keyring::lock();
    });
    QVERIFY(await(store->write(testKey, secret("kept"), Prompt::Never)));
    QCOMPARE(outcome(await(store->remove(testKey, Prompt::Never))), u"keychain-locked"_s);
    Keyring::unlock();
    KeychainSecretStore after;
    QCOMPARE(contents(after), QByteArray("kept"));
}

void TestKeychainSecretStore::lockedDuringARemoval()
{
    // … and here between the delete job and the look whether it is gone.
    auto store = interruptedStore([](int nth) {
        if (nth == 4)
            Keyring::lock();
    });
    QVERIFY(await(store->write(testKey, secret("x"), Prompt::Never)));
    QCOMPARE(outcome(await(store->remove(testKey, Prompt::Never))), u"keychain-locked"_s);
}

void TestKeychainSecretStore::noCollection()
{
    Keyring::forgetEverything();
    KeychainSecretStore store;
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), u"secret-missing"_s);
    QCOMPARE(outcome(await(store.remove(testKey, Prompt::Never))), u"done"_s);
    const Result<void> written = await(store.write(testKey, secret("x"), Prompt::Never));
    QCOMPARE(outcome(written), u"keychain-locked"_s);
    QCOMPARE(written.error().message, u"There is no default keyring yet."_s);
    QCOMPARE(outcome(await(store.write(testKey, secret("x"), Prompt::Allowed))),
             u"keychain-locked"_s); // nobody to prompt
}

void TestKeychainSecretStore::killedBetweenWriteAndReadBack()
{
    int answers = 0;
    auto store = interruptedStore([&](int nth) {
        answers = nth;
        if (nth == 2)
            Keyring::kill();
    });
    const Result<void> written = await(store->write(testKey, secret("x"), Prompt::Never));
    QVERIFY(answers >= 2);
    QCOMPARE(outcome(written), u"keychain-timeout"_s); // unknown: it may be there
}

void TestKeychainSecretStore::worksWithANewDaemon()
{
    KeychainSecretStore store;
    QVERIFY(await(store.write(testKey, secret("kept"), Prompt::Never)));
    Keyring::kill();
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), u"keychain-locked"_s);
    Keyring::unlock();
    const Result<Secret> found = await(store.read(testKey, Prompt::Never));
    QCOMPARE(outcome(found), u"done"_s);
    QVERIFY(found->equals(secret("kept")));
    QVERIFY(await(store.write(testKey, secret("new"), Prompt::Never)));
}

void TestKeychainSecretStore::sessionThatDoesNotWork_data()
{
    QTest::addColumn<QString>("what");
    for (const QString &what : {u"read"_s, u"write"_s, u"remove"_s})
        QTest::newRow(qPrintable(what)) << what;
}

/// KWallet's are like that now and then; this one is closed behind libsecret's back.
void TestKeychainSecretStore::sessionThatDoesNotWork()
{
    QFETCH(QString, what);
    KeychainSecretStore store;
    QVERIFY(await(store.write(testKey, secret("kept"), Prompt::Never)));
    QVERIFY(closeLibsecretSessions() > 0);
    if (what == u"read") {
        const Result<Secret> found = await(store.read(testKey, Prompt::Never));
        QCOMPARE(outcome(found), u"done"_s);
        QVERIFY(found->equals(secret("kept")));
    } else if (what == u"write") {
        QCOMPARE(outcome(await(store.write(testKey, secret("new"), Prompt::Never))), u"done"_s);
        QCOMPARE(contents(store), QByteArray("new"));
    } else {
        QCOMPARE(outcome(await(store.remove(testKey, Prompt::Never))), u"done"_s);
        QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), u"secret-missing"_s);
    }
}

void TestKeychainSecretStore::newDaemonDuringAnOperation_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("afterAnswer"); // 1: before the job; 2: before a change is looked at
    QTest::addColumn<bool>("unlocked");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("kept"); // afterwards, once it is unlocked
    const QString done = u"done"_s;
    const QString locked = u"keychain-locked"_s;
    const QString unknown = u"keychain-timeout"_s;
    const auto row = [](const char *name, const char *what, int after, bool unlocked,
                        const QString &expected, const char *kept) {
        QTest::newRow(name) << QString::fromLatin1(what) << after << unlocked << expected
                            << QString::fromLatin1(kept);
    };
    row("read, an open one", "read", 1, true, done, "old");
    row("read, a locked one", "read", 1, false, locked, "old");
    row("write, an open one before", "write", 1, true, done, "new");
    row("write, an open one after", "write", 2, true, done, "new");
    row("write, a locked one before", "write", 1, false, unknown, "old");
    row("write, a locked one after", "write", 2, false, unknown, "new");
    row("remove, an open one before", "remove", 1, true, done, "");
    row("remove, an open one after", "remove", 2, true, done, "");
    row("remove, a locked one before", "remove", 1, false, locked, "old");
    row("remove, a locked one after", "remove", 2, false, locked, "");
}

void TestKeychainSecretStore::newDaemonDuringAnOperation()
{
    QFETCH(QString, what);
    QFETCH(int, afterAnswer);
    QFETCH(bool, unlocked);
    QFETCH(QString, kept);
    KeychainSecretStore earlier; // by it, libsecret has a session with the daemon that goes
    QVERIFY(await(earlier.write(testKey, secret("old"), Prompt::Never)));
    auto store = interruptedStore([&](int nth) {
        if (nth == afterAnswer) {
            Keyring::kill();
            if (unlocked)
                Keyring::unlock();
        }
    });
    QString result;
    if (what == u"read")
        result = outcome(await(store->read(testKey, Prompt::Never)));
    else if (what == u"write")
        result = outcome(await(store->write(testKey, secret("new"), Prompt::Never)));
    else
        result = outcome(await(store->remove(testKey, Prompt::Never)));
    QTEST(result, "expected");
    if (!unlocked)
        Keyring::unlock();
    // As another program sees it: there is one, or there is none, and never two.
    QProcess search;
    search.start(u"secret-tool"_s, {u"search"_s, u"--all"_s, u"user"_s, testKey});
    QVERIFY(search.waitForFinished());
    QByteArrayList secrets;
    for (const QByteArray &line : search.readAllStandardOutput().split('\n')) {
        if (line.startsWith("secret = "))
            secrets.append(line.mid(9));
    }
    QCOMPARE(secrets, kept.isEmpty() ? QByteArrayList() : QByteArrayList{kept.toLatin1()});
}

void TestKeychainSecretStore::newDaemonAgainAndAgain()
{
    KeychainSecretStore store;
    for (int round = 0; round < 4; ++round) {
        const QByteArray value = QByteArray::number(round);
        QVERIFY(await(store.write(testKey, Secret(QByteArray(value)), Prompt::Never)));
        if (round % 2 == 0)
            Keyring::kill();
        Keyring::unlock(); // takes the place of the one that runs
        QCOMPARE(contents(store), value);
    }
}

void TestKeychainSecretStore::preparedAhead_data()
{
    QTest::addColumn<bool>("isAwaited");
    QTest::addColumn<bool>("isReplaced");
    QTest::addColumn<qsizetype>("sessions");
    QTest::newRow("used at once") << false << false << qsizetype(1);
    QTest::newRow("used later") << true << false << qsizetype(1);
    QTest::newRow("with a daemon that is gone") << true << true << qsizetype(2);
}

namespace {

/// Counts the calls of one method on the bus.
class CallMonitor
{
public:
    explicit CallMonitor(const QString &method)
        : m_method("member=" + method.toLatin1())
    {
        m_monitor.start(u"dbus-monitor"_s,
                        {u"--session"_s, u"type='method_call',member='%1'"_s.arg(method)});
        m_listens = m_monitor.waitForReadyRead(); // its own name
    }
    ~CallMonitor()
    {
        m_monitor.kill();
        m_monitor.waitForFinished();
    }
    bool listens() const { return m_listens; }
    qsizetype calls() { return (m_heard += m_monitor.readAll()).count(m_method); }

private:
    QByteArray m_method;
    QProcess m_monitor;
    QByteArray m_heard;
    bool m_listens = false;
};

} // namespace

/// The session that is opened before the first question is what that uses, and no second one is
/// made.
void TestKeychainSecretStore::preparedAhead()
{
    QFETCH(bool, isAwaited);
    QFETCH(bool, isReplaced);
    QFETCH(qsizetype, sessions);
    CallMonitor sessionsOpened(u"OpenSession"_s);
    QVERIFY(sessionsOpened.listens());
    LibsecretSession::drop(); // that of the tests before
    KeychainSecretStore store;
    store.prepare();
    if (isAwaited) {
        QTRY_COMPARE(sessionsOpened.calls(), 1);
        QTRY_VERIFY(LibsecretSession::open(10s).isFinished());
    }
    if (isReplaced) {
        Keyring::kill();
        Keyring::unlock();
    }
    QCOMPARE(outcome(await(store.write(testKey, secret("kept"), Prompt::Never))), u"done"_s);
    const Result<Secret> found = await(store.read(testKey, Prompt::Never));
    QCOMPARE(outcome(found), u"done"_s);
    QVERIFY(found->equals(secret("kept")));
    QTRY_COMPARE(sessionsOpened.calls(), sessions);
}

void TestKeychainSecretStore::preparingIsLetGoOf_data()
{
    QTest::addColumn<bool>("isTooLate");
    QTest::newRow("after its limit") << true;
    QTest::newRow("as the daemon's") << false;
}

/// A session that a silent daemon was asked for holds nobody up for the 25 seconds that libsecret
/// waits for it, is not taken for the next one, and the next one is what is used.
void TestKeychainSecretStore::preparingIsLetGoOf()
{
    QFETCH(bool, isTooLate);
    KeychainSecretStore store;
    QCOMPARE(outcome(await(store.write(testKey, secret("kept"), Prompt::Never))), u"done"_s);
    LibsecretSession::drop();
    CallMonitor sessionsOpened(u"OpenSession"_s);
    CallMonitor begun(u"GetAll"_s); // by which libsecret begins with it
    QVERIFY(sessionsOpened.listens() && begun.listens());
    Keyring::stop();
    const auto resumed = qScopeGuard(Keyring::resume);
    const auto first = LibsecretSession::open(isTooLate ? 300ms : 10s);
    QTRY_COMPARE(begun.calls(), 1);
    if (!isTooLate)
        LibsecretSession::drop();
    QVERIFY(await(first, 2000));
    const auto second = LibsecretSession::open(10s);
    QVERIFY(!second.isFinished());
    Keyring::resume();
    QVERIFY(await(second));
    QCOMPARE(contents(store), QByteArray("kept"));
    QTRY_COMPARE(sessionsOpened.calls(), 2);
}

void TestKeychainSecretStore::silentFromTheStart()
{
    KeychainSecretStore store(KeychainService::create(), 700ms);
    QVERIFY(await(store.write(testKey, secret("x"), Prompt::Never)));
    Keyring::stop();
    QElapsedTimer clock;
    clock.start();
    const QString timeout = u"keychain-timeout"_s;
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), timeout);
    QCOMPARE(outcome(await(store.write(testKey, secret("y"), Prompt::Allowed))), timeout);
    QVERIFY(clock.elapsed() < 2500);
    Keyring::resume();
    QCOMPARE(contents(store), QByteArray("x"));
}

void TestKeychainSecretStore::silentDuringAJob()
{
    auto store = interruptedStore(
        [](int nth) {
            if (nth == 3)
                Keyring::stop();
        },
        1000ms);
    QVERIFY(await(store->write(testKey, secret("x"), Prompt::Never)));

    int heartbeats = 0;
    qint64 longestPause = 0;
    QElapsedTimer sinceBeat;
    QTimer heart;
    connect(&heart, &QTimer::timeout, this, [&] {
        ++heartbeats;
        longestPause = std::max(longestPause, sinceBeat.restart());
    });
    sinceBeat.start();
    heart.start(50);
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(outcome(await(store->read(testKey, Prompt::Never))), u"keychain-timeout"_s);
    QVERIFY2(clock.elapsed() >= 900 && clock.elapsed() < 2000,
             qPrintable(QString::number(clock.elapsed())));
    QVERIFY2(heartbeats >= 10, qPrintable(QString::number(heartbeats)));
    QVERIFY2(longestPause < 400, qPrintable(QString::number(longestPause)));

    // The daemon is still silent for the next one …
    QCOMPARE(outcome(await(store->write(testKey, secret("y"), Prompt::Never))),
             u"keychain-timeout"_s);
    // … and when it wakes up, all is as before.
    Keyring::resume();
    QCOMPARE(contents(*store), QByteArray("x"));
}

void TestKeychainSecretStore::silentJobHoldsNobodyElseUp()
{
    auto store = interruptedStore(
        [](int nth) {
            if (nth == 1)
                Keyring::stop();
        },
        500ms);
    QElapsedTimer clock;
    clock.start();
    QList<QFuture<Result<Secret>>> reads;
    for (int i = 0; i < 20; ++i)
        reads.append(store->read(testKey, Prompt::Never));
    for (const QFuture<Result<Secret>> &read : reads)
        QCOMPARE(outcome(await(read)), u"keychain-timeout"_s);
    QVERIFY2(clock.elapsed() < 1500, qPrintable(QString::number(clock.elapsed())));
    Keyring::resume();
    QCOMPARE(outcome(await(store->read(testKey, Prompt::Never))), u"secret-missing"_s);
}

void TestKeychainSecretStore::nothingIsQueuedBehindASilentJob()
{
    // Whatever the service says of itself: QtKeychain would run the write once the read is through.
    KeychainSecretStore store(std::make_unique<OptimisticService>(), 500ms);
    Keyring::stop();
    const QString timeout = u"keychain-timeout"_s;
    QCOMPARE(outcome(await(store.read(testKey, Prompt::Never))), timeout);
    QCOMPARE(outcome(await(store.write(testKey, secret("late"), Prompt::Never))), timeout);
    Keyring::resume();
    QTest::qWait(500);
    KeychainSecretStore after;
    QCOMPARE(outcome(await(after.read(testKey, Prompt::Never))), u"secret-missing"_s);
}

void TestKeychainSecretStore::standardWatchdogAnswersInTenSeconds()
{
    KeychainSecretStore store;
    Keyring::stop();
    QElapsedTimer clock;
    clock.start();
    const Result<Secret> found = await(store.read(testKey, Prompt::Never));
    const qint64 elapsed = clock.elapsed();
    Keyring::resume();
    QCOMPARE(outcome(found), u"keychain-timeout"_s);
    QVERIFY2(elapsed > 9000 && elapsed < 10500, qPrintable(QString::number(elapsed)));
}

void TestKeychainSecretStore::destroyedWhileAJobHangs()
{
    auto store = interruptedStore([](int nth) {
        if (nth == 1)
            Keyring::stop();
    });
    const QFuture<Result<Secret>> hanging = store->read(testKey, Prompt::Never);
    const QFuture<Result<Secret>> waiting = store->read(testKey, Prompt::Never);
    QTest::qWait(200);
    store.reset();
    QCOMPARE(outcome(await(hanging)), u"cancelled"_s);
    QCOMPARE(outcome(await(waiting)), u"cancelled"_s);
    Keyring::resume();
    QTest::qWait(200); // the job ends now, with nobody waiting
    KeychainSecretStore another;
    QCOMPARE(outcome(await(another.read(testKey, Prompt::Never))), u"secret-missing"_s);
}

void TestKeychainSecretStore::quitWhileAJobHangs()
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QElapsedTimer clock;
    clock.start();
    child.start(QStringLiteral(QUITTER), {});
    const bool finished = child.waitForFinished(8000);
    const qint64 elapsed = clock.elapsed();
    Keyring::resume();
    QVERIFY(finished);
    QCOMPARE(child.exitStatus(), QProcess::NormalExit);
    QCOMPARE(child.exitCode(), 0);
    QCOMPARE(child.readAllStandardOutput().trimmed(), QByteArray("hanging"));
    QVERIFY2(elapsed < 5000, qPrintable(QString::number(elapsed)));
}

TEST_IN_PROGRAM(TestKeychainSecretStore)
#include "tst_keychainsecretstore.moc"
