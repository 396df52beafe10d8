// SPDX-License-Identifier: MIT
#include "core/FileLock.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include "Waiting.h"

#include <cstdio>

using namespace Tokenwright;
using namespace std::chrono_literals;

namespace {

const QString holderMode = QStringLiteral("--hold-lock");

/// This program as somebody else's: takes the lock, says so, and keeps it until its input closes.
int holdLock(const QString &path)
{
    const auto lock = await(acquireLock(path, 5s));
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
        m_process.start(QCoreApplication::applicationFilePath(), {holderMode, path});
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

class tst_FileLock : public QObject
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
    void patienceEnds_data();
    void patienceEnds();
    void fileThatCannotBeMade();
    void eventLoopKeepsRunning();
    void differentFilesDoNotMeet();
    void dropTheWaiter();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void tst_FileLock::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("some.lock"));
}

void tst_FileLock::freeLockIsTakenAtOnce()
{
    const auto future = acquireLock(m_path, 0ms);
    QVERIFY(future.isFinished());
    VERIFY_OK(future.result());
    QVERIFY((*future.result())->isLocked());
}

void tst_FileLock::heldUntilTheLastCopyGoes()
{
    auto first = std::make_unique<Result<HeldLock>>(acquireLock(m_path, 0ms).result());
    VERIFY_OK(*first);
    auto copy = std::make_unique<HeldLock>(**first);
    QVERIFY(kindOf(await(acquireLock(m_path, 0ms))) == ErrorKind::Storage);
    first.reset();
    QVERIFY(kindOf(await(acquireLock(m_path, 0ms))) == ErrorKind::Storage);
    copy.reset();
    VERIFY_OK(await(acquireLock(m_path, 0ms)));
}

void tst_FileLock::unlockedByHand()
{
    const auto held = acquireLock(m_path, 0ms).result();
    VERIFY_OK(held);
    (*held)->unlock();
    VERIFY_OK(await(acquireLock(m_path, 0ms)));
}

void tst_FileLock::secondWaitsForFirst()
{
    auto first = acquireLock(m_path, 0ms).result();
    VERIFY_OK(first);
    const auto second = acquireLock(m_path, 10s);
    QTest::qWait(60); // several polls
    QVERIFY(!second.isFinished());
    first->reset();
    VERIFY_OK(await(second));
}

void tst_FileLock::everyoneGetsATurn()
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

void tst_FileLock::anotherProcessHoldsIt()
{
    Holder holder(m_path);
    QVERIFY(holder.holds());
    const auto lock = acquireLock(m_path, 10s);
    QTest::qWait(60);
    QVERIFY(!lock.isFinished());
    holder.letGo();
    VERIFY_OK(await(lock));
}

void tst_FileLock::holderDies()
{
    Holder holder(m_path);
    QVERIFY(holder.holds());
    const auto lock = acquireLock(m_path, 10s);
    QVERIFY(!lock.isFinished());
    QVERIFY(holder.die());
    QVERIFY2(QFileInfo::exists(m_path), "the dead holder left its file");
    VERIFY_OK(await(lock));
}

void tst_FileLock::patienceEnds_data()
{
    QTest::addColumn<int>("patience");
    QTest::newRow("none") << 0;
    QTest::newRow("some") << 120;
}

void tst_FileLock::patienceEnds()
{
    QFETCH(int, patience);
    Holder holder(m_path);
    QVERIFY(holder.holds());
    QElapsedTimer timer;
    timer.start();
    const auto lock = await(acquireLock(m_path, std::chrono::milliseconds(patience)));
    QVERIFY(kindOf(lock) == ErrorKind::Storage);
    QVERIFY2(lock.error().message.contains(u"some.lock"), "the file is named");
    QVERIFY(timer.elapsed() >= patience - 1);
    QVERIFY(timer.elapsed() < patience + 5000);
}

void tst_FileLock::fileThatCannotBeMade()
{
    QElapsedTimer timer;
    timer.start();
    const auto lock = await(acquireLock(m_folder->filePath(QStringLiteral("no/such/a.lock")), 30s));
    QVERIFY(kindOf(lock) == ErrorKind::Storage);
    QVERIFY2(timer.elapsed() < 10'000, "there is nothing to wait for");
}

void tst_FileLock::eventLoopKeepsRunning()
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
    QVERIFY(kindOf(await(lock)) == ErrorKind::Storage);
    QVERIFY2(ticks >= 10, qPrintable(QString::number(ticks)));
    QVERIFY2(longestGap < 350, "the loop stood still while the lock was waited for");
}

void tst_FileLock::differentFilesDoNotMeet()
{
    const auto first = acquireLock(m_path, 0ms).result();
    VERIFY_OK(first);
    VERIFY_OK(acquireLock(m_folder->filePath(QStringLiteral("other.lock")), 0ms).result());
}

void tst_FileLock::dropTheWaiter()
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

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments.at(1) == holderMode)
        return holdLock(arguments.at(2));
    tst_FileLock test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_filelock.moc"
