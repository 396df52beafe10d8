// SPDX-License-Identifier: MIT
#include "FileLock.h"
#include "JsonFile.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "JsonFileBench.h"
#include "Posix.h"
#include "TestProgram.h"
#include "Waiting.h"

using namespace Tokenwright;
using namespace std::chrono_literals;

namespace {

JsonFile::Change setting(const QString &key, const QJsonValue &value)
{
    return [key, value](QJsonObject &json) -> Result<void> {
        json.insert(key, value);
        return {};
    };
}

} // namespace

class TestJsonFile : public QObject, private JsonFileBench
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void absentFileIsAnEmptyObject();
    void pipeIsNotWaitedFor();
    void damagedFileIsReported_data();
    void damagedFileIsReported();
    void whatWasThereAndIsGoneIsUnreadable_data();
    void whatWasThereAndIsGoneIsUnreadable();
    void derivedIsBegunAnew_data();
    void derivedIsBegunAnew();
    void damagedAndNothingToWriteStays();
    void unreadableIsNeverBegunAnew();
    void foldersAreMadeForWritingAlone();
    void writesAndReads();
    void unknownFieldsSurvive();
    void failedChangeWritesNothing();
    void unchangedWritesNothing();
    void ownerAlone_data();
    void ownerAlone();
    void atomic();
    void folderThatCannotBeWritten();
    void alternatingUpdatesLoseNothing();
    void updatesComeInOrder();
    void waitsForTheLock();
    void goneWhileWaiting();
};

void TestJsonFile::absentFileIsAnEmptyObject()
{
    const JsonFile file(m_path, m_lock);
    QCOMPARE(file.path(), m_path);
    const auto json = file.read();
    VERIFY_OK(json);
    QVERIFY(json->isEmpty());
    QVERIFY2(!QFile::exists(m_path), "reading makes no file");
}

void TestJsonFile::pipeIsNotWaitedFor()
{
    NEEDS_POSIX();
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"file.json"_s);
    QVERIFY(Posix::makePipe(path));
    JsonFile file(path, folder.filePath(u"lock"_s));
    QVERIFY(kindOf(file.read()) == ErrorKind::Storage);
    QVERIFY(kindOf(await(file.update(increment))) == ErrorKind::Storage);
}

void TestJsonFile::damagedFileIsReported_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut off") << QByteArray(R"({"counter":1,"kept":{"a")");
    QTest::newRow("garbage") << QByteArray("\0\1\2\3", 4);
    QTest::newRow("list") << QByteArray("[1,2]");
    QTest::newRow("text") << QByteArray("\"text\"");
    QTest::newRow("two objects") << QByteArray("{}{}");
    QTest::newRow("bad utf-8") << QByteArray("{\"a\":\"\xff\xfe\"}");
}

void TestJsonFile::damagedFileIsReported()
{
    QFETCH(QByteArray, bytes);
    writeRaw(bytes);
    JsonFile file(m_path, m_lock);
    const auto json = file.read();
    QVERIFY(kindOf(json) == ErrorKind::Storage);
    QVERIFY2(json.error().message.contains(u"data.json"), "the file is named");

    bool asked = false;
    QSignalSpy changed(&file, &JsonFile::changed);
    const auto updated = await(file.update([&](QJsonObject &object) -> Result<void> {
        asked = true;
        return increment(object);
    }));
    QVERIFY(kindOf(updated) == ErrorKind::Storage);
    QVERIFY(!asked);
    QCOMPARE(changed.count(), 0);
    QCOMPARE(readRaw(), bytes);
}

void TestJsonFile::whatWasThereAndIsGoneIsUnreadable_data()
{
    QTest::addColumn<int>("seenBy");
    QTest::newRow("read") << 0;
    QTest::newRow("written") << 1;
    QTest::newRow("read while damaged") << 2;
}

void TestJsonFile::whatWasThereAndIsGoneIsUnreadable()
{
    QFETCH(int, seenBy);
    JsonFile file(m_path, m_lock);
    VERIFY_OK(file.read()); // a first start: nothing there, and nothing was
    if (seenBy != 1)
        writeRaw(seenBy == 2 ? "{\"counter\":" : R"({"counter":41})");
    if (seenBy == 1)
        VERIFY_OK(await(file.update(setting(counter, 41))));
    else
        QCOMPARE(file.read().has_value(), seenBy == 0);
    QVERIFY(!file.isAbsent());

    const QString away = m_folder->filePath(u"away"_s);
    QVERIFY(QFile::rename(m_path, away));
    QVERIFY(file.isAbsent());
    QVERIFY(kindOf(file.read()) == ErrorKind::Storage);
    QVERIFY(file.read().error().message.contains(u"data.json"));
    bool asked = false;
    QVERIFY(kindOf(await(file.update([&asked](QJsonObject &json) -> Result<void> {
                asked = true;
                return increment(json);
            })))
            == ErrorKind::Storage);
    QVERIFY2(!asked && !QFile::exists(m_path), "nothing is made from nothing");

    writeRaw(R"({"counter":41})"); // and it is back
    VERIFY_OK(await(file.update(increment)));
    QCOMPARE(file.read()->value(counter).toInt(), 42);
}

void TestJsonFile::derivedIsBegunAnew_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("gone") << QByteArray();
    QTest::newRow("cut off") << QByteArray(R"({"counter":1,"kept":{"a")");
    QTest::newRow("list") << QByteArray("[1,2]");
    QTest::newRow("garbage") << QByteArray("\0\1\2\3", 4);
}

void TestJsonFile::derivedIsBegunAnew()
{
    QFETCH(QByteArray, bytes);
    JsonFile file(m_path, m_lock, Content::Derived);
    VERIFY_OK(await(file.update(setting(counter, 41))));
    if (bytes.isEmpty())
        QVERIFY(QFile::remove(m_path));
    else
        writeRaw(bytes);
    const auto damaged = file.read();
    QVERIFY(kindOf(damaged) == ErrorKind::Storage);
    QVERIFY(damaged.error().message.contains(u"data.json"));
    VERIFY_OK(await(file.update(increment)));
    QCOMPARE(file.read()->value(counter).toInt(), 1);

    const QDir folder(m_folder->filePath(u"files"_s));
    const QStringList kept = folder.entryList({u"data.json.damaged-*"_s});
    QCOMPARE(kept.size(), bytes.isEmpty() ? 0 : 1);
    if (!bytes.isEmpty()) {
        QFile aside(folder.filePath(kept.first()));
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), bytes);
    }
}

void TestJsonFile::damagedAndNothingToWriteStays()
{
    writeRaw("{");
    JsonFile file(m_path, m_lock, Content::Derived);
    VERIFY_OK(await(file.update([](QJsonObject &) -> Result<void> { return {}; })));
    QCOMPARE(readRaw(), QByteArray("{"));
}

void TestJsonFile::unreadableIsNeverBegunAnew()
{
    // A folder under the file's name cannot be read by anybody, not even by root.
    QVERIFY(QDir().mkpath(m_path));
    for (const Content content : {Content::Original, Content::Derived}) {
        JsonFile file(m_path, m_lock, content);
        QVERIFY(kindOf(file.read()) == ErrorKind::Storage);
        QVERIFY(kindOf(await(file.update(increment))) == ErrorKind::Storage);
        QVERIFY(QFileInfo(m_path).isDir());
    }
}

void TestJsonFile::foldersAreMadeForWritingAlone()
{
    const QString folder = m_folder->filePath(u"new/tokenwright"_s);
    JsonFile file(folder + u"/data.json", m_lock);
    VERIFY_OK(file.read());
    QVERIFY(!QFile::exists(m_folder->filePath(u"new"_s)));
    VERIFY_OK(await(file.update(increment)));
    COMPARE_MODE(folder, 0700);
}

void TestJsonFile::writesAndReads()
{
    JsonFile file(m_path, m_lock);
    const QString text = u"gr\u00fc\u00df \"quoted\" \\ \U0001F511 \u0000 end"_s;
    VERIFY_OK(await(file.update(setting(u"text"_s, text))));
    VERIFY_OK(await(file.update(setting(u"large"_s, qint64(1'800'000'000'123)))));
    const auto json = JsonFile(m_path, m_lock).read();
    VERIFY_OK(json);
    QCOMPARE(json->value(u"text").toString(), text);
    QCOMPARE(json->value(u"large").toInteger(), qint64(1'800'000'000'123));
    QVERIFY2(readRaw().contains("1800000000123"), "no exponents");
    QVERIFY(readRaw().endsWith('\n'));
}

void TestJsonFile::unknownFieldsSurvive()
{
    writeRaw(R"({"future":{"nested":[1,2.5,null,{"x":true}],"big":9007199254740993},"counter":1})");
    JsonFile file(m_path, m_lock);
    const QJsonObject before = *file.read();
    VERIFY_OK(await(file.update(increment)));
    const QJsonObject after = *file.read();
    QCOMPARE(after.value(u"future"), before.value(u"future"));
    QCOMPARE(after.value(u"future").toObject().value(u"big").toInteger(), 9007199254740993);
    QCOMPARE(after.value(counter).toInt(), 2);
}

void TestJsonFile::failedChangeWritesNothing()
{
    JsonFile file(m_path, m_lock);
    VERIFY_OK(await(file.update(increment)));
    const QByteArray before = readRaw();
    QSignalSpy changed(&file, &JsonFile::changed);
    const auto outcome = await(file.update([](QJsonObject &json) -> Result<void> {
        json.insert(u"half", true);
        return failure(ErrorKind::NotFound, u"changed my mind"_s);
    }));
    QVERIFY(kindOf(outcome) == ErrorKind::NotFound);
    QCOMPARE(outcome.error().message, u"changed my mind"_s);
    QCOMPARE(readRaw(), before);
    QCOMPARE(changed.count(), 0);
    VERIFY_OK(await(file.update(increment))); // and the lock is free again
}

void TestJsonFile::unchangedWritesNothing()
{
    JsonFile file(m_path, m_lock);
    const auto nothing = [](QJsonObject &) -> Result<void> { return {}; };
    QSignalSpy changed(&file, &JsonFile::changed);
    VERIFY_OK(await(file.update(nothing)));
    QVERIFY(!QFile::exists(m_path));
    writeRaw("  { \"counter\" : 1 }  ");
    const QByteArray before = readRaw();
    VERIFY_OK(await(file.update(setting(counter, 1))));
    QCOMPARE(readRaw(), before);
    QCOMPARE(changed.count(), 0);
}

void TestJsonFile::ownerAlone_data()
{
    QTest::addColumn<int>("mask");
    QTest::addColumn<int>("modeBefore");
    QTest::newRow("new, usual umask") << 0022 << 0;
    QTest::newRow("new, no umask") << 0 << 0;
    QTest::newRow("readable before") << 0022 << 0644;
    QTest::newRow("readable before, no umask") << 0 << 0666;
}

void TestJsonFile::ownerAlone()
{
    NEEDS_POSIX();
    QFETCH(int, mask);
    QFETCH(int, modeBefore);
    if (modeBefore) {
        writeRaw("{}");
        QVERIFY(Posix::setMode(m_path, modeBefore));
    }
    JsonFile file(m_path, m_lock);
    {
        const Posix::Mask masked(mask);
        VERIFY_OK(await(file.update(increment)));
    }
    COMPARE_MODE(m_path, 0600);
}

void TestJsonFile::atomic()
{
    writeRaw(R"({"counter":1})");
    // A name of the old version's own: what a reader that came earlier sees.
    const QString old = m_folder->filePath(u"old"_s);
    QVERIFY(QFile::exists(m_path));
    QVERIFY(Posix::makeHardLink(m_path, old));
    JsonFile file(m_path, m_lock);
    VERIFY_OK(await(file.update(increment)));
    QFile oldFile(old);
    QVERIFY(oldFile.open(QIODevice::ReadOnly));
    QCOMPARE(oldFile.readAll(), QByteArray(R"({"counter":1})"));
    QCOMPARE(file.read()->value(counter).toInt(), 2);
    QCOMPARE(QDir(m_folder->filePath(u"files"_s)).entryList(QDir::Files | QDir::Hidden),
             QStringList(u"data.json"_s)); // no temporary file is left
}

void TestJsonFile::folderThatCannotBeWritten()
{
    writeRaw("a file where a folder would have to be");
    JsonFile file(m_path + u"/folder.json", m_lock);
    const auto outcome = await(file.update(increment));
    QVERIFY(kindOf(outcome) == ErrorKind::Storage);
    QVERIFY(outcome.error().message.contains(u"folder.json"));
    VERIFY_OK(await(acquireLock(m_lock, 0ms)));
}

void TestJsonFile::alternatingUpdatesLoseNothing()
{
    JsonFile first(m_path, m_lock);
    JsonFile second(m_path, m_lock);
    first.watch();
    second.watch();
    QList<QFuture<Result<void>>> updates;
    for (int i = 0; i < 100; ++i) {
        updates.append(first.update(increment));
        updates.append(second.update(increment));
        if (i % 10 == 0)
            QTest::qWait(1); // let the watches run in between
    }
    for (const auto &update : std::as_const(updates))
        VERIFY_OK(await(update));
    QCOMPARE(first.read()->value(counter).toInt(), 200);
    QCOMPARE(second.read()->value(counter).toInt(), 200);
}

void TestJsonFile::updatesComeInOrder()
{
    // What was asked for later must not be overwritten by what was asked for earlier, however the
    // lock becomes free between their polls.
    for (int round = 0; round < 12; ++round) {
        JsonFile file(m_path, m_lock);
        auto held = acquireLock(m_lock, 5s).result();
        VERIFY_OK(held);
        QList<QFuture<Result<void>>> updates;
        for (int value = 0; value < 4; ++value) {
            updates.append(file.update(setting(counter, value)));
            QTest::qWait(3); // the polls of each are out of step
        }
        QTest::qWait(round);
        held->reset();
        for (const auto &update : std::as_const(updates))
            VERIFY_OK(await(update));
        QCOMPARE(file.read()->value(counter).toInt(), 3);
    }
}

void TestJsonFile::waitsForTheLock()
{
    JsonFile file(m_path, m_lock);
    auto held = acquireLock(m_lock, 0ms).result();
    VERIFY_OK(held);
    const auto update = file.update(increment);
    QTest::qWait(50);
    QVERIFY(!update.isFinished());
    writeRaw(R"({"counter":41})"); // what the holder of the lock did
    held->reset();
    VERIFY_OK(await(update));
    QCOMPARE(file.read()->value(counter).toInt(), 42);
}

void TestJsonFile::goneWhileWaiting()
{
    auto held = acquireLock(m_lock, 0ms).result();
    VERIFY_OK(held);
    QFuture<Result<void>> first;
    QFuture<Result<void>> second;
    {
        JsonFile file(m_path, m_lock);
        first = file.update(increment);
        second = file.update(increment);
    }
    held->reset();
    QVERIFY(kindOf(await(first)) == ErrorKind::Cancelled);
    QVERIFY(kindOf(await(second)) == ErrorKind::Cancelled);
    QVERIFY(!QFile::exists(m_path));
    VERIFY_OK(await(acquireLock(m_lock, 5s))); // nobody sits on it
}

TEST_IN_PROGRAM(TestJsonFile)
#include "tst_jsonfile.moc"
