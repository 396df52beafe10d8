// SPDX-License-Identifier: MIT
#include "FileLock.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include "Posix.h"
#include "TestProgram.h"
#include "Waiting.h"

#include <cstdio>

using namespace Tokenwright;
using namespace std::chrono_literals;

namespace {

/// This program as somebody else's: takes the lock, says so, and keeps it until its input closes.
int holdLock(const QStringList &arguments)
{
    const QString &path = arguments.constFirst();
    const auto lock = await(acquireLock(path, 5s));
    if (lock && path.contains(u"keychain"))
        (*lock)->setAwaitsKeychain(true);
    std::puts(lock ? "held" : "not held");
    std::fflush(stdout);
    while (std::getchar() != EOF) { }
    return lock ? 0 : 1;
}

/// Another process that holds a lock.
class Holder
{
public:
    explicit Holder(const QString &path)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationFilePath(), {u"--hold-lock"_s, path});
    }
    ~Holder()
    {
        m_process.kill();
        m_process.waitForFinished(5000);
    }
    Q_DISABLE_COPY_MOVE(Holder)

    bool holds()
    {
        return QTest::qWaitFor([this] { return m_process.canReadLine(); }, 10'000)
            && m_process.readLine().trimmed() == "held";
    }
    void letGo() { m_process.closeWriteChannel(); }
    bool die()
    {
        m_process.kill();
        return m_process.waitForFinished(5000);
    }

private:
    QProcess m_process;
};

} // namespace

class TestFileLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void freeLockIsTakenAtOnce();
    void heldUntilTheLastCopyGoes();
    void unlockedByHand();
    void secondWaitsForFirst();
    void everyoneGetsATurn();
    void anotherProcessHoldsIt();
    void holderDies();
    void whateverTheFileHolds_data();
    void whateverTheFileHolds();
    void whateverItsMode_data();
    void whateverItsMode();
    void killedBetweenMakingAndTaking();
    void deletedWhileHeld();
    void deletedWhileWaitedFor();
    void childrenDoNotInheritIt();
    void notAPlainFile_data();
    void notAPlainFile();
    void aLink();
    void patienceEnds_data();
    void patienceEnds();
    void holderSaysItWaitsForTheKeychain();
    void foldersAreMade();
    void fileThatCannotBeMade();
    void eventLoopKeepsRunning();
    void differentFilesDoNotMeet();
    void dropTheWaiter();

private:
    void write(const QByteArray &bytes) const;
    int mode() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestFileLock::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"some.lock"_s);
}

void TestFileLock::freeLockIsTakenAtOnce()
{
    const auto future = acquireLock(m_path, 0ms);
    QVERIFY(future.isFinished());
    VERIFY_OK(future.result());
    QVERIFY((*future.result())->isLocked());
}

void TestFileLock::heldUntilTheLastCopyGoes()
{
    auto first = std::make_unique<Result<HeldLock>>(acquireLock(m_path, 0ms).result());
    VERIFY_OK(*first);
    auto copy = std::make_unique<HeldLock>(**first);
    QVERIFY(kindOf(await(acquireLock(m_path, 0ms))) == ErrorKind::Busy);
    first.reset();
    QVERIFY(kindOf(await(acquireLock(m_path, 0ms))) == ErrorKind::Busy);
    copy.reset();
    VERIFY_OK(await(acquireLock(m_path, 0ms)));
}

void TestFileLock::unlockedByHand()
{
    const auto held = acquireLock(m_path, 0ms).result();
    VERIFY_OK(held);
    (*held)->unlock();
    VERIFY_OK(await(acquireLock(m_path, 0ms)));
}

void TestFileLock::secondWaitsForFirst()
{
    auto first = acquireLock(m_path, 0ms).result();
    VERIFY_OK(first);
    const auto second = acquireLock(m_path, 10s);
    QTest::qWait(60); // several polls
    QVERIFY(!second.isFinished());
    first->reset();
    VERIFY_OK(await(second));
}

void TestFileLock::everyoneGetsATurn()
{
    int inside = 0;
    int most = 0;
    int turns = 0;
    constexpr int waiters = 25;
    for (int i = 0; i < waiters; ++i) {
        acquireLock(m_path, 20s).then(this, [&](const Result<HeldLock> &lock) {
            if (!lock)
                return;
            most = qMax(most, ++inside);
            QTimer::singleShot(1, this, [&inside, &turns, held = *lock] {
                --inside;
                ++turns;
                held->unlock();
            });
        });
    }
    QTRY_COMPARE_WITH_TIMEOUT(turns, waiters, 20'000);
    QCOMPARE(most, 1);
}

void TestFileLock::anotherProcessHoldsIt()
{
    Holder holder(m_path);
    QVERIFY(holder.holds());
    const auto lock = acquireLock(m_path, 10s);
    QTest::qWait(60);
    QVERIFY(!lock.isFinished());
    holder.letGo();
    VERIFY_OK(await(lock));
}

void TestFileLock::holderDies()
{
    Holder holder(m_path);
    QVERIFY(holder.holds());
    const auto lock = acquireLock(m_path, 10s);
    QVERIFY(!lock.isFinished());
    QVERIFY(holder.die());
    QVERIFY2(QFileInfo::exists(m_path), "the dead holder left its file");
    VERIFY_OK(await(lock));
}

void TestFileLock::write(const QByteArray &bytes) const
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

int TestFileLock::mode() const
{
    return Posix::modeOf(m_path);
}

void TestFileLock::whateverTheFileHolds_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a lock of Qt's, of another machine")
        << QByteArray("4242\ntokenwright\nanother-machine\n"
                      "11111111-2222-3333-4444-555555555555\n"
                      "66666666-7777-8888-9999-000000000000\n");
    QTest::newRow("a lock of Qt's, of a process that is alive")
        << QByteArray::number(QCoreApplication::applicationPid()) + "\ntst_filelock\n"
            + QSysInfo::machineHostName().toUtf8() + '\n' + QSysInfo::machineUniqueId() + '\n'
            + QSysInfo::bootUniqueId() + '\n';
    QTest::newRow("a lock of Qt's, of a process that is dead")
        << QByteArray("4194305\ntokenwright\n") + QSysInfo::machineHostName().toUtf8() + '\n';
    QTest::newRow("what a holder said before it died") << QByteArray("keychain\n");
    QTest::newRow("zeros") << QByteArray(4096, '\0');
    QTest::newRow("text") << QByteArray("somebody's shopping list");
}

void TestFileLock::whateverTheFileHolds()
{
    QFETCH(QByteArray, bytes);
    write(bytes);
    const auto lock = acquireLock(m_path, 0ms).result();
    VERIFY_OK(lock);
    QCOMPARE(QFileInfo(m_path).size(), 0);
    // and it is a lock like any other, that nobody takes to be one of the keychain's
    const auto second = await(acquireLock(m_path, 0ms));
    QVERIFY2(kindOf(second) == ErrorKind::Busy, wordsOf(second).constData());
    (*lock)->unlock();
    VERIFY_OK(await(acquireLock(m_path, 0ms)));
    QVERIFY2(QFileInfo::exists(m_path), "the file stays");
}

void TestFileLock::whateverItsMode_data()
{
    QTest::addColumn<int>("before");
    for (const int before : {0000, 0200, 0400, 0444, 0600, 0644, 0666, 0777})
        QTest::addRow("%o", before) << before;
}

void TestFileLock::whateverItsMode()
{
    NEEDS_POSIX();
    QFETCH(int, before);
    write({});
    QVERIFY(Posix::setMode(m_path, before));
    const auto lock = acquireLock(m_path, 0ms).result();
    VERIFY_OK(lock);
    QCOMPARE(mode(), 0600);
    QVERIFY(kindOf(await(acquireLock(m_path, 0ms))) == ErrorKind::Busy);
}

void TestFileLock::killedBetweenMakingAndTaking()
{
    NEEDS_POSIX();
    // What a kill -9 at the worst moment leaves: a file that a child made, and nothing in it.
    QProcess child;
    child.start(u"/bin/sh"_s, {u"-c"_s, u": >\"$1\"; echo made; read wait"_s, u"sh"_s, m_path});
    QVERIFY(QTest::qWaitFor([&] { return child.canReadLine(); }, 10'000));
    child.kill();
    QVERIFY(child.waitForFinished(5000));
    QVERIFY(QFileInfo::exists(m_path));
    VERIFY_OK(acquireLock(m_path, 0ms).result());
}

void TestFileLock::deletedWhileHeld()
{
    const auto first = acquireLock(m_path, 0ms).result();
    VERIFY_OK(first);
    QVERIFY(QFile::remove(m_path));
    (*first)->unlock();
    const auto second = acquireLock(m_path, 0ms).result();
    VERIFY_OK(second);
    QVERIFY2(QFileInfo::exists(m_path), "it is made anew");
    QVERIFY(kindOf(await(acquireLock(m_path, 0ms))) == ErrorKind::Busy);
}

void TestFileLock::deletedWhileWaitedFor()
{
    // The waiter has the file open that nobody else will ever find: it must take the new one.
    auto first = acquireLock(m_path, 0ms).result();
    VERIFY_OK(first);
    const auto waiting = acquireLock(m_path, 10s);
    QTest::qWait(40);
    QVERIFY(QFile::remove(m_path));
    const auto newcomer = acquireLock(m_path, 0ms).result();
    VERIFY_OK(newcomer);
    first->reset();
    QTest::qWait(60);
    QVERIFY2(!waiting.isFinished(), "the newcomer holds the file that has the name");
    (*newcomer)->unlock();
    VERIFY_OK(await(waiting));
    QVERIFY(kindOf(await(acquireLock(m_path, 0ms))) == ErrorKind::Busy);
}

void TestFileLock::childrenDoNotInheritIt()
{
    NEEDS_POSIX();
    auto lock = acquireLock(m_path, 0ms).result();
    VERIFY_OK(lock);
    QProcess child;
    child.start(u"/bin/sh"_s, {u"-c"_s, u"ls -l /proc/self/fd; read wait"_s});
    QVERIFY(QTest::qWaitFor([&] { return child.canReadLine(); }, 10'000));
    QVERIFY2(!child.readAll().contains("some.lock"), "the child got the descriptor");
    lock->reset();
    VERIFY_OK(await(acquireLock(m_path, 0ms))); // although the child lives on
    child.closeWriteChannel();
    QVERIFY(child.waitForFinished(5000));
}

void TestFileLock::notAPlainFile_data()
{
    QTest::addColumn<bool>("isFolder");
    QTest::newRow("a folder") << true;
    QTest::newRow("a pipe without a reader") << false;
}

void TestFileLock::notAPlainFile()
{
    QFETCH(bool, isFolder);
    if (!isFolder)
        NEEDS_POSIX();
    QVERIFY(isFolder ? QDir().mkdir(m_path) : Posix::makePipe(m_path));
    QElapsedTimer timer;
    timer.start();
    const auto lock = acquireLock(m_path, 0ms);
    QVERIFY2(lock.isFinished() && timer.elapsed() < 5000, "nobody may be kept waiting by it");
    QVERIFY(!isFolder || kindOf(lock.result()) == ErrorKind::Storage);
}

/// Whatever it leads to is somebody else's, and not to be written into.
void TestFileLock::aLink()
{
    NEEDS_POSIX();
    const QString target = m_folder->filePath(u"of-somebody"_s);
    QFile file(target);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("theirs") == 6);
    file.close();
    QVERIFY(QFile::link(target, m_path));
    const auto lock = acquireLock(m_path, 0ms).result();
    QVERIFY2(kindOf(lock) == ErrorKind::Storage, wordsOf(lock).constData());
    QVERIFY(wordsOf(lock).contains(QFile::encodeName(m_path)));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "theirs");
    QVERIFY(QFile::remove(target)); // nor is one to be made there
    QVERIFY(kindOf(acquireLock(m_path, 0ms).result()) == ErrorKind::Storage);
    QVERIFY(!QFile::exists(target));
}

void TestFileLock::holderSaysItWaitsForTheKeychain()
{
    m_path = m_folder->filePath(u"keychain.lock"_s);
    Holder holder(m_path);
    QVERIFY(holder.holds());
    const auto lock = await(acquireLock(m_path, 50ms));
    QVERIFY2(kindOf(lock) == ErrorKind::KeychainTimeout, wordsOf(lock).constData());
    QVERIFY(lock.error().message.contains(u"keychain.lock"));
    QVERIFY(holder.die());
    // what it said dies with it
    const auto next = acquireLock(m_path, 5s).result();
    VERIFY_OK(next);
    QVERIFY(kindOf(await(acquireLock(m_path, 0ms))) == ErrorKind::Busy);
    (*next)->setAwaitsKeychain(true);
    QVERIFY(kindOf(await(acquireLock(m_path, 0ms))) == ErrorKind::KeychainTimeout);
    (*next)->setAwaitsKeychain(false);
    QVERIFY(kindOf(await(acquireLock(m_path, 0ms))) == ErrorKind::Busy);
}

void TestFileLock::foldersAreMade()
{
    m_path = m_folder->filePath(u"data/locks/some.lock"_s);
    Result<HeldLock> lock;
    {
        const Posix::Mask none(0);
        lock = acquireLock(m_path, 0ms).result();
    }
    VERIFY_OK(lock);
    COMPARE_MODE(m_path, 0600);
    for (const QString &made : {u"data"_s, u"data/locks"_s})
        COMPARE_MODE(m_folder->filePath(made), 0700);
}

void TestFileLock::patienceEnds_data()
{
    QTest::addColumn<int>("patience");
    QTest::newRow("none") << 0;
    QTest::newRow("some") << 120;
}

void TestFileLock::patienceEnds()
{
    QFETCH(int, patience);
    Holder holder(m_path);
    QVERIFY(holder.holds());
    QElapsedTimer timer;
    timer.start();
    const auto lock = await(acquireLock(m_path, std::chrono::milliseconds(patience)));
    QVERIFY(kindOf(lock) == ErrorKind::Busy);
    QVERIFY2(lock.error().message.contains(u"some.lock"), "the file is named");
    QVERIFY(timer.elapsed() >= patience - 1);
    QVERIFY(timer.elapsed() < patience + 5000);
}

void TestFileLock::fileThatCannotBeMade()
{
    QElapsedTimer timer;
    timer.start();
    QFile file(m_folder->filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly)); // where a folder would have to be
    const auto lock = await(acquireLock(m_folder->filePath(u"file/a.lock"_s), 30s));
    QVERIFY(kindOf(lock) == ErrorKind::Storage);
    QVERIFY2(timer.elapsed() < 10'000, "there is nothing to wait for");
}

void TestFileLock::eventLoopKeepsRunning()
{
    const auto held = acquireLock(m_path, 0ms).result();
    VERIFY_OK(held);
    int ticks = 0;
    qint64 longestGap = 0;
    QElapsedTimer sinceTick;
    QTimer ticker;
    connect(&ticker, &QTimer::timeout, this, [&] {
        ++ticks;
        longestGap = qMax(longestGap, sinceTick.restart());
    });
    ticker.start(5ms);
    sinceTick.start();
    const auto lock = acquireLock(m_path, 400ms);
    QVERIFY(kindOf(await(lock)) == ErrorKind::Busy);
    QVERIFY2(ticks >= 10, qPrintable(QString::number(ticks)));
    QVERIFY2(longestGap < 350, "the loop stood still while the lock was waited for");
}

void TestFileLock::differentFilesDoNotMeet()
{
    const auto first = acquireLock(m_path, 0ms).result();
    VERIFY_OK(first);
    VERIFY_OK(acquireLock(m_folder->filePath(u"other.lock"_s), 0ms).result());
}

void TestFileLock::dropTheWaiter()
{
    auto first = acquireLock(m_path, 0ms).result();
    VERIFY_OK(first);
    auto waiting = std::make_unique<QFuture<Result<HeldLock>>>(acquireLock(m_path, 10s));
    QTest::qWait(30);
    waiting.reset(); // nobody wants it any more
    first->reset();
    // whether or not it still gets it for a moment: in the end it is free
    VERIFY_OK(await(acquireLock(m_path, 10s)));
}

TEST_IN_PROGRAM(TestFileLock)
ROLE_IN_PROGRAM("--hold-lock", holdLock)

#include "tst_filelock.moc"
