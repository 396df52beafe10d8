// SPDX-License-Identifier: MIT
#include "CredentialRegistry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

#include "TemporaryProfile.h"
#include "TestProgram.h"
#include "Waiting.h"

using namespace Tokenwright;

namespace {

CredentialSet practiceSet(const QString &id, const QString &name,
                          const QString &environment = u"sandbox"_s)
{
    CredentialSet set;
    set.id = id;
    set.name = name;
    set.provider = u"ebay"_s;
    set.environment = environment;
    return set;
}

} // namespace

class TestCredentialRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void emptyWithoutFile();
    void insertReplaceRemove();
    void replaceWhatIsNotThere();
    void removeWhatIsNotThere();
    void unknownRowsAndFieldsSurvive();
    void fieldsWrittenByOthersSurviveAnEdit();
    void fieldsWithinFieldsSurviveAnEdit();
    void twoWhoEditOneSet();
    void names_data();
    void names();
    void emptyName();
    void renameToItself();
    void freeNames();
    void twoRegistriesSeeEachOther();
    void nameTakenByTheOtherAMomentAgo();
    void refreshDoesNotWait();
    void damagedFileKeepsWhatWasKnown();
    void fileThatIsGoneKeepsWhatWasKnown();
    void ledgerWithoutIndex_data();
    void ledgerWithoutIndex();
    void foreignShapeIsKept_data();
    void foreignShapeIsKept();
    void sameIdTwice();
    void fileOrderIsKept();

private:
    void writeFile(const QByteArray &bytes) const;
    QByteArray readFile() const;
    QJsonObject fileContents() const { return QJsonDocument::fromJson(readFile()).object(); }

    std::unique_ptr<TemporaryProfile> m_profile;
};

void TestCredentialRegistry::init()
{
    m_profile = std::make_unique<TemporaryProfile>();
    QVERIFY(m_profile->ready);
}

void TestCredentialRegistry::writeFile(const QByteArray &bytes) const
{
    QFile file(m_profile->profile.credentialSetsFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray TestCredentialRegistry::readFile() const
{
    QFile file(m_profile->profile.credentialSetsFile());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestCredentialRegistry::emptyWithoutFile()
{
    CredentialRegistry registry(m_profile->profile);
    VERIFY_OK(registry.load());
    QVERIFY(registry.sets().isEmpty());
    QVERIFY(!registry.find(u"a"_s));
    QVERIFY(!QFile::exists(m_profile->profile.credentialSetsFile()));
}

void TestCredentialRegistry::insertReplaceRemove()
{
    CredentialRegistry registry(m_profile->profile);
    VERIFY_OK(registry.load());
    QSignalSpy added(&registry, &CredentialRegistry::setAdded);
    QSignalSpy changed(&registry, &CredentialRegistry::setChanged);
    QSignalSpy removed(&registry, &CredentialRegistry::setRemoved);

    CredentialSet set = practiceSet(u"a"_s, u"Catalogue"_s);
    VERIFY_OK(await(registry.insert(set)));
    QCOMPARE(added.count(), 1);
    QCOMPARE(added.first().first().toString(), u"a"_s);
    QVERIFY(registry.find(u"a"_s) && *registry.find(u"a"_s) == set);
    QCOMPARE(fileContents().value(u"schema").toInt(), 1);

    const CredentialSet before = set;
    set.scopes = {u"x"_s};
    VERIFY_OK(await(registry.replace(before, set)));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(registry.find(u"a"_s)->scopes, set.scopes);

    VERIFY_OK(await(registry.replace(before, set))); // nothing changes
    QCOMPARE(changed.count(), 1);

    VERIFY_OK(await(registry.remove(u"a"_s)));
    QCOMPARE(removed.count(), 1);
    QVERIFY(!registry.find(u"a"_s));
    QCOMPARE(added.count(), 1);
    QCOMPARE(changed.count(), 1);
    QVERIFY(fileContents().value(u"credentialSets").toArray().isEmpty());
}

void TestCredentialRegistry::replaceWhatIsNotThere()
{
    CredentialRegistry registry(m_profile->profile);
    VERIFY_OK(registry.load());
    QVERIFY(kindOf(await(registry.replace(CredentialSet(), practiceSet(u"a"_s, u"A"_s))))
            == ErrorKind::NotFound);
    QVERIFY(!QFile::exists(m_profile->profile.credentialSetsFile()));
}

void TestCredentialRegistry::removeWhatIsNotThere()
{
    CredentialRegistry registry(m_profile->profile);
    VERIFY_OK(registry.load());
    VERIFY_OK(await(registry.remove(u"a"_s)));
    QVERIFY(!QFile::exists(m_profile->profile.credentialSetsFile()));
}

void TestCredentialRegistry::unknownRowsAndFieldsSurvive()
{
    writeFile(R"({"schema":1,"future":{"x":1},"credentialSets":[
        {"id":"a","name":"A","provider":"ebay","environment":"sandbox","colour":"red"},
        {"id":"b","kind":"of another sort"},
        "not even a row",
        {"id":"c","name":"C","provider":"gone","environment":"sandbox"}]})");
    CredentialRegistry registry(m_profile->profile);
    VERIFY_OK(registry.load());
    QCOMPARE(registry.sets().size(), 2); // an unknown provider is no reason to hide a set
    QCOMPARE(registry.problems().size(), 2);
    for (const QString &problem : registry.problems())
        QVERIFY2(problem.contains(u"cannot be read"), qPrintable(problem));
    CredentialSet set = *registry.find(u"a"_s);
    set.name = u"A2"_s;
    VERIFY_OK(await(registry.replace(*registry.find(u"a"_s), set)));
    VERIFY_OK(await(registry.insert(practiceSet(u"d"_s, u"D"_s))));
    VERIFY_OK(await(registry.remove(u"c"_s)));

    const QJsonObject json = fileContents();
    QCOMPARE(json.value(u"future").toObject().value(u"x").toInt(), 1);
    const QJsonArray rows = json.value(u"credentialSets").toArray();
    QCOMPARE(rows.size(), 4);
    QCOMPARE(rows.at(0).toObject().value(u"colour").toString(), u"red"_s);
    QCOMPARE(rows.at(0).toObject().value(u"name").toString(), u"A2"_s);
    QCOMPARE(rows.at(1).toObject().value(u"kind").toString(), u"of another sort"_s);
    QCOMPARE(rows.at(2).toString(), u"not even a row"_s);
    QCOMPARE(rows.at(3).toObject().value(u"id").toString(), u"d"_s);
}

void TestCredentialRegistry::fieldsWrittenByOthersSurviveAnEdit()
{
    CredentialRegistry registry(m_profile->profile);
    VERIFY_OK(registry.load());
    CredentialSet set = practiceSet(u"a"_s, u"A"_s);
    VERIFY_OK(await(registry.insert(set)));
    // Another program writes a field while this one's dialog is open with the set as it was.
    writeFile(R"({"schema":1,"credentialSets":[{"id":"a","name":"A","provider":"ebay",
        "environment":"sandbox","colour":"red"}]})");
    const CredentialSet before = set;
    set.name = u"Renamed"_s;
    VERIFY_OK(await(registry.replace(before, set)));
    const QJsonObject row = fileContents().value(u"credentialSets").toArray().at(0).toObject();
    QCOMPARE(row.value(u"name").toString(), u"Renamed"_s);
    QCOMPARE(row.value(u"colour").toString(), u"red"_s);
}

void TestCredentialRegistry::fieldsWithinFieldsSurviveAnEdit()
{
    writeFile(R"({"schema":1,"credentialSets":[{"id":"a","name":"A","provider":"ebay",
        "environment":"sandbox","assertion":{"algorithm":"RS256","claims":{"x":1}},
        "headers":[{"name":"X-A","value":"1","note":"mine"}],"minimumSeconds":"300",
        "keepFresh":"when idle","favourite":"very","notes":5,"parameters":{"p":{"value":"a"},"n":5,"q":"1"},
        "variables":{"v":{"a":1}}}]})");
    const QJsonObject row = fileContents().value(u"credentialSets")[0].toObject();
    CredentialRegistry registry(m_profile->profile);
    VERIFY_OK(registry.load());
    const CredentialSet before = *registry.find(u"a"_s);
    CredentialSet after = before;
    after.name = u"Renamed"_s;
    after.assertion.edit().algorithm = u"ES256"_s;
    after.parameters.insert(u"q"_s, {u"2"_s});
    VERIFY_OK(await(registry.replace(before, after)));
    QJsonObject now = fileContents().value(u"credentialSets")[0].toObject();
    QCOMPARE(now.take(u"name").toString(), u"Renamed"_s);
    QCOMPARE(now.value(u"assertion")[u"algorithm"].toString(), u"ES256"_s);
    QCOMPARE(now.value(u"assertion")[u"claims"], row.value(u"assertion")[u"claims"]);
    QCOMPARE(now.value(u"parameters")[u"q"].toString(), u"2"_s);
    for (const QString &field : {u"p"_s, u"n"_s})
        QCOMPARE(now.value(u"parameters")[field], row.value(u"parameters")[field]);
    for (const QString &field : {u"headers"_s, u"minimumSeconds"_s, u"keepFresh"_s, u"favourite"_s,
                                 u"notes"_s, u"variables"_s})
        QCOMPARE(now.value(field), row.value(field));
}

void TestCredentialRegistry::twoWhoEditOneSet()
{
    CredentialRegistry one(m_profile->profile);
    CredentialRegistry other(m_profile->profile);
    CredentialSet before = practiceSet(u"a"_s, u"A"_s);
    before.parameters = {{u"kept"_s, {u"1"_s}}, {u"gone"_s, {u"1"_s}}};
    VERIFY_OK(await(one.insert(before)));
    CredentialSet first = before;
    first.scopes = {u"first"_s};
    first.parameters.remove(u"gone"_s);
    first.variables.insert(u"tenant"_s, u"acme"_s);
    CredentialSet second = before;
    second.name = u"Second"_s;
    second.parameters.insert(u"new"_s, {u"2"_s});
    second.keepFresh = true;
    second.isFavourite = true;
    second.notes = u"One line\nand another"_s;
    second.tags = {u"shop"_s, u"Europe"_s};
    VERIFY_OK(await(one.replace(before, first)));
    VERIFY_OK(await(other.replace(before, second)));
    VERIFY_OK(one.refresh());
    CredentialSet both = second;
    both.scopes = first.scopes;
    both.variables = first.variables;
    both.parameters.remove(u"gone"_s);
    QVERIFY(*one.find(u"a"_s) == both);
    first.scopes = {u"later"_s}; // of the same field the later one counts
    VERIFY_OK(await(one.replace(before, first)));
    QCOMPARE(one.find(u"a"_s)->scopes, first.scopes);
    // and who gave a name away meets the rule as it is by now
    VERIFY_OK(await(one.insert(practiceSet(u"b"_s, u"A"_s))));
    CredentialSet third = before;
    third.name = u"a"_s;
    QCOMPARE(kindOf(await(other.replace(before, third))), ErrorKind::Configuration);
}

void TestCredentialRegistry::names_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<QString>("environment");
    QTest::addColumn<bool>("taken");
    const QString sandbox = u"sandbox"_s;
    QTest::newRow("same") << u"Catalogue"_s << u"Catalogue"_s << sandbox << true;
    QTest::newRow("case") << u"Catalogue"_s << u"CATALOGUE"_s << sandbox << true;
    QTest::newRow("other environment")
        << u"Catalogue"_s << u"Catalogue"_s << u"production"_s << false;
    QTest::newRow("another name") << u"Catalogue"_s << u"Catalogue 2"_s << sandbox << false;
    QTest::newRow("latin") << u"\u00c4pfel"_s << u"\u00e4PFEL"_s << sandbox << true;
    QTest::newRow("greek") << u"\u0391\u0392"_s << u"\u03b1\u03b2"_s << sandbox << true;
    QTest::newRow("cyrillic") << u"\u041a\u043e\u0442"_s << u"\u043a\u041e\u0422"_s << sandbox
                              << true;
    QTest::newRow("beyond the first plane")
        << u"\U00010400"_s << u"\U00010428"_s << sandbox << true;
    QTest::newRow("an accent composed and apart")
        << u"Caf\u00e9"_s << u"CAFE\u0301"_s << sandbox << true;
    QTest::newRow("with and without an accent") << u"Caf\u00e9"_s << u"Cafe"_s << sandbox << false;
    QTest::newRow("blanks around") << u"Catalogue"_s << u"  catalogue "_s << sandbox << true;
    QTest::newRow("blanks around the first")
        << u" Catalogue "_s << u"Catalogue"_s << sandbox << true;
}

void TestCredentialRegistry::names()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    QFETCH(QString, environment);
    QFETCH(bool, taken);
    CredentialRegistry registry(m_profile->profile);
    VERIFY_OK(registry.load());
    VERIFY_OK(await(registry.insert(practiceSet(u"a"_s, first))));
    QCOMPARE(registry.isNameTaken(second, environment, {}), taken);
    QVERIFY(!registry.isNameTaken(second, environment, u"a"_s)); // not by itself
    const auto inserted = await(registry.insert(practiceSet(u"b"_s, second, environment)));
    QCOMPARE(!inserted, taken);
    if (taken)
        QVERIFY(kindOf(inserted) == ErrorKind::Configuration);
    QCOMPARE(registry.sets().size(), taken ? 1 : 2);

    VERIFY_OK(await(registry.insert(practiceSet(u"c"_s, u"Something else"_s, environment))));
    const auto renamed = await(
        registry.replace(CredentialSet(), practiceSet(u"c"_s, second, environment)));
    QVERIFY(kindOf(renamed) == ErrorKind::Configuration); // by the first, or by the second
    QCOMPARE(registry.find(u"c"_s)->name, u"Something else"_s);
}

void TestCredentialRegistry::emptyName()
{
    CredentialRegistry registry(m_profile->profile);
    VERIFY_OK(registry.load());
    for (const QString &name : {QString(), u"  \t"_s}) {
        QVERIFY(kindOf(await(registry.insert(practiceSet(u"a"_s, name))))
                == ErrorKind::Configuration);
    }
    QVERIFY(registry.sets().isEmpty());
}

void TestCredentialRegistry::renameToItself()
{
    CredentialRegistry registry(m_profile->profile);
    VERIFY_OK(registry.load());
    VERIFY_OK(await(registry.insert(practiceSet(u"a"_s, u"catalogue"_s))));
    VERIFY_OK(await(registry.replace(CredentialSet(), practiceSet(u"a"_s, u" CATALOGUE "_s))));
    QCOMPARE(registry.find(u"a"_s)->name, u"CATALOGUE"_s);
}

void TestCredentialRegistry::freeNames()
{
    CredentialRegistry registry(m_profile->profile);
    VERIFY_OK(registry.load());
    VERIFY_OK(await(registry.insert(practiceSet(u"a"_s, u"Catalogue"_s))));
    QCOMPARE(registry.freeName(u"Catalogue"_s, u"sandbox"_s), u"Catalogue 2"_s);
    VERIFY_OK(await(registry.insert(practiceSet(u"b"_s, u"CATALOGUE 2"_s))));
    QCOMPARE(registry.freeName(u"Catalogue"_s, u"sandbox"_s), u"Catalogue 3"_s);
}

void TestCredentialRegistry::twoRegistriesSeeEachOther()
{
    CredentialRegistry first(m_profile->profile);
    CredentialRegistry second(m_profile->profile);
    VERIFY_OK(first.load());
    VERIFY_OK(second.load());
    QSignalSpy added(&second, &CredentialRegistry::setAdded);
    QSignalSpy changed(&second, &CredentialRegistry::setChanged);
    QSignalSpy removed(&second, &CredentialRegistry::setRemoved);
    VERIFY_OK(await(first.insert(practiceSet(u"a"_s, u"A"_s))));
    QTRY_COMPARE_WITH_TIMEOUT(added.count(), 1, 1000);
    VERIFY_OK(await(second.insert(practiceSet(u"b"_s, u"B"_s))));
    QTRY_VERIFY_WITH_TIMEOUT(first.find(u"b"_s), 1000);
    VERIFY_OK(await(first.replace(CredentialSet(), practiceSet(u"a"_s, u"A2"_s))));
    QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, 1000);
    QCOMPARE(second.find(u"a"_s)->name, u"A2"_s);
    VERIFY_OK(await(first.remove(u"a"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(removed.count(), 1, 1000);
    QVERIFY(second.find(u"b"_s));
}

void TestCredentialRegistry::nameTakenByTheOtherAMomentAgo()
{
    CredentialRegistry first(m_profile->profile);
    CredentialRegistry second(m_profile->profile);
    VERIFY_OK(first.load());
    VERIFY_OK(second.load());
    const auto one = first.insert(practiceSet(u"a"_s, u"Same"_s));
    const auto two = second.insert(practiceSet(u"b"_s, u"same"_s)); // has not heard of it
    VERIFY_OK(await(one));
    QVERIFY(kindOf(await(two)) == ErrorKind::Configuration);
}

void TestCredentialRegistry::refreshDoesNotWait()
{
    CredentialRegistry first(m_profile->profile);
    CredentialRegistry second(m_profile->profile);
    VERIFY_OK(first.load());
    VERIFY_OK(second.load());
    QVERIFY(first.insert(practiceSet(u"a"_s, u"A"_s)).isFinished());
    second.refresh();
    QVERIFY(second.find(u"a"_s));
}

void TestCredentialRegistry::damagedFileKeepsWhatWasKnown()
{
    CredentialRegistry registry(m_profile->profile);
    VERIFY_OK(registry.load());
    VERIFY_OK(await(registry.insert(practiceSet(u"a"_s, u"A"_s))));
    QSignalSpy removed(&registry, &CredentialRegistry::setRemoved);
    QSignalSpy unreadable(&registry, &CredentialRegistry::unreadable);
    const QByteArray whole = readFile();
    const QByteArray damaged = whole.chopped(10);
    writeFile(damaged);
    QTRY_VERIFY(unreadable.count() > 0);
    QCOMPARE(removed.count(), 0);
    QVERIFY(registry.find(u"a"_s));
    QVERIFY(kindOf(await(registry.insert(practiceSet(u"b"_s, u"B"_s)))) == ErrorKind::Storage);
    QVERIFY(kindOf(await(registry.remove(u"a"_s))) == ErrorKind::Storage);
    QCOMPARE(readFile(), damaged);
    QVERIFY(kindOf(CredentialRegistry(m_profile->profile).load()) == ErrorKind::Storage);

    QSignalSpy readable(&registry, &CredentialRegistry::readable);
    writeFile(whole); // mended
    QTRY_VERIFY(readable.count() > 0);
    VERIFY_OK(await(registry.insert(practiceSet(u"b"_s, u"B"_s))));
    QCOMPARE(registry.sets().size(), 2);
}

void TestCredentialRegistry::fileThatIsGoneKeepsWhatWasKnown()
{
    // As a synchronising program or an editor does it: away, and back half a second later.
    CredentialRegistry registry(m_profile->profile);
    VERIFY_OK(registry.load());
    VERIFY_OK(await(registry.insert(practiceSet(u"1"_s, u"One"_s))));
    QSignalSpy removed(&registry, &CredentialRegistry::setRemoved);
    QSignalSpy unreadable(&registry, &CredentialRegistry::unreadable);
    const QString path = m_profile->profile.credentialSetsFile();
    QVERIFY(QFile::rename(path, path + u".away"));
    QTRY_VERIFY(unreadable.count() > 0);
    registry.refresh();
    QCOMPARE(removed.count(), 0);
    QVERIFY(registry.find(u"1"_s));
    QVERIFY(kindOf(await(registry.insert(practiceSet(u"2"_s, u"Two"_s)))) == ErrorKind::Storage);
    QVERIFY(kindOf(await(registry.remove(u"1"_s))) == ErrorKind::Storage);
    QVERIFY2(!QFile::exists(path), "no index is written from nothing");

    QVERIFY(QFile::rename(path + u".away", path));
    VERIFY_OK(await(registry.insert(practiceSet(u"2"_s, u"Two"_s))));
    QCOMPARE(registry.sets().size(), 2);
    QCOMPARE(removed.count(), 0);
}

void TestCredentialRegistry::ledgerWithoutIndex_data()
{
    QTest::addColumn<QByteArray>("ledger");
    QTest::addColumn<bool>("isMissed");
    QTest::newRow("no ledger: a first start") << QByteArray() << false;
    QTest::newRow("a ledger that knows nothing")
        << QByteArray(R"({"schema":1,"tokens":{}})") << false;
    QTest::newRow("a ledger of a set")
        << QByteArray(R"({"schema":1,"tokens":{"1":{"fingerprint":"f"}}})") << true;
    QTest::newRow("a damaged ledger") << QByteArray("{") << false;
}

void TestCredentialRegistry::ledgerWithoutIndex()
{
    // Whoever starts while the index is away has not seen it; the ledger has.
    QFETCH(QByteArray, ledger);
    QFETCH(bool, isMissed);
    if (!ledger.isEmpty()) {
        QFile file(m_profile->profile.ledgerFile());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(ledger), ledger.size());
    }
    CredentialRegistry registry(m_profile->profile);
    const auto loaded = registry.load();
    QCOMPARE(!loaded, isMissed);
    QVERIFY(loaded || loaded.error().kind == ErrorKind::Storage);
    QVERIFY(loaded || loaded.error().message.contains(u"credential-sets.json"));
    QVERIFY(registry.sets().isEmpty());
    QVERIFY(!QFile::exists(m_profile->profile.credentialSetsFile()));

    QSignalSpy added(&registry, &CredentialRegistry::setAdded); // and here it is again
    writeFile(R"({"schema":1,"credentialSets":[
        {"id":"1","name":"One","provider":"ebay","environment":"sandbox"}]})");
    QTRY_COMPARE(added.count(), 1);
}

void TestCredentialRegistry::foreignShapeIsKept_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("sets by id") << QByteArray(R"({"schema":1,"credentialSets":{"a":{}}})");
    QTest::newRow("a later schema") << QByteArray(R"({"schema":2,"credentialSets":[]})");
    QTest::newRow("a later schema, as text") << QByteArray(R"({"schema":"2","credentialSets":[]})");
    QTest::newRow("a schema in between") << QByteArray(R"({"schema":1.5,"credentialSets":[]})");
    QTest::newRow("a huge schema") << QByteArray(R"({"schema":1e300,"credentialSets":[]})");
    QTest::newRow("a schema of nothing") << QByteArray(R"({"schema":null,"credentialSets":[]})");
}

void TestCredentialRegistry::foreignShapeIsKept()
{
    QFETCH(QByteArray, bytes);
    writeFile(bytes);
    CredentialRegistry registry(m_profile->profile);
    QVERIFY(kindOf(registry.load()) == ErrorKind::Storage);
    QVERIFY(kindOf(await(registry.insert(practiceSet(u"b"_s, u"B"_s)))) == ErrorKind::Storage);
    QVERIFY(kindOf(await(registry.remove(u"a"_s))) == ErrorKind::Storage);
    QCOMPARE(readFile(), bytes);
}

void TestCredentialRegistry::sameIdTwice()
{
    writeFile(R"({"credentialSets":[
        {"id":"a","name":"A","provider":"ebay","environment":"sandbox"},
        {"id":"a","name":"Again","provider":"ebay","environment":"sandbox"}]})");
    CredentialRegistry registry(m_profile->profile);
    VERIFY_OK(registry.load());
    QCOMPARE(registry.sets().size(), 1);
    QCOMPARE(registry.find(u"a"_s)->name, u"A"_s);
    QCOMPARE(registry.problems().size(), 1);
    QVERIFY(registry.problems().constFirst().contains(u"“Again”"));
}

void TestCredentialRegistry::fileOrderIsKept()
{
    CredentialRegistry registry(m_profile->profile);
    VERIFY_OK(registry.load());
    const QStringList ids{u"z"_s, u"a"_s, u"m"_s};
    for (const QString &id : ids)
        VERIFY_OK(await(registry.insert(practiceSet(id, id))));
    VERIFY_OK(await(registry.replace(CredentialSet(), practiceSet(u"a"_s, u"renamed"_s))));
    QStringList seen;
    for (const CredentialSet &set : registry.sets())
        seen.append(set.id);
    QCOMPARE(seen, ids);
}

TEST_IN_PROGRAM(TestCredentialRegistry)
#include "tst_credentialregistry.moc"
