// SPDX-License-Identifier: MIT
#include "JsonRows.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include "TestProgram.h"

using namespace Tokenwright;

namespace {

struct Row
{
    QString name{};
    QJsonObject unknownFields{};
};

constexpr JsonField<Row> fields[]{
    {u"name", [](Row &row, const JsonFieldValue &value) { row.name = value.toString(); }},
};

QByteArray listOf(const QByteArray &row)
{
    return R"({"schema":1,"rows":[)" + row + "]}";
}

} // namespace

/// A file's rows, read without a tree of it: as QJsonDocument reads them, or not at all.
class TestJsonRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheSame_data();
    void readsTheSame();
    void leavesItToOthers_data();
    void leavesItToOthers();
    void namedRows();
    void alikeTextsShareTheirMemory();
};

void TestJsonRows::readsTheSame_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const QByteArray &fieldsOfIt) {
        QTest::newRow(name) << listOf("{" + fieldsOfIt + "}");
    };
    QTest::newRow("no row") << listOf({});
    QTest::newRow("no schema") << QByteArray(R"({"rows":[{"name":"a"}]})");
    QTest::newRow("several rows") << listOf(R"({"name":"a"}, {} ,{"name":"b","x":1})");
    QTest::newRow("what is around them") << QByteArray(
        R"( {"a":{"rows":[1,[{}]]},"rows" : [{"name":"a"}],"z":[null,"rows",{"b":2}],"t":true} )");
    row("nothing", {});
    row("texts", R"("name":"a","x":"","y":"b c")");
    row("escapes", R"("name":"\"\\\/\b\f\n\r\t\u00e9\u2028","x\n":"\u0000z")");
    row("letters", "\"name\":\"Ünïcödé 日本語 \xf0\x9f\x98\x80\xef\xbf\xbe\"");
    row("whole numbers", R"("a":0,"b":-1,"c":9007199254740993,"d":9223372036854775807)");
    row("the least number", R"("a":-9223372036854775808)");
    row("all else", R"("a":true,"b":false,"c":null,"d":{},"e":[])");
    row("what is within", R"("a":{"b":[1,"x",{"c":{"d":null}},[[]]],"e":""},"name":"z")");
    row("one name twice within", R"("a":{"b":1,"b":2,"a":3})");
    row("an unknown name twice", R"("a":1,"a":"b")");
    row("a known field of another type", R"("name":{"a":1})");
}

void TestJsonRows::readsTheSame()
{
    QFETCH(QByteArray, bytes);
    QJsonArray rows;
    JsonRowReader reader(fields, [&rows](const QString &key, Row &&row) {
        if (!row.name.isNull())
            row.unknownFields.insert(u"name", row.name);
        rows.append(row.unknownFields);
        return key.isEmpty();
    });
    QVERIFY(readJsonRows(bytes, {.field = u"rows", .areNamed = false, .schema = 1}, reader));
    QJsonArray expected = QJsonDocument::fromJson(bytes)[u"rows"].toArray();
    for (QJsonValueRef row : expected) {
        QJsonObject known = row.toObject();
        if (!known.value(u"name").isString())
            known.remove(u"name");
        row = known;
    }
    QVERIFY(QJsonDocument::fromJson(bytes).isObject());
    QCOMPARE(rows, expected);
}

void TestJsonRows::leavesItToOthers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray good = listOf(R"({"name":"a"})");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("cut off") << good.chopped(1);
    QTest::newRow("something behind") << good + "x";
    QTest::newRow("a NUL behind") << good + '\0';
    QTest::newRow("a mark before") << "\xef\xbb\xbf" + good;
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("a text") << QByteArray(R"("rows")");
    QTest::newRow("no rows") << QByteArray(R"({"schema":1})");
    QTest::newRow("rows are no list") << QByteArray(R"({"schema":1,"rows":5})");
    QTest::newRow("rows have names") << QByteArray(R"({"schema":1,"rows":{"":{}}})");
    QTest::newRow("rows twice") << QByteArray(R"({"rows":[],"rows":[]})");
    QTest::newRow("another schema") << QByteArray(R"({"schema":2,"rows":[]})");
    QTest::newRow("a schema that is no number") << QByteArray(R"({"rows":[],"schema":[]})");
    QTest::newRow("two schemas") << QByteArray(R"({"schema":1,"schema":1,"rows":[]})");
    QTest::newRow("a row that is none") << listOf(R"({},7)");
    QTest::newRow("a list as a row") << listOf(R"({},[])");
    QTest::newRow("a known field twice") << listOf(R"({"name":"a","name":"b"})");
    QTest::newRow("half a surrogate") << listOf(R"({"name":"\udc00"})");
    QTest::newRow("no UTF-8") << listOf("{\"name\":\"\xff\"}");
    QTest::newRow("a surrogate in UTF-8") << listOf("{\"name\":\"\xed\xa0\x80\"}");
    QTest::newRow("a number that is none") << listOf(R"({"a":01})");
    for (const char *number : {"9223372036854775808", "18446744073709551615", "-0", "-0.0", "1.5",
                               "1e3", "0.0e-7", "123456789012345678901234567890"})
        QTest::newRow(number) << listOf("{\"a\":" + QByteArray(number) + "}");
    QTest::newRow("deep") << listOf("{\"a\":" + QByteArray(500, '[') + QByteArray(500, ']') + "}");
    QTest::newRow("very deep elsewhere")
        << R"({"rows":[],"a":)" + QByteArray(100000, '[') + QByteArray(100000, ']') + "}";
}

void TestJsonRows::leavesItToOthers()
{
    QFETCH(QByteArray, bytes);
    const QByteArray before(bytes.constData(), bytes.size());
    JsonRowReader reader(fields, [](const QString &, Row &&) { return true; });
    QVERIFY(!readJsonRows(bytes, {.field = u"rows", .areNamed = false, .schema = 1}, reader));
    QCOMPARE(bytes, before);
}

void TestJsonRows::namedRows()
{
    QStringList read;
    JsonRowReader reader(fields, [&read](const QString &key, Row &&row) {
        read.append(key + u'=' + row.name);
        return true;
    });
    const JsonRowsPlace place{.field = u"rows", .areNamed = true, .schema = 1};
    QVERIFY(
        readJsonRows(R"({"rows":{"b":{"name":"x"},"a":{"o":{"name":"n"}},"":{}}})", place, reader));
    QCOMPARE(read, (QStringList{u"b=x"_s, u"a="_s, u"="_s}));
    QVERIFY(!readJsonRows(R"({"rows":[]})", place, reader));
}

void TestJsonRows::alikeTextsShareTheirMemory()
{
    QStringList names;
    JsonRowReader reader(fields, [&names](const QString &, Row &&row) {
        names.append(row.name);
        return true;
    });
    QVERIFY(readJsonRows(listOf(R"({"name":"alike"},{"name":"other"},{"name":"alike"})"),
                         {.field = u"rows", .areNamed = false, .schema = 1}, reader));
    QCOMPARE(names, (QStringList{u"alike"_s, u"other"_s, u"alike"_s}));
    QCOMPARE(names.at(0).constData(), names.at(2).constData());
}

TEST_IN_PROGRAM(TestJsonRows)
#include "tst_jsonrows.moc"
