// SPDX-License-Identifier: MIT
#include "AtomicFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "FileLock.h"
#include "LinesFile.h"
#include "NativeFile.h"
#include "PrivateFolder.h"
#include "RegularFile.h"

#include "Posix.h"
#include "TestProgram.h"
#include "Waiting.h"

using namespace Tokenwright;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

} // namespace

class TestAtomicFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesAndReplaces()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"file"_s);
        QVERIFY(replaceFile(path, "one").has_value());
        QCOMPARE(contentOf(path), "one");
        COMPARE_MODE(path, 0600);
        QVERIFY(replaceFile(path, "two").has_value());
        QCOMPARE(contentOf(path), "two");
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void withoutRoomTheOldOneStays_data()
    {
        QTest::addColumn<int>("size"); // what is small is written at the very end alone
        for (const int size : {1, 300, 100'000})
            QTest::addRow("%d bytes", size) << size;
    }

    void withoutRoomTheOldOneStays()
    {
        NEEDS_POSIX();
        QFETCH(int, size);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"file"_s);
        QVERIFY(replaceFile(path, "one").has_value());
        Result<void> outcome;
        {
            const Posix::SizeLimit full(0);
            outcome = replaceFile(path, QByteArray(size, 'x'));
        }
        QVERIFY(!outcome);
        QVERIFY(outcome.error().kind == ErrorKind::Storage);
        QVERIFY(!outcome.error().message.isEmpty());
        QCOMPARE(contentOf(path), "one");
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    /// Whoever reads what is replaced goes on with the old one, and is in nobody's way.
    void replacedWhileRead()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"file"_s);
        QVERIFY(replaceFile(path, "one").has_value());
        QFile reader(path);
        QVERIFY(openWithoutWaiting(reader).value_or(false));
        const auto outcome = replaceFile(path, "two");
        QVERIFY2(outcome.has_value(), wordsOf(outcome).constData());
        QCOMPARE(reader.readAll(), "one");
        QCOMPARE(contentOf(path), "two");
    }

    /// Longer than Windows takes without being asked to.
    void longPaths()
    {
        const QTemporaryDir folder;
        QString deep = folder.path();
        for (int i = 0; i < 8; ++i)
            deep += u"/a folder whose name is as long as forty-two";
        QVERIFY(makePrivateFolder(deep));
        const QString path = deep + u"/file – Größe"_s;
        const auto outcome = replaceFile(path, "one");
        QVERIFY2(outcome.has_value(), wordsOf(outcome).constData());
        QVERIFY(replaceFile(path, "two\n").has_value());
        QCOMPARE(readRegularFile(path).value_or("cannot be read"), "two\n");
        QCOMPARE(appendLines(path, "three\n").value_or(-1), 10);
        QCOMPARE(readRegularFile(path).value_or("cannot be read"), "two\nthree\n");
        QVERIFY(!fileVersion(path).isEmpty() && !isNothingAt(path));
        QVERIFY(isNothingAt(path + u'x'));
        FileLock lock(deep + u"/some.lock"_s);
        QCOMPARE(lock.tryLock(), FileLock::Outcome::Taken);
    }

    void linksStay()
    {
        NEEDS_POSIX();
        const QTemporaryDir folder;
        const QString target = folder.filePath(u"target"_s);
        const QString between = folder.filePath(u"between"_s);
        const QString link = folder.filePath(u"link"_s);
        QVERIFY(QFile::link(target, between));
        QVERIFY(QFile::link(between, link));
        for (const char *content : {"one", "two"}) { // there is none at first
            QVERIFY(replaceFile(link, content).has_value());
            QCOMPARE(contentOf(target), content);
            QVERIFY(QFileInfo(link).isSymLink() && QFileInfo(between).isSymLink());
        }
    }
};

TEST_IN_PROGRAM(TestAtomicFile)
#include "tst_atomicfile.moc"
