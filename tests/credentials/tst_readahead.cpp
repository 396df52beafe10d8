// SPDX-License-Identifier: MIT
// Index read in another thread, ahead of the registry: the same comes of it, whatever the file
// holds.
#include "CredentialRegistry.h"

#include <QFile>
#include <QTest>

#include "TemporaryProfile.h"
#include "TestProgram.h"

using namespace Tokenwright;

class TestReadAhead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_profile = std::make_unique<TemporaryProfile>(); }
    void asWithoutIt_data();
    void asWithoutIt();
    void changedMeanwhile();
    void goneMeanwhile();

private:
    void writeFile(const QByteArray &bytes) const;

    std::unique_ptr<TemporaryProfile> m_profile;
};

namespace {

const QByteArray good = R"({"id":"a","name":"One","provider":"ebay","environment":"sandbox"})";
const QByteArray other = R"({"id":"b","name":"Two","provider":"ebay","environment":"sandbox"})";

QByteArray index(const QByteArrayList &rows)
{
    return R"({"schema":1,"credentialSets":[)" + rows.join(',') + "]}";
}

QStringList namesOf(const CredentialRegistry &registry)
{
    QStringList names;
    for (const CredentialSet &set : registry.sets())
        names.append(set.name);
    return names;
}

} // namespace

void TestReadAhead::writeFile(const QByteArray &bytes) const
{
    QFile file(m_profile->profile.credentialSetsFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TestReadAhead::asWithoutIt_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no file") << QByteArray();
    QTest::newRow("two sets") << index({good, other});
    QTest::newRow("no row") << index({});
    QTest::newRow("everything a set has") << index(
        {R"({"id":"a","name":"One","provider":"ebay","environment":"sandbox","scopes":["x","y"],
"parameters":{"p":["1",2],"q":true},"variables":{"v":7},"headers":[{"name":"h","value":"w"}],
"method":"PUT","bodyFormat":"json","clientAuthentication":"basic","assertion":{"keyId":"k"},
"minimumSeconds":-5,"keepFresh":true,"favourite":true,"notes":"a\nb \"é\"","tags":["T","t"," u "],
"pairMark":"m","secretSetAt":"2026-01-02T03:04:05Z","secretExpires":"2027-01-02","later":{"x":[1.5]}})",
         other});
    QTest::newRow("fields of other types")
        << index({R"({"id":"a","name":"One","provider":"ebay","environment":"sandbox","scopes":"x",
"parameters":[],"variables":"v","headers":{},"minimumSeconds":"5","keepFresh":"yes","notes":3,
"tags":"t","secretSetAt":1,"secretExpires":"soon"})"});
    QTest::newRow("a field twice") << index(
        {R"({"id":"a","name":"One","provider":"ebay","environment":"sandbox","name":"Two"})",
         other});
    QTest::newRow("half a letter")
        << index({R"({"id":"a","name":"\udc00","provider":"ebay","environment":"sandbox"})"});
    QTest::newRow("sets by name") << QByteArray(R"({"schema":1,"credentialSets":{"":{}}})");
    QTest::newRow("rows that are no sets") << index({"7", good, "{}", other});
    QTest::newRow("one id twice") << index({good, good});
    QTest::newRow("cut off") << index({good}).chopped(3);
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("another version's") << QByteArray(R"({"schema":99,"credentialSets":[]})");
    QTest::newRow("no list of sets") << QByteArray(R"({"schema":1,"credentialSets":5})");
}

void TestReadAhead::asWithoutIt()
{
    QFETCH(QByteArray, bytes);
    if (!bytes.isEmpty())
        writeFile(bytes);
    CredentialRegistry expected(m_profile->profile);
    const auto expectedOutcome = expected.load();

    const auto ahead = CredentialRegistry::readAhead(m_profile->profile);
    ahead.wait();
    CredentialRegistry registry(m_profile->profile);
    const auto outcome = registry.load(Watching::Yes, ahead);
    QCOMPARE(bool(outcome), bool(expectedOutcome));
    if (!outcome)
        QCOMPARE(outcome.error().message, expectedOutcome.error().message);
    QCOMPARE(registry.sets(), expected.sets());
    QCOMPARE(registry.problems(), expected.problems());
    for (const CredentialSet &set : expected.sets())
        QCOMPARE(*registry.find(set.id), set);
}

void TestReadAhead::changedMeanwhile()
{
    writeFile(index({good}));
    const auto ahead = CredentialRegistry::readAhead(m_profile->profile);
    ahead.wait();
    writeFile(index({good, other}));
    CredentialRegistry registry(m_profile->profile);
    QVERIFY(registry.load(Watching::Yes, ahead));
    QCOMPARE(namesOf(registry), QStringList({u"One"_s, u"Two"_s}));
}

void TestReadAhead::goneMeanwhile()
{
    writeFile(index({good}));
    const auto ahead = CredentialRegistry::readAhead(m_profile->profile);
    ahead.wait();
    QVERIFY(QFile::remove(m_profile->profile.credentialSetsFile()));
    CredentialRegistry registry(m_profile->profile);
    QVERIFY(registry.load(Watching::Yes, ahead));
    QVERIFY(registry.sets().isEmpty());
}

TEST_IN_PROGRAM(TestReadAhead)
#include "tst_readahead.moc"
