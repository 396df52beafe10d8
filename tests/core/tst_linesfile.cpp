// SPDX-License-Identifier: MIT
#include "LinesFile.h"

#include "Posix.h"
#include "TestProgram.h"
#include "Waiting.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace Tokenwright;

/// Appending to a file of lines, and reading its end.
class TestLinesFile : public QObject
{
    Q_OBJECT

private:
    QString path() const { return m_folder->filePath(u"deep/lines"_s); }
    QByteArray content() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void appended()
    {
        QCOMPARE(appendLines(path(), "one\n").value_or(-1), 4);
        QCOMPARE(appendLines(path(), "two\nthree\n").value_or(-1), 14);
        QCOMPARE(content(), "one\ntwo\nthree\n");
        COMPARE_MODE(path(), 0600);
    }

    void aTornLineIsEnded()
    {
        VERIFY_OK(appendLines(path(), "torn"));
        QCOMPARE(appendLines(path(), "whole\n").value_or(-1), 11);
        QCOMPARE(content(), "torn\nwhole\n");
    }

    void theEndIsRead_data()
    {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("most");
        QTest::addColumn<qint64>("begin");
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, qint64 from, qint64 most, qint64 begin,
                            const char *bytes) {
            QTest::newRow(name) << from << most << begin << QByteArray(bytes);
        };
        row("all", 0, 100, 0, "one\ntwo\n");
        row("from the second line on", 4, 100, 4, "two\n");
        row("the last bytes", 0, 3, 5, "wo\n");
        row("nothing new", 8, 100, 8, "");
        row("it was longer once", 50, 100, 8, "");
        row("before its beginning", -5, 100, 0, "one\ntwo\n");
    }
    void theEndIsRead()
    {
        VERIFY_OK(appendLines(path(), "one\ntwo\n"));
        QFETCH(const qint64, from);
        QFETCH(const qint64, most);
        const auto end = readFileEnd(path(), from, most);
        VERIFY_OK(end);
        QTEST(end->begin, "begin");
        QTEST(end->bytes, "bytes");
    }

    void whatIsNotThereHoldsNothing()
    {
        const auto end = readFileEnd(path(), 0, 100);
        VERIFY_OK(end);
        QVERIFY(end->bytes.isEmpty());
    }

    void whatIsNoFileIsRefused()
    {
        const QString folder = m_folder->filePath(u"a folder"_s); // what it lies in is made private
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(kindOf(appendLines(folder, "x\n")) == ErrorKind::Storage);
        QVERIFY(kindOf(readFileEnd(folder, 0, 100)) == ErrorKind::Storage);
        const auto devices = QFile::permissions(u"/dev"_s);
        QVERIFY(kindOf(appendLines(u"/dev/null"_s, "x\n")) == ErrorKind::Storage);
        QCOMPARE(QFile::permissions(u"/dev"_s), devices); // which is nobody's to make private
        QVERIFY(kindOf(appendLines(u"/proc/nowhere/lines"_s, "x\n")) == ErrorKind::Storage);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

TEST_IN_PROGRAM(TestLinesFile)
#include "tst_linesfile.moc"
