// SPDX-License-Identifier: MIT
#include "AtomicFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "Posix.h"
#include "TestProgram.h"

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
