// SPDX-License-Identifier: MIT
#include "AnswerReader.h"
#include "TokenResponse.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include "TestProgram.h"

#include <algorithm>
#include <functional>

using namespace Tokenwright;

class TestAnswerReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void trees_data();
    void trees();
    void timeGrowsWithTheLengthAlone_data();
    void timeGrowsWithTheLengthAlone();
};

void TestAnswerReader::trees_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QJsonValue>("tree");
    const int json = int(AnswerFormat::Json);
    const int xml = int(AnswerFormat::Xml);
    const int form = int(AnswerFormat::Form);
    QTest::newRow("repeated elements, others between")
        << xml << QByteArray("<r><b>1</b><a>x</a><b>2</b><b><c>3</c></b></r>")
        << QJsonValue(
               QJsonObject{{u"a"_s, u"x"_s},
                           {u"b"_s, QJsonArray{u"1"_s, u"2"_s, QJsonObject{{u"c"_s, u"3"_s}}}}});
    QTest::newRow("prefixes") << xml
                              << QByteArray("<n:r xmlns:n='urn:x'><n:a>1</n:a><m:b>2</m:b></n:r>")
                              << QJsonValue(QJsonObject{{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}});
    QTest::newRow("form") << form << QByteArray("b=1&a=x%2By+z&b=&c&&=d\r\n")
                          << QJsonValue(QJsonObject{{u""_s, u"d"_s},
                                                    {u"a"_s, u"x+y z"_s},
                                                    {u"b"_s, QJsonArray{u"1"_s, u""_s}},
                                                    {u"c"_s, u""_s}});
    QTest::newRow("XML where JSON was to be") << json << QByteArray("<e><code>E1</code></e>")
                                              << QJsonValue(QJsonObject{{u"code"_s, u"E1"_s}});
    QTest::newRow("HTML is none") << json << QByteArray("<html><body>no</body></html>")
                                  << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("two XML documents are none")
        << xml << QByteArray("<r><a>1</a></r><r/>") << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("a comment behind it") << xml << QByteArray("<r><a>1</a></r>\n<!-- x -->\n")
                                         << QJsonValue(QJsonObject{{u"a"_s, u"1"_s}});
    QTest::newRow("text is none") << form << QByteArray("no such thing")
                                  << QJsonValue(QJsonValue::Undefined);
}

void TestAnswerReader::trees()
{
    QFETCH(const int, format);
    QFETCH(const QByteArray, body);
    QTEST(parseAnswer(body, AnswerFormat(format)), "tree");
}

void TestAnswerReader::timeGrowsWithTheLengthAlone_data()
{
    using Maker = std::function<QByteArray(int)>;
    QTest::addColumn<int>("format");
    QTest::addColumn<Maker>("body");
    const auto row = [](const char *name, AnswerFormat format, const Maker &body) {
        QTest::newRow(name) << int(format) << body;
    };
    const auto many = [](int count, const auto &item) {
        QByteArray all;
        for (int i = 0; i < count; ++i)
            all += item(QByteArray::number(i));
        return all;
    };
    using N = const QByteArray &;
    row("XML, one name", AnswerFormat::Xml,
        [](int n) -> QByteArray { return "<r>" + QByteArray("<a/>").repeated(n) + "</r>"; });
    row("XML, many names", AnswerFormat::Xml, [many](int n) -> QByteArray {
        return "<r>" + many(n, [](N i) -> QByteArray { return "<a" + i + "/>"; }) + "</r>";
    });
    row("XML, attributes", AnswerFormat::Xml, [many](int n) -> QByteArray {
        return "<r" + many(n, [](N i) -> QByteArray { return " a" + i + "=''"; }) + "/>";
    });
    row("XML, namespaces", AnswerFormat::Xml, [many](int n) -> QByteArray {
        return "<r" + many(n, [](N i) -> QByteArray { return " xmlns:a" + i + "='u'"; }) + "/>";
    });
    row("form, one name", AnswerFormat::Form,
        [](int n) -> QByteArray { return QByteArray("a=&").repeated(n); });
    row("form, many names", AnswerFormat::Form, [many](int n) -> QByteArray {
        return many(n, [](N i) -> QByteArray { return "a" + i + "=&"; });
    });
    row("form, backwards", AnswerFormat::Form, [many](int n) -> QByteArray {
        return many(n, [n](N i) -> QByteArray {
            return "a" + QByteArray::number(2 * n - i.toInt()) + "=&";
        });
    });
    row("JSON, many names", AnswerFormat::Json, [many](int n) -> QByteArray {
        return "{" + many(n, [](N i) -> QByteArray { return "\"a" + i + "\":\"\","; }) + "\"b\":1}";
    });
    row("JSON, names that fold alike", AnswerFormat::Json, [](int n) -> QByteArray {
        QByteArray all = "{";
        for (int i = 0; i < n; ++i)
            all += "\"er" + QByteArray(i % 500, '_') + "ror" + QByteArray(i / 500, '_') + "\":{},";
        return all + "\"b\":1}";
    });
    row("JSON, deep", AnswerFormat::Json,
        [](int n) -> QByteArray { return "{\"a\":\"" + QByteArray("[").repeated(n) + "\"}"; });
    row("text", AnswerFormat::Json,
        [](int n) -> QByteArray { return QByteArray("a.a=").repeated(n); });
}

void TestAnswerReader::timeGrowsWithTheLengthAlone()
{
    QFETCH(const int, format);
    using Maker = std::function<QByteArray(int)>;
    QFETCH(const Maker, body);
    Provider provider;
    provider.response.format = AnswerFormat(format);
    const QList<Secret> secrets{Secret(QByteArray("some-secret-0001")), Secret(QByteArray("abc"))};
    // The least of three, so that a busy machine does not count; from a size at which what is
    // constant does not either.
    const auto taken = [&](int count) {
        const QByteArray bytes = body(count);
        qint64 least = std::numeric_limits<qint64>::max();
        for (int i = 0; i < 3; ++i) {
            const HttpAnswer answer{.status = 400,
                                    .reason = {},
                                    .contentType = {},
                                    .retryAfter = {},
                                    .location = {},
                                    .date = {},
                                    .body = Secret(QByteArray(bytes))};
            QElapsedTimer timer;
            timer.start();
            const auto read = readTokenAnswer(answer, provider, secrets, 0);
            least = std::min(least, timer.nsecsElapsed());
            if (read)
                return std::numeric_limits<qint64>::max();
        }
        return least;
    };
    const int count = 4'000;
    const qint64 small = std::max<qint64>(taken(count), 2'000'000);
    const qint64 large = taken(8 * count);
    // eight times as long: linear takes 8 times, quadratic 64
    QVERIFY2(large < 32 * small, qPrintable(u"%1 µs, %2 µs"_s.arg(small / 1000).arg(large / 1000)));
}

TEST_IN_PROGRAM(TestAnswerReader)
#include "tst_answerreader.moc"
