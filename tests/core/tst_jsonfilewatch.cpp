// SPDX-License-Identifier: MIT
#include "JsonFile.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "JsonFileBench.h"
#include "TestProgram.h"
#include "Waiting.h"

using namespace Tokenwright;
using namespace std::chrono_literals;

/// When a file is said to have changed.
class TestJsonFileWatch : public QObject, private JsonFileBench
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void changedOnOwnChange_data();
    void changedOnOwnChange();
    void changedOnReplaceByRename();
    void changedOnEachReplace();
    void changedOnWriteInPlace();
    void changedOnAppearanceAndRemoval();
    void notChangedByTheNeighbours();
};

void TestJsonFileWatch::changedOnOwnChange_data()
{
    QTest::addColumn<bool>("watching");
    QTest::newRow("watching") << true;
    QTest::newRow("not watching") << false;
}

void TestJsonFileWatch::changedOnOwnChange()
{
    QFETCH(bool, watching);
    JsonFile file(m_path, m_lock);
    if (watching)
        file.watch();
    QSignalSpy changed(&file, &JsonFile::changed);
    for (int i = 1; i <= 3; ++i) {
        VERIFY_OK(await(file.update(increment)));
        QCOMPARE(changed.count(), i);
        QTest::qWait(100); // what the watch sees must not count again
        QCOMPARE(changed.count(), i);
    }
}

void TestJsonFileWatch::changedOnReplaceByRename()
{
    writeRaw(R"({"counter":1})");
    JsonFile file(m_path, m_lock);
    file.watch();
    QSignalSpy changed(&file, &JsonFile::changed);
    replaceByRename(R"({"counter":2})");
    QTRY_COMPARE(changed.count(), 1);
    QTest::qWait(100);
    QCOMPARE(changed.count(), 1);
}

void TestJsonFileWatch::changedOnEachReplace()
{
    // The file watch dies with the first replacement; the second must be seen as well.
    JsonFile watching(m_path, m_lock);
    watching.watch();
    JsonFile writing(m_path, m_lock);
    QSignalSpy changed(&watching, &JsonFile::changed);
    for (int i = 1; i <= 5; ++i) {
        VERIFY_OK(await(writing.update(increment)));
        QTRY_COMPARE_WITH_TIMEOUT(changed.count(), i, 1000);
        QCOMPARE(watching.read()->value(counter).toInt(), i);
    }
    QTest::qWait(100);
    QCOMPARE(changed.count(), 5);
}

void TestJsonFileWatch::changedOnWriteInPlace()
{
    writeRaw(R"({"counter":1})");
    JsonFile file(m_path, m_lock);
    file.watch();
    int seen = 1;
    connect(&file, &JsonFile::changed, this, [&] {
        if (const auto json = file.read())
            seen = json->value(counter).toInt();
    });
    writeRaw(R"({"counter":22})");
    QTRY_COMPARE(seen, 22);
    writeRaw(R"({"counter":33})"); // the same size
    QTRY_COMPARE(seen, 33);
}

void TestJsonFileWatch::changedOnAppearanceAndRemoval()
{
    JsonFile file(m_path, m_lock);
    file.watch();
    QSignalSpy changed(&file, &JsonFile::changed);
    replaceByRename(R"({"counter":1})");
    QTRY_COMPARE(changed.count(), 1);
    QVERIFY(QFile::remove(m_path));
    QTRY_COMPARE(changed.count(), 2);
    QVERIFY2(kindOf(file.read()) == ErrorKind::Storage, "it was seen, so it is missed");
    replaceByRename(R"({"counter":2})");
    QTRY_COMPARE(changed.count(), 3);
}

void TestJsonFileWatch::notChangedByTheNeighbours()
{
    writeRaw("{}");
    JsonFile file(m_path, m_lock);
    file.watch();
    QSignalSpy changed(&file, &JsonFile::changed);
    QFile neighbour(m_folder->filePath(u"files/neighbour"_s));
    QVERIFY(neighbour.open(QIODevice::WriteOnly));
    neighbour.close();
    QTest::qWait(100);
    QCOMPARE(changed.count(), 0);
}

TEST_IN_PROGRAM(TestJsonFileWatch)
#include "tst_jsonfilewatch.moc"
