// SPDX-License-Identifier: MIT
#include "LoggedPractice.h"
#include "Posix.h"
#include "TemporaryProfile.h"
#include "TestProgram.h"
#include "Waiting.h"

#include "AtomicFile.h"
#include "FileLock.h"
#include "RequestLog.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSignalSpy>

using namespace Tokenwright;
using namespace std::chrono_literals;

/// The file of requests that window and command line share.
class TestRequestLog : public QObject
{
    Q_OBJECT

private:
    QString path() const { return m_profile->profile.requestLogFile(); }
    QString lockPath() const { return m_profile->profile.lockFile(u"requests.lock"_s); }
    QByteArray content() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
    }
    void write(const QByteArray &bytes) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    static QByteArray lines(int count)
    {
        QByteArray all;
        for (int i = 0; i < count; ++i)
            all += logLine(practiceRequest(i));
        return all;
    }

private Q_SLOTS:
    void init()
    {
        m_profile = std::make_unique<TemporaryProfile>();
        QVERIFY(m_profile->ready);
    }

    void whatIsAddedIsThereAtOnce()
    {
        RequestLog log(m_profile->profile);
        const QSignalSpy changed(&log, &RequestLog::changed);
        log.add(practiceRequest(0));
        log.add(practiceRequest(1));
        QCOMPARE(changed.size(), 2);
        QCOMPARE(content(), lines(2));
        COMPARE_MODE(path(), 0600);
        COMPARE_MODE(m_profile->profile.stateFolder, 0700);
        const auto all = log.requests();
        VERIFY_OK(all);
        QCOMPARE(*all, (QList{practiceRequest(0), practiceRequest(1)}));
        const auto one = log.requestsOf(u"set-1"_s);
        VERIFY_OK(one);
        QCOMPARE(*one, QList{practiceRequest(1)});
        QCOMPARE(log.latestOf(u"set-0"_s), std::optional(practiceRequest(0)));
        QVERIFY(!log.latestOf(u"set-9"_s));
        QVERIFY(!log.latestOf({}));
    }

    void theFolderIsMadeAndNarrowed()
    {
        QVERIFY(QDir(m_profile->profile.stateFolder).removeRecursively());
        RequestLog log(m_profile->profile);
        log.add(practiceRequest());
        QCOMPARE(content(), lines(1));
        NEEDS_POSIX();
        COMPARE_MODE(m_profile->profile.stateFolder, 0700);
        QVERIFY(Posix::setMode(path(), 0644));
        log.add(practiceRequest(1));
        COMPARE_MODE(path(), 0600);
    }

    void noLogIsNoFault()
    {
        RequestLog log(m_profile->profile);
        const auto all = log.requests();
        VERIFY_OK(all);
        QVERIFY(all->isEmpty());
        Profile none = m_profile->profile;
        none.stateFolder.clear();
        RequestLog nowhere(none);
        nowhere.add(practiceRequest());
        VERIFY_OK(nowhere.requests());
    }

    void tornAndForeignLinesArePassedOver_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("torn") << lines(1).first(40);
        QTest::newRow("torn, at the end of the file") << QByteArray();
        QTest::newRow("empty") << QByteArray("\n\n");
        QTest::newRow("no JSON") << QByteArray("hello\n");
        QTest::newRow("a list") << QByteArray("[1,2]\n");
        QTest::newRow("somebody else's") << QByteArray(R"({"level":"info"})") + '\n';
        QTest::newRow("no moment") << QByteArray(R"({"at":"soon","outcome":"minted"})") + '\n';
        QTest::newRow("zeros") << QByteArray(100, '\0') + '\n';
        QTest::newRow("a megabyte") << QByteArray(1'000'000, 'x') + '\n';
        QTest::newRow("odd types")
            << QByteArray(R"({"at":5,"outcome":[],"http_status":"x","request_ids":3})") + '\n';
    }
    void tornAndForeignLinesArePassedOver()
    {
        QFETCH(const QByteArray, line);
        write(logLine(practiceRequest(0)) + line
              + (line.isEmpty() ? logLine(practiceRequest(1)).chopped(9) : QByteArray()));
        RequestLog log(m_profile->profile);
        log.add(practiceRequest(2));
        const auto all = log.requests();
        VERIFY_OK(all);
        QCOMPARE(*all, (QList{practiceRequest(0), practiceRequest(2)}));
        QVERIFY(content().startsWith(QByteArray(logLine(practiceRequest(0)) + line)));
    }

    void whatIsBeingWrittenIsReadWhenItIsWhole()
    {
        const QByteArray second = logLine(practiceRequest(1));
        write(logLine(practiceRequest(0)) + second.first(50));
        RequestLog log(m_profile->profile);
        QCOMPARE(log.requests()->size(), 1);
        write(logLine(practiceRequest(0)) + second);
        QCOMPARE(log.requests()->size(), 2);
    }

    void whatOthersAddIsRead()
    {
        RequestLog one(m_profile->profile);
        RequestLog other(m_profile->profile);
        for (int i = 0; i < 6; ++i) {
            (i % 2 ? one : other).add(practiceRequest(i));
            QCOMPARE(one.requests()->size(), i + 1);
            QCOMPARE(other.requests()->constLast(), practiceRequest(i));
        }
    }

    void othersAreHeardOf()
    {
        RequestLog one(m_profile->profile);
        RequestLog other(m_profile->profile);
        one.watch();
        const QSignalSpy changed(&one, &RequestLog::changed);
        other.add(practiceRequest(0));
        QTRY_COMPARE(changed.size(), 1);
        one.add(practiceRequest(1)); // by the file watch once more it would be three
        QCOMPARE(changed.size(), 2);
        other.add(practiceRequest(2));
        QTRY_COMPARE(changed.size(), 3);
    }

    void aReplacedLogIsReadAnew()
    {
        RequestLog log(m_profile->profile);
        write(lines(5));
        QCOMPARE(log.requests()->size(), 5);
        write(logLine(practiceRequest(7)));
        QCOMPARE(*log.requests(), QList{practiceRequest(7)});
        QVERIFY(replaceFile(path(), lines(5)));
        QCOMPARE(log.requests()->size(), 5);
        QVERIFY(QFile::remove(path()));
        QCOMPARE(log.requests()->size(), 0);
    }

    void itIsCutBack()
    {
        write(lines(RequestLog::mostRequests - 2));
        RequestLog log(m_profile->profile);
        RequestLog other(m_profile->profile); // which has not counted
        QCOMPARE(log.requests()->size(), RequestLog::mostRequests - 2);
        log.add(practiceRequest(RequestLog::mostRequests - 2));
        QCOMPARE(log.requests()->size(), RequestLog::mostRequests - 1);
        other.add(practiceRequest(RequestLog::mostRequests - 1));
        const auto kept = log.requests();
        VERIFY_OK(kept);
        QCOMPARE(kept->size(), RequestLog::keptRequests);
        QCOMPARE(kept->constLast(), practiceRequest(RequestLog::mostRequests - 1));
        QCOMPARE(kept->constFirst(),
                 practiceRequest(RequestLog::mostRequests - RequestLog::keptRequests));
        COMPARE_MODE(path(), 0600);
        log.add(practiceRequest(1));
        QCOMPARE(other.requests()->size(), RequestLog::keptRequests + 1);
    }

    void oneProgramCutsItBackToo()
    {
        RequestLog log(m_profile->profile);
        for (int i = 0; i < RequestLog::mostRequests + 10; ++i)
            log.add(practiceRequest(i));
        QCOMPARE(log.requests()->size(), RequestLog::keptRequests + 10);
        QCOMPARE(log.requests()->constLast(), practiceRequest(RequestLog::mostRequests + 9));
    }

    void fieldsOfALaterVersionSurvive()
    {
        QByteArray later = logLine(practiceRequest(RequestLog::mostRequests - 2));
        later.insert(1, R"("later":[1,{"a":null}],)");
        write(lines(RequestLog::mostRequests - 2) + later);
        RequestLog log(m_profile->profile);
        log.add(practiceRequest(RequestLog::mostRequests - 1));
        QCOMPARE(log.requests()->size(), RequestLog::keptRequests);
        QVERIFY(content().contains(later));
    }

    void endlessForeignLinesAreCutBackAsWell()
    {
        write(lines(3) + QByteArray(9 * 1024 * 1024, 'x') + '\n' + lines(2));
        RequestLog log(m_profile->profile);
        log.add(practiceRequest(5));
        QCOMPARE(content(), lines(2) + logLine(practiceRequest(5)));
    }

    void aHeldLockIsWaitedForWithoutBlocking()
    {
        RequestLog log(m_profile->profile);
        FileLock lock(lockPath());
        QCOMPARE(lock.tryLock(), FileLock::Outcome::Taken);
        QElapsedTimer took;
        took.start();
        log.add(practiceRequest(0));
        log.add(practiceRequest(1));
        QVERIFY2(took.elapsed() < 1000, "it waited");
        QVERIFY(!QFile::exists(path()));
        const QSignalSpy changed(&log, &RequestLog::changed);
        lock.unlock();
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(content(), lines(2));
    }

    void whoEndsWritesWhatWaits()
    {
        FileLock lock(lockPath());
        QCOMPARE(lock.tryLock(), FileLock::Outcome::Taken);
        {
            RequestLog log(m_profile->profile);
            log.add(practiceRequest(0));
            lock.unlock();
            log.writeNow(1s);
            QCOMPARE(content(), lines(1));
            QCOMPARE(lock.tryLock(), FileLock::Outcome::Taken);
            log.add(practiceRequest(1));
            lock.unlock();
        }
        QCOMPARE(content(), lines(2));
        RequestLog log(m_profile->profile);
        QCOMPARE(lock.tryLock(), FileLock::Outcome::Taken);
        log.add(practiceRequest(2));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"requests.jsonl.*holds its lock"_s));
        log.writeNow(20ms);
        QCOMPARE(content(), lines(2));
    }

    void whatIsInTheWay_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"folder", "pipe", "device", "file for a folder"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    /// It is said in the log category, it hangs nowhere, and nothing of it is changed.
    void whatIsInTheWay()
    {
        QFETCH(const QString, what);
        if (what == u"pipe" || what == u"device")
            NEEDS_POSIX();
        if (what == u"folder")
            QVERIFY(QDir().mkdir(path()));
        else if (what == u"pipe")
            QVERIFY(Posix::makePipe(path()));
        else if (what == u"device")
            QVERIFY(QFile::link(u"/dev/null"_s, path()));
        else {
            QVERIFY(QDir(m_profile->profile.stateFolder).removeRecursively());
            QFile file(m_profile->profile.stateFolder);
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        RequestLog log(m_profile->profile);
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"could not be added to .*jsonl: ."_s));
        log.add(practiceRequest());
        const auto all = log.requests();
        QVERIFY(!all);
        QVERIFY(all.error().message.contains(u"requests.jsonl"));
    }

    void aLinkStaysOne()
    {
        NEEDS_POSIX();
        const QString target = m_profile->folder.filePath(u"elsewhere.jsonl"_s);
        QVERIFY(QFile::link(target, path()));
        RequestLog log(m_profile->profile);
        log.add(practiceRequest(0)); // it is made
        write(lines(RequestLog::mostRequests - 1));
        log.add(practiceRequest(RequestLog::mostRequests - 1));
        QVERIFY(QFileInfo(path()).isSymLink());
        QCOMPARE(log.requests()->size(), RequestLog::keptRequests);
        COMPARE_MODE(target, 0600);
    }

    void theDiskIsFull()
    {
        NEEDS_POSIX();
        write(lines(3));
        RequestLog log(m_profile->profile);
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"could not be added to .*jsonl: ."_s));
        {
            const Posix::SizeLimit small(lines(3).size() + 50); // some of the line finds room
            log.add(practiceRequest(3));
        }
        QCOMPARE(content(), lines(3));
        log.add(practiceRequest(3));
        QCOMPARE(content(), lines(4));
    }

private:
    std::unique_ptr<TemporaryProfile> m_profile;
};

TEST_IN_PROGRAM(TestRequestLog)
#include "tst_requestlog.moc"
