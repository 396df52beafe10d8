// SPDX-License-Identifier: MIT
#include "TokenLedger.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include "TemporaryProfile.h"
#include "TestProgram.h"
#include "Waiting.h"

using namespace Tokenwright;

namespace {

TokenRecord practiceRecord()
{
    TokenRecord record;
    record.hasToken = true;
    record.lifetime = {.issued = 1'800'000'000'000,
                       .expires = 1'800'007'200'000,
                       .bootId = u"boot-a"_s,
                       .bootExpires = 12'200'000};
    record.fingerprint = u"0123abcd"_s;
    record.scope = u"a b"_s;
    return record;
}

TokenRecord failedRecord()
{
    TokenRecord record;
    record.fingerprint = u"0123abcd"_s;
    record.lastFailure = MintFailure{.kind = ErrorKind::Rejected,
                                     .code = u"invalid_client"_s,
                                     .httpStatus = 401,
                                     .at = 1'800'000'000'500};
    return record;
}

/// Every name of every object in \a value.
void collectKeys(const QJsonValue &value, QSet<QString> &keys)
{
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        keys.insert(it.key());
        collectKeys(it.value(), keys);
    }
}

} // namespace

class TestTokenLedger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void counts_data();
    void counts();
    void emptyWithoutFile();
    void storeAndRecord_data();
    void storeAndRecord();
    void fileHoldsExpiryFactsOnly();
    void unknownFieldsSurvive();
    void failureThenSuccess();
    void removeLeavesOthers();
    void removeFromNothing();
    void twoLedgersSeeEachOther();
    void refreshDoesNotWait();
    void whoDoesNotWatchIsToldByRefresh();
    void signalsForWhatChangedOnly();
    void readAheadAsWithoutIt_data();
    void readAheadAsWithoutIt();
    void damagedFileIsSetAside();
    void fileThatIsGoneKeepsWhatWasKnown();
    void foreignShapeIsKept_data();
    void foreignShapeIsKept();
    void unknownFailureKind();
    void moreRequestsThanThereAreNumbers();

private:
    QJsonObject fileContents() const;
    void writeFile(const QByteArray &bytes) const;

    std::unique_ptr<TemporaryProfile> m_profile;
};

void TestTokenLedger::init()
{
    m_profile = std::make_unique<TemporaryProfile>();
    QVERIFY(m_profile->ready);
}

QJsonObject TestTokenLedger::fileContents() const
{
    QFile file(m_profile->profile.ledgerFile());
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

void TestTokenLedger::writeFile(const QByteArray &bytes) const
{
    QFile file(m_profile->profile.ledgerFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TestTokenLedger::counts_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("heldBy");
    QTest::addColumn<bool>("hasToken");
    QTest::addColumn<bool>("hasFailed");
    QTest::newRow("the keychain holds it") << u"0123abcd"_s << QString() << true << true;
    QTest::newRow("this run holds it") << u"0123abcd"_s << u"this"_s << true << true;
    QTest::newRow("another run holds it") << u"0123abcd"_s << u"other"_s << false << true;
    QTest::newRow("of another request") << u"4567"_s << QString() << false << false;
    QTest::newRow("nobody can tell what is asked for") << QString() << QString() << false << false;
}

void TestTokenLedger::counts()
{
    QFETCH(const QString, asked);
    QFETCH(const QString, heldBy);
    QFETCH(const bool, hasToken);
    QFETCH(const bool, hasFailed);
    TokenRecord record = practiceRecord();
    record.heldBy = heldBy;
    record.lastFailure = failedRecord().lastFailure;
    record.mintCount = {.day = QDate(2027, 1, 15), .requests = 3};
    record.unknownFields.insert(u"note"_s, 1);

    const TokenRecord counting = whatCounts(record, asked, u"this"_s);
    QCOMPARE(counting.hasToken, hasToken);
    QCOMPARE(counting.lifetime, hasToken ? record.lifetime : TokenLifetime());
    QCOMPARE(counting.scope, hasToken ? record.scope : QString());
    QCOMPARE(bool(counting.lastFailure), hasFailed);
    QCOMPARE(counting.fingerprint, asked);
    QCOMPARE(counting.mintCount, record.mintCount); // those were sent all the same
    QCOMPARE(counting.unknownFields, record.unknownFields);
    // a file that somebody edited may have no token and say when it ends
    record.hasToken = false;
    QCOMPARE(whatCounts(record, asked, u"this"_s).lifetime, TokenLifetime());
}

void TestTokenLedger::emptyWithoutFile()
{
    TokenLedger ledger(m_profile->profile);
    VERIFY_OK(ledger.load());
    const TokenRecord record = ledger.record(u"nobody"_s);
    QVERIFY(!record.hasToken && !record.lastFailure);
    QVERIFY(!QFile::exists(m_profile->profile.ledgerFile()));
}

void TestTokenLedger::storeAndRecord_data()
{
    QTest::addColumn<int>("variant");
    QTest::newRow("token") << 0;
    QTest::newRow("failure") << 1;
    QTest::newRow("token and later failure") << 2;
    QTest::newRow("life not known") << 3;
}

void TestTokenLedger::storeAndRecord()
{
    QFETCH(int, variant);
    TokenRecord record = variant == 1 ? failedRecord() : practiceRecord();
    if (variant == 2)
        record.lastFailure = failedRecord().lastFailure;
    if (variant == 3)
        record.lifetime = {.issued = 5, .expires = {}, .bootId = {}, .bootExpires = {}};

    TokenLedger ledger(m_profile->profile);
    VERIFY_OK(ledger.load());
    VERIFY_OK(await(ledger.store(u"set-1"_s, record)));
    QVERIFY(ledger.record(u"set-1"_s) == record);
    TokenLedger later(m_profile->profile);
    VERIFY_OK(later.load());
    QVERIFY(later.record(u"set-1"_s) == record);
}

void TestTokenLedger::fileHoldsExpiryFactsOnly()
{
    TokenLedger ledger(m_profile->profile);
    VERIFY_OK(ledger.load());
    TokenRecord record = practiceRecord();
    record.lastFailure = failedRecord().lastFailure;
    VERIFY_OK(await(ledger.store(u"set-1"_s, record)));

    const QJsonObject json = fileContents();
    QCOMPARE(json.value(u"schema").toInt(), 1);
    const QJsonObject row = json.value(u"tokens").toObject().value(u"set-1").toObject();
    QCOMPARE(row.value(u"issued").toInteger(), record.lifetime.issued);
    QCOMPARE(row.value(u"expires").toInteger(), *record.lifetime.expires);
    QCOMPARE(row.value(u"bootId").toString(), record.lifetime.bootId);
    QCOMPARE(row.value(u"bootExpires").toInteger(), *record.lifetime.bootExpires);
    QCOMPARE(row.value(u"fingerprint").toString(), record.fingerprint);
    const QJsonObject failed = row.value(u"lastFailure").toObject();
    QCOMPARE(failed.value(u"kind").toString(), u"rejected"_s);
    QCOMPARE(failed.value(u"code").toString(), u"invalid_client"_s);

    // Nothing else, whatever somebody adds to the record one day.
    QSet<QString> keys;
    collectKeys(row, keys);
    keys -= {u"issued"_s,      u"expires"_s,    u"bootId"_s,      u"bootExpires"_s,
             u"fingerprint"_s, u"scope"_s,      u"lastFailure"_s, u"kind"_s,
             u"code"_s,        u"httpStatus"_s, u"at"_s};
    QVERIFY2(keys.isEmpty(), qPrintable(keys.values().join(u", ")));
}

void TestTokenLedger::unknownFieldsSurvive()
{
    writeFile(R"({"schema":1,"future":[1],"tokens":{
        "set-1":{"fingerprint":"f","issued":1,"expires":2,"note":{"x":1}},
        "set-2":{"fingerprint":"g","strange":true}}})");
    TokenLedger ledger(m_profile->profile);
    VERIFY_OK(ledger.load());
    TokenRecord record = ledger.record(u"set-1"_s);
    record.scope = u"new"_s;
    VERIFY_OK(await(ledger.store(u"set-1"_s, record)));
    const QJsonObject json = fileContents();
    QCOMPARE(json.value(u"future").toArray(), QJsonArray{1});
    const QJsonObject tokens = json.value(u"tokens").toObject();
    QCOMPARE(tokens.value(u"set-1").toObject().value(u"note").toObject().value(u"x").toInt(), 1);
    QCOMPARE(tokens.value(u"set-1").toObject().value(u"scope").toString(), u"new"_s);
    QVERIFY(tokens.value(u"set-2").toObject().value(u"strange").toBool());
}

void TestTokenLedger::failureThenSuccess()
{
    TokenLedger ledger(m_profile->profile);
    VERIFY_OK(ledger.load());
    VERIFY_OK(await(ledger.store(u"set-1"_s, failedRecord())));
    QVERIFY(ledger.record(u"set-1"_s).lastFailure);
    QVERIFY(!ledger.record(u"set-1"_s).hasToken);
    VERIFY_OK(await(ledger.store(u"set-1"_s, practiceRecord())));
    QVERIFY(!ledger.record(u"set-1"_s).lastFailure);
    QVERIFY(!fileContents().value(u"tokens").toObject().value(u"set-1").toObject().contains(
        u"lastFailure"));
}

void TestTokenLedger::removeLeavesOthers()
{
    TokenLedger ledger(m_profile->profile);
    VERIFY_OK(ledger.load());
    VERIFY_OK(await(ledger.store(u"set-1"_s, practiceRecord())));
    VERIFY_OK(await(ledger.store(u"set-2"_s, practiceRecord())));
    QSignalSpy changed(&ledger, &TokenLedger::recordChanged);
    VERIFY_OK(await(ledger.remove(u"set-1"_s)));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().toString(), u"set-1"_s);
    QVERIFY(!ledger.record(u"set-1"_s).hasToken);
    QVERIFY(ledger.record(u"set-2"_s).hasToken);
}

void TestTokenLedger::removeFromNothing()
{
    TokenLedger ledger(m_profile->profile);
    VERIFY_OK(ledger.load());
    VERIFY_OK(await(ledger.remove(u"nobody"_s)));
    QVERIFY(!QFile::exists(m_profile->profile.ledgerFile()));
}

void TestTokenLedger::twoLedgersSeeEachOther()
{
    TokenLedger first(m_profile->profile);
    TokenLedger second(m_profile->profile);
    VERIFY_OK(first.load());
    VERIFY_OK(second.load());
    QSignalSpy changed(&second, &TokenLedger::recordChanged);
    VERIFY_OK(await(first.store(u"set-1"_s, practiceRecord())));
    QTRY_VERIFY_WITH_TIMEOUT(second.record(u"set-1"_s) == practiceRecord(), 1000);
    QCOMPARE(changed.count(), 1);
    VERIFY_OK(await(second.store(u"set-2"_s, failedRecord())));
    QTRY_VERIFY_WITH_TIMEOUT(first.record(u"set-2"_s) == failedRecord(), 1000);
    QVERIFY(second.record(u"set-1"_s).hasToken); // neither overwrote the other's
    VERIFY_OK(await(first.remove(u"set-2"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(!second.record(u"set-2"_s).lastFailure, 1000);
}

void TestTokenLedger::refreshDoesNotWait()
{
    TokenLedger first(m_profile->profile);
    TokenLedger second(m_profile->profile);
    VERIFY_OK(first.load());
    VERIFY_OK(second.load());
    const auto stored = first.store(u"set-1"_s, practiceRecord());
    QVERIFY(stored.isFinished()); // the lock was free
    second.refresh();
    QVERIFY(second.record(u"set-1"_s) == practiceRecord());
}

void TestTokenLedger::whoDoesNotWatchIsToldByRefresh()
{
    TokenLedger first(m_profile->profile);
    TokenLedger second(m_profile->profile);
    TokenLedger watcher(m_profile->profile);
    VERIFY_OK(first.load(Watching::No));
    VERIFY_OK(second.load(Watching::No));
    VERIFY_OK(watcher.load());
    VERIFY_OK(await(first.store(u"set-1"_s, practiceRecord())));
    QTRY_VERIFY_WITH_TIMEOUT(watcher.record(u"set-1"_s).hasToken, 1000);
    QVERIFY(!second.record(u"set-1"_s).hasToken);
    second.refresh();
    QVERIFY(second.record(u"set-1"_s) == practiceRecord());
}

void TestTokenLedger::signalsForWhatChangedOnly()
{
    TokenLedger ledger(m_profile->profile);
    VERIFY_OK(ledger.load());
    VERIFY_OK(await(ledger.store(u"set-1"_s, practiceRecord())));
    QSignalSpy changed(&ledger, &TokenLedger::recordChanged);
    VERIFY_OK(await(ledger.store(u"set-2"_s, practiceRecord())));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().toString(), u"set-2"_s);
    VERIFY_OK(await(ledger.store(u"set-2"_s, practiceRecord()))); // the same again
    ledger.refresh();
    QCOMPARE(changed.count(), 1);
}

void TestTokenLedger::damagedFileIsSetAside()
{
    // It only displays: that it cannot be read is told, and whatever is to be noted is noted.
    const QByteArray damaged = R"({"tokens":{"set-1":)";
    writeFile(damaged);
    TokenLedger ledger(m_profile->profile);
    const auto loaded = ledger.load();
    QVERIFY(kindOf(loaded) == ErrorKind::Storage);
    QVERIFY(loaded.error().message.contains(u"tokens.json"));
    VERIFY_OK(await(ledger.remove(u"nobody"_s))); // nothing to write, nothing set aside
    QVERIFY(kindOf(ledger.load()) == ErrorKind::Storage);
    VERIFY_OK(await(ledger.store(u"set-2"_s, practiceRecord())));
    QVERIFY(ledger.record(u"set-2"_s) == practiceRecord());
    VERIFY_OK(TokenLedger(m_profile->profile).load());

    const QDir folder(m_profile->profile.dataFolder);
    const QStringList kept = folder.entryList({u"tokens.json.damaged-*"_s});
    QCOMPARE(kept.size(), 1);
    QFile file(folder.filePath(kept.first()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), damaged);
}

void TestTokenLedger::fileThatIsGoneKeepsWhatWasKnown()
{
    TokenLedger ledger(m_profile->profile);
    VERIFY_OK(ledger.load());
    TokenRecord record = practiceRecord();
    record.unknownFields.insert(u"future", 7);
    VERIFY_OK(await(ledger.store(u"set-1"_s, record)));
    VERIFY_OK(await(ledger.store(u"set-2"_s, failedRecord())));
    QSignalSpy changed(&ledger, &TokenLedger::recordChanged);
    QVERIFY(QFile::remove(m_profile->profile.ledgerFile()));
    QTest::qWait(100); // long enough for the watch
    ledger.refresh();
    QCOMPARE(changed.count(), 0);
    QVERIFY(ledger.record(u"set-1"_s) == record);

    VERIFY_OK(await(ledger.store(u"set-3"_s, practiceRecord())));
    TokenLedger other(m_profile->profile);
    VERIFY_OK(other.load());
    QVERIFY2(other.record(u"set-1"_s) == record, "what was known is written again");
    QVERIFY(other.record(u"set-2"_s) == failedRecord());
    QVERIFY(QFile::remove(m_profile->profile.ledgerFile()));
    VERIFY_OK(await(ledger.remove(u"set-2"_s)));
    other.refresh();
    QVERIFY(other.record(u"set-1"_s) == record);
    QVERIFY(!other.record(u"set-2"_s).lastFailure);
}

void TestTokenLedger::foreignShapeIsKept_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("tokens is a list") << QByteArray(R"({"schema":1,"tokens":[{"id":"set-1"}]})");
    QTest::newRow("a later schema") << QByteArray(R"({"schema":2,"tokens":{"set-1":{}}})");
}

void TestTokenLedger::foreignShapeIsKept()
{
    // A file that this version does not understand is not one that it may rewrite.
    QFETCH(QByteArray, bytes);
    writeFile(bytes);
    const QJsonObject before = fileContents();
    TokenLedger ledger(m_profile->profile);
    QVERIFY(kindOf(ledger.load()) == ErrorKind::Storage);
    QVERIFY(kindOf(await(ledger.store(u"set-2"_s, practiceRecord()))) == ErrorKind::Storage);
    QVERIFY(kindOf(await(ledger.remove(u"set-1"_s))) == ErrorKind::Storage);
    QCOMPARE(fileContents(), before);
}

void TestTokenLedger::unknownFailureKind()
{
    writeFile(R"({"tokens":{"set-1":{"fingerprint":"f","issued":1,"expires":2,
        "lastFailure":{"kind":"of-the-future","code":"c"}}}})");
    TokenLedger ledger(m_profile->profile);
    VERIFY_OK(ledger.load());
    QVERIFY(ledger.record(u"set-1"_s).hasToken);
    QVERIFY(!ledger.record(u"set-1"_s).lastFailure);
}

void TestTokenLedger::moreRequestsThanThereAreNumbers()
{
    writeFile(R"({"tokens":{"set-1":{"mints":{"day":"2027-01-15","requests":2147483647}}}})");
    TokenLedger ledger(m_profile->profile);
    VERIFY_OK(ledger.load());
    TokenRecord record = ledger.record(u"set-1"_s);
    const qint64 noon = QDateTime(QDate(2027, 1, 15), QTime(12, 0)).toMSecsSinceEpoch();
    const int before = mintsOnDayOf(record, noon);
    QVERIFY(before > 0);
    countMint(record, noon);
    QCOMPARE(mintsOnDayOf(record, noon), before);
}

void TestTokenLedger::readAheadAsWithoutIt_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto tokens = [](const QByteArray &records) -> QByteArray {
        return R"({"schema":1,"tokens":{)" + records + "}}";
    };
    const QByteArray whole = R"("a":{"issued":1800000000000,"expires":1800007200000,"bootId":"b",
"bootExpires":12200000,"fingerprint":"f","scope":"s t","heldBy":"run","later":[{"x":1}],
"lastFailure":{"kind":"rejected","code":"c","httpStatus":401,"at":5,"retryAt":6},
"mints":{"day":"2026-01-02","requests":3}})";
    QTest::newRow("no file") << QByteArray();
    QTest::newRow("no record") << tokens({});
    QTest::newRow("a whole record") << tokens(whole);
    QTest::newRow("several") << tokens(whole + R"(,"b":{},"":{"fingerprint":"f"})");
    QTest::newRow("one twice") << tokens(R"("a":{"fingerprint":"f"},"a":{"fingerprint":"g"})");
    QTest::newRow("a field twice") << tokens(R"("a":{"fingerprint":"f","fingerprint":"g"})");
    QTest::newRow("fields of other types")
        << tokens(R"("a":{"issued":"1","expires":"2","bootId":3,"lastFailure":[],"mints":7})");
    QTest::newRow("large numbers")
        << tokens(R"("a":{"issued":9223372036854775807,"expires":1e300,"bootExpires":-0.5})");
    QTest::newRow("a record that is none") << tokens(R"("a":7,"b":{"fingerprint":"f"})");
    QTest::newRow("a list of them") << QByteArray(R"({"schema":1,"tokens":[]})");
    QTest::newRow("another version's") << QByteArray(R"({"schema":99,"tokens":{"a":{}}})");
    QTest::newRow("cut off") << tokens(whole).chopped(1);
}

void TestTokenLedger::readAheadAsWithoutIt()
{
    QFETCH(QByteArray, bytes);
    if (!bytes.isEmpty())
        writeFile(bytes);
    TokenLedger expected(m_profile->profile);
    const auto expectedOutcome = expected.load();
    TokenLedger ledger(m_profile->profile);
    const auto outcome = ledger.load(Watching::Yes, TokenLedger::readAhead(m_profile->profile));
    QCOMPARE(bool(outcome), bool(expectedOutcome));
    if (!outcome)
        QCOMPARE(outcome.error().message, expectedOutcome.error().message);
    for (const QString &id : {u"a"_s, u"b"_s, QString()})
        QCOMPARE(ledger.record(id), expected.record(id));
}

TEST_IN_PROGRAM(TestTokenLedger)
#include "tst_tokenledger.moc"
