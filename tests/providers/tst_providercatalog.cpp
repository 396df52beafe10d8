// SPDX-License-Identifier: MIT
#include "ProviderCatalog.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

class TestProviderCatalog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void missingFolders();
    void noFolderIsNotTheCurrentOne();
    void sortedByName();
    void sameIdReplacesWhole();
    void sameIdInTheUsersFolderTwice();
    void linkToNowhere();
    void badFileIsSkippedAndNamed_data();
    void badFileIsSkippedAndNamed();
    void badReplacementLeavesOurs();
    void otherFilesAreLeftAlone();
    void shippedOnesAreThere();

private:
    void write(const QString &relativePath, const QByteArray &bytes);
    ProviderCatalog load() const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

QByteArray file(const QByteArray &id, const QByteArray &name, const QByteArray &more = {})
{
    return R"({"id":")" + id + R"(","name":")" + name
        + R"(","environments":{"sandbox":{"tokenUrl":"https://example.com/)" + id + R"("}})" + more
        + '}';
}

} // namespace

void TestProviderCatalog::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestProviderCatalog::write(const QString &relativePath, const QByteArray &bytes)
{
    const QFileInfo info(m_folder->filePath(relativePath));
    QVERIFY(QDir().mkpath(info.absolutePath()));
    QFile target(info.filePath());
    QVERIFY(target.open(QIODevice::WriteOnly));
    QCOMPARE(target.write(bytes), bytes.size());
}

ProviderCatalog TestProviderCatalog::load() const
{
    return ProviderCatalog::load(m_folder->filePath(u"ours"_s), m_folder->filePath(u"users"_s));
}

void TestProviderCatalog::missingFolders()
{
    const auto catalog = load();
    QVERIFY(catalog.providers().isEmpty());
    QVERIFY(catalog.problems().isEmpty());
    QVERIFY(!catalog.provider(u"ebay"_s));
}

void TestProviderCatalog::noFolderIsNotTheCurrentOne()
{
    write(u"here/stray.json"_s, file("stray", "Stray"));
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(m_folder->filePath(u"here"_s)));
    const auto catalog = ProviderCatalog::load({}, {});
    QVERIFY(QDir::setCurrent(before));
    QVERIFY(catalog.providers().isEmpty());
}

void TestProviderCatalog::sortedByName()
{
    write(u"ours/one.json"_s, file("one", "Zebra"));
    write(u"ours/two.json"_s, file("two", "apple"));
    write(u"users/3.json"_s, file("three", "Mango"));
    const auto catalog = load();
    QStringList names;
    for (const Provider &provider : catalog.providers())
        names.append(provider.name);
    QCOMPARE(names, QStringList({u"apple"_s, u"Mango"_s, u"Zebra"_s}));
}

void TestProviderCatalog::sameIdReplacesWhole()
{
    write(u"ours/ebay.json"_s,
          file("ebay", "eBay", R"(,"useToken":{"scheme":"Odd"},"policy":{"note":"ours"})"));
    write(u"ours/other.json"_s, file("other", "Other"));
    write(u"users/anything.json"_s, file("ebay", "My eBay"));
    const auto catalog = load();
    QVERIFY(catalog.problems().isEmpty());
    QCOMPARE(catalog.providers().size(), 2);
    const Provider *ebay = catalog.provider(u"ebay"_s);
    QVERIFY(ebay);
    QCOMPARE(ebay->name, u"My eBay"_s);
    QCOMPARE(ebay->useToken.scheme, u"Bearer"_s); // nothing of ours shines through
    QVERIFY(ebay->policy.note.isEmpty());
}

void TestProviderCatalog::sameIdInTheUsersFolderTwice()
{
    write(u"users/a.json"_s, file("mine", "First"));
    write(u"users/b.json"_s, file("mine", "Second"));
    const auto catalog = load();
    QCOMPARE(catalog.providers().size(), 1);
    QCOMPARE(catalog.provider(u"mine"_s)->name, u"Second"_s);
    QCOMPARE(catalog.problems().size(), 1);
    QVERIFY(catalog.problems().first().file.endsWith(u"users/a.json"));
    const QString reason = catalog.problems().first().reason;
    QVERIFY2(reason.contains(u"“mine”") && reason.contains(u"users/b.json"), qPrintable(reason));
}

void TestProviderCatalog::linkToNowhere()
{
    write(u"users/good.json"_s, file("good", "Good"));
    QVERIFY(
        QFile::link(m_folder->filePath(u"gone.json"_s), m_folder->filePath(u"users/away.json"_s)));
    const auto catalog = load();
    QCOMPARE(catalog.providers().size(), 1);
    QCOMPARE(catalog.problems().size(), 1);
    QVERIFY(catalog.problems().first().file.endsWith(u"users/away.json"));
    QVERIFY(!catalog.problems().first().reason.isEmpty());
}

void TestProviderCatalog::badFileIsSkippedAndNamed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("word");
    QTest::newRow("empty") << QByteArray() << u"JSON"_s;
    QTest::newRow("not JSON") << QByteArray("{ id: }") << u"line 1, column"_s;
    QTest::newRow("cut off") << file("x", "X").chopped(1) << u"line 1, column"_s;
    QTest::newRow("a list") << QByteArray("[]") << u"id"_s;
    QTest::newRow("a wrong field")
        << file("x", "X", R"(,"request":{"method":5})") << u"request.method"_s;
    QTest::newRow("plain http") << file("x", "X").replace("https:", "http:")
                                << u"environments.sandbox.tokenUrl"_s;
    QTest::newRow("another schema") << file("x", "X", R"(,"schema":99)") << u"schema"_s;
}

void TestProviderCatalog::badFileIsSkippedAndNamed()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, word);
    write(u"ours/good.json"_s, file("good", "Good"));
    write(u"users/a-good.json"_s, file("first", "First"));
    write(u"users/bad.json"_s, bytes);
    write(u"users/z-good.json"_s, file("last", "Last"));
    const auto catalog = load();
    QCOMPARE(catalog.providers().size(), 3);
    QCOMPARE(catalog.problems().size(), 1);
    QVERIFY(catalog.problems().first().file.endsWith(u"bad.json"));
    QVERIFY2(catalog.problems().first().reason.contains(word),
             qPrintable(catalog.problems().first().reason));
}

void TestProviderCatalog::badReplacementLeavesOurs()
{
    write(u"ours/ebay.json"_s, file("ebay", "eBay"));
    write(u"users/ebay.json"_s, file("ebay", "Mine", R"(,"facts":5)"));
    const auto catalog = load();
    QCOMPARE(catalog.provider(u"ebay"_s)->name, u"eBay"_s);
    QCOMPARE(catalog.problems().size(), 1);
}

void TestProviderCatalog::otherFilesAreLeftAlone()
{
    write(u"users/notes.txt"_s, "not for us");
    write(u"users/backup.json~"_s, "not for us");
    write(u"users/folder.json/inside.json"_s, file("x", "X"));
    const auto catalog = load();
    QVERIFY(catalog.providers().isEmpty());
    QVERIFY(catalog.problems().isEmpty());
}

void TestProviderCatalog::shippedOnesAreThere()
{
    const auto catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(),
                                               m_folder->filePath(u"users"_s));
    QVERIFY(catalog.provider(u"ebay"_s));
    QVERIFY(catalog.provider(u"pitney-bowes"_s));
}

TEST_IN_PROGRAM(TestProviderCatalog)
#include "tst_providercatalog.moc"
