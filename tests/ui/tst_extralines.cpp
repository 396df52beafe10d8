// SPDX-License-Identifier: MIT
#include "ExtraLines.h"
#include "TestProgram.h"

#include <QTest>

using namespace Tokenwright;

using Values = QMap<QString, QStringList>;
using Headers = QList<NameValue>;

namespace {

RequestRules rulesOfTest()
{
    RequestRules rules;
    rules.clientIdParameter = u"key"_s;
    RequestParameter declared;
    declared.name = u"audience"_s;
    rules.parameters.append(declared);
    return rules;
}

} // namespace

class TestExtraLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parametersAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Values>("parameters");
        const QString a = u"a"_s;
        const auto values = [](std::initializer_list<const char *> texts) {
            QStringList list;
            for (const char *text : texts)
                list.append(QString::fromUtf8(text));
            return list;
        };
        QTest::newRow("nothing") << QString() << Values();
        QTest::newRow("empty lines") << u" \n\t\n\n"_s << Values();
        QTest::newRow("one") << u"a=b"_s << Values{{a, values({"b"})}};
        QTest::newRow("repeated") << u"a=x\nb=1\na=y"_s
                                  << Values{{a, values({"x", "y"})}, {u"b"_s, values({"1"})}};
        QTest::newRow("first = divides") << u"a=b=c="_s << Values{{a, values({"b=c="})}};
        QTest::newRow("no value") << u"a="_s << Values{{a, values({""})}};
        QTest::newRow("blanks around")
            << QStringLiteral(u"\u00A0 a =\tb c \r\n") << Values{{a, values({"b c"})}};
        QTest::newRow("line separator")
            << QStringLiteral(u"a=1\u2028a=2") << Values{{a, values({"1", "2"})}};
        QTest::newRow("not ASCII") << u"a=käse"_s << Values{{a, values({"käse"})}};
        QTest::newRow("another case") << u"Scope=b"_s << Values{{u"Scope"_s, values({"b"})}};
    }
    void parametersAreRead()
    {
        QFETCH(QString, text);
        QFETCH(Values, parameters);
        const ParameterLines read = parameterLines(text, rulesOfTest());
        QCOMPARE(read.problems, QStringList());
        QCOMPARE(read.parameters, parameters);
    }

    void parameterProblems_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problems");
        QTest::newRow("no mark") << u"a=b\n\nresource: x"_s << u"Line 3: there is no “=” in it."_s;
        QTest::newRow("no name") << u" =b"_s << u"Line 1: there is no name before the “=”."_s;
        QTest::newRow("declared") << u"audience=b"_s
                                  << u"Line 1: “audience” has a field of its own."_s;
        for (const char *name : {"grant_type", "scope", "client_id", "client_secret", "key",
                                 "client_assertion", "client_assertion_type"}) {
            QTest::newRow(name) << QString(QLatin1StringView(name) + u"=x")
                                << u"Line 1: “%1” is set by the other fields."_s.arg(
                                       QLatin1StringView(name));
        }
        QTest::newRow("two") << u"x\nfine=1\n=y"_s
                             << u"Line 1: there is no “=” in it.|"
                                "Line 3: there is no name before the “=”."_s;
    }
    void parameterProblems()
    {
        QFETCH(QString, text);
        QFETCH(QString, problems);
        QCOMPARE(parameterLines(text, rulesOfTest()).problems.join(u'|'), problems);
    }

    void headersAreRead()
    {
        const HeaderLines read = headerLines(u"X-One: a: b\n\nx-two:c\nX-Empty:\nX-Id : {uuid}"_s);
        QCOMPARE(read.problems, QStringList());
        QCOMPARE(read.headers,
                 (Headers{{u"X-One"_s, u"a: b"_s},
                          {u"x-two"_s, u"c"_s},
                          {u"X-Empty"_s, QString()},
                          {u"X-Id"_s, u"{uuid}"_s}}));
    }

    void headerProblems_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problem");
        QTest::newRow("no mark") << u"X-One=1"_s << u"Line 1: there is no “:” in it."_s;
        QTest::newRow("no name") << u"\n: 1"_s << u"Line 2: there is no name before the “:”."_s;
        QTest::newRow("name") << u"X One: 1"_s
                              << u"Line 1: “X One” is no name that HTTP allows for a header."_s;
        QTest::newRow("value") << u"X-One: a\x01z"_s
                               << u"Line 1: The value of the header “X-One” has a line end or "
                                  "another control character, which HTTP does not allow."_s;
        const QString authorization
            = u"Line 1: an Authorization header cannot be set by hand. Choose a client "
              "authentication, so that the secret stays in the keychain."_s;
        QTest::newRow("Authorization") << u"Authorization: Basic x"_s << authorization;
        QTest::newRow("any case") << u"aUTHORIZATION:x"_s << authorization;
    }
    void headerProblems()
    {
        QFETCH(QString, text);
        QFETCH(QString, problem);
        QCOMPARE(headerLines(text).problems, QStringList{problem});
    }

    void whatSomebodyElseWroteSurvives_data()
    {
        QTest::addColumn<Values>("parameters");
        QTest::addColumn<QString>("lines");
        const auto row = [](const char *title, const QString &name, const QStringList &values,
                            const QString &lines) {
            QTest::newRow(title) << Values{{name, values}} << lines;
        };
        row("plain", u"a"_s, {u"b"_s}, u"a=b"_s);
        row("several", u"a"_s, {u"b"_s, u"c"_s}, u"a=b\na=c"_s);
        row("declared", u"audience"_s, {u"b"_s}, QString());
        row("line end in a value", u"a"_s, {u"b"_s, u"c\nd=e"_s}, u"a=b"_s);
        row("= in a name", u"a=b"_s, {u"c"_s}, QString());
        row("blank around a value", u"a"_s, {u" b"_s}, QString());
        row("no name", QString(), {u"b"_s}, QString());
        row("no values", u"a"_s, {}, QString());
    }
    void whatSomebodyElseWroteSurvives()
    {
        QFETCH(Values, parameters);
        QFETCH(QString, lines);
        const RequestRules rules = rulesOfTest();
        QCOMPARE(linesOf(parameters, rules), lines);
        QCOMPARE(withLines(parameters, lines, rules), parameters);

        // what lines cannot hold stays, even when they are changed
        Values changed = withLines(parameters, u"new=1"_s, rules);
        QCOMPARE(changed.take(u"new"_s), QStringList{u"1"_s});
        QCOMPARE(linesOf(changed, rules), QString());
        for (const auto &[name, values] : parameters.asKeyValueRange()) {
            QStringList left = values;
            for (const QString &line : lines.split(u'\n'))
                left.removeOne(line.section(u'=', 1));
            if (!left.isEmpty())
                QCOMPARE(changed.value(name), left);
        }
    }

    void secretsAreKeptElsewhere()
    {
        const RequestRules rules = rulesOfTest();
        const QStringList kept{u"password"_s};
        const Values parameters{{u"a"_s, {u"b"_s}}};
        const QString text = linesOf(parameters, rules, kept);
        QCOMPARE(text, u"a=b\npassword={secret:password}"_s);
        const ParameterLines read = parameterLines(text, rules);
        QCOMPARE(read.problems, QStringList());
        QCOMPARE(read.kept, kept);
        QCOMPARE(read.parameters, parameters);
        QCOMPARE(read.information(), QString());
        QCOMPARE(withLines(parameters, text, rules), parameters);

        const ParameterLines typed = parameterLines(u"password=hidden"_s, rules);
        QCOMPARE(typed.parameters.keys(), kept);
        QVERIFY(typed.information().contains(u"“password” is a secret"));
        QVERIFY(!typed.information().contains(u"hidden"));
        QVERIFY(headerLines(u"X-Api-Key: hidden"_s).information().contains(u"X-Api-Key"));
        QCOMPARE(headerLines(u"X-Api-Key: {secret:X-Api-Key}"_s).information(), QString());
        const QStringList problems = parameterLines(u"token=“hidden”"_s, rules).problems;
        QCOMPARE(problems.size(), 1);
        QVERIFY(problems.first().contains(u"U+201C"));
        QVERIFY(!problems.first().contains(u"hidden"));
    }

    void headersOfSomebodyElseSurvive()
    {
        const Headers headers{{u"X-One"_s, u"1"_s}, {u"X-Odd"_s, u"a\nb"_s}, {u"x-one"_s, u"2"_s}};
        QCOMPARE(linesOf(headers), u"X-One: 1\nx-one: 2"_s);
        QCOMPARE(withLines(headers, linesOf(headers)), headers);
        QCOMPARE(withLines(headers, QString()), Headers{headers.at(1)});
        QCOMPARE(withLines(headers, u"B: 1"_s), (Headers{{u"B"_s, u"1"_s}, headers.at(1)}));
    }
};

TEST_IN_PROGRAM(TestExtraLines)
#include "tst_extralines.moc"
