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
    rules.clientIdParameter = QStringLiteral("key");
    RequestParameter declared;
    declared.name = QStringLiteral("audience");
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
        const QString a = QStringLiteral("a");
        const auto values = [](std::initializer_list<const char *> texts) {
            QStringList list;
            for (const char *text : texts)
                list.append(QString::fromUtf8(text));
            return list;
        };
        QTest::newRow("nothing") << QString() << Values();
        QTest::newRow("empty lines") << QStringLiteral(" \n\t\n\n") << Values();
        QTest::newRow("one") << QStringLiteral("a=b") << Values{{a, values({"b"})}};
        QTest::newRow("repeated") << QStringLiteral("a=x\nb=1\na=y")
                                  << Values{{a, values({"x", "y"})},
                                            {QStringLiteral("b"), values({"1"})}};
        QTest::newRow("first = divides")
            << QStringLiteral("a=b=c=") << Values{{a, values({"b=c="})}};
        QTest::newRow("no value") << QStringLiteral("a=") << Values{{a, values({""})}};
        QTest::newRow("blanks around")
            << QStringLiteral(u"\u00A0 a =\tb c \r\n") << Values{{a, values({"b c"})}};
        QTest::newRow("line separator")
            << QStringLiteral(u"a=1\u2028a=2") << Values{{a, values({"1", "2"})}};
        QTest::newRow("not ASCII") << QStringLiteral("a=käse") << Values{{a, values({"käse"})}};
        QTest::newRow("another case")
            << QStringLiteral("Scope=b") << Values{{QStringLiteral("Scope"), values({"b"})}};
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
        QTest::newRow("no mark") << QStringLiteral("a=b\n\nresource: x")
                                 << QStringLiteral("Line 3: there is no “=” in it.");
        QTest::newRow("no name") << QStringLiteral(" =b")
                                 << QStringLiteral("Line 1: there is no name before the “=”.");
        QTest::newRow("declared") << QStringLiteral("audience=b")
                                  << QStringLiteral("Line 1: “audience” has a field of its own.");
        for (const char *name : {"grant_type", "scope", "client_id", "client_secret", "key",
                                 "client_assertion", "client_assertion_type"}) {
            QTest::newRow(name) << QString(QLatin1StringView(name) + u"=x")
                                << QStringLiteral("Line 1: “%1” is set by the other fields.")
                                       .arg(QLatin1StringView(name));
        }
        QTest::newRow("two") << QStringLiteral("x\nfine=1\n=y")
                             << QStringLiteral("Line 1: there is no “=” in it.|"
                                               "Line 3: there is no name before the “=”.");
    }
    void parameterProblems()
    {
        QFETCH(QString, text);
        QFETCH(QString, problems);
        QCOMPARE(parameterLines(text, rulesOfTest()).problems.join(u'|'), problems);
    }

    void headersAreRead()
    {
        const HeaderLines read = headerLines(
            QStringLiteral("X-One: a: b\n\nx-two:c\nX-Empty:\nX-Id : {uuid}"));
        QCOMPARE(read.problems, QStringList());
        QCOMPARE(read.headers,
                 (Headers{{QStringLiteral("X-One"), QStringLiteral("a: b")},
                          {QStringLiteral("x-two"), QStringLiteral("c")},
                          {QStringLiteral("X-Empty"), QString()},
                          {QStringLiteral("X-Id"), QStringLiteral("{uuid}")}}));
    }

    void headerProblems_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problem");
        QTest::newRow("no mark") << QStringLiteral("X-One=1")
                                 << QStringLiteral("Line 1: there is no “:” in it.");
        QTest::newRow("no name") << QStringLiteral("\n: 1")
                                 << QStringLiteral("Line 2: there is no name before the “:”.");
        QTest::newRow("name") << QStringLiteral("X One: 1")
                              << QStringLiteral(
                                     "Line 1: “X One” is no name that HTTP allows for a header.");
        QTest::newRow("value") << QStringLiteral("X-One: a\x01z")
                               << QStringLiteral(
                                      "Line 1: The value of the header “X-One” has a line end or "
                                      "another control character, which HTTP does not allow.");
        const QString authorization = QStringLiteral(
            "Line 1: an Authorization header cannot be set by hand. Choose a client "
            "authentication, so that the secret stays in the keychain.");
        QTest::newRow("Authorization") << QStringLiteral("Authorization: Basic x") << authorization;
        QTest::newRow("any case") << QStringLiteral("aUTHORIZATION:x") << authorization;
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
        row("plain", QStringLiteral("a"), {QStringLiteral("b")}, QStringLiteral("a=b"));
        row("several", QStringLiteral("a"), {QStringLiteral("b"), QStringLiteral("c")},
            QStringLiteral("a=b\na=c"));
        row("declared", QStringLiteral("audience"), {QStringLiteral("b")}, QString());
        row("line end in a value", QStringLiteral("a"),
            {QStringLiteral("b"), QStringLiteral("c\nd=e")}, QStringLiteral("a=b"));
        row("= in a name", QStringLiteral("a=b"), {QStringLiteral("c")}, QString());
        row("blank around a value", QStringLiteral("a"), {QStringLiteral(" b")}, QString());
        row("no name", QString(), {QStringLiteral("b")}, QString());
        row("no values", QStringLiteral("a"), {}, QString());
    }
    void whatSomebodyElseWroteSurvives()
    {
        QFETCH(Values, parameters);
        QFETCH(QString, lines);
        const RequestRules rules = rulesOfTest();
        QCOMPARE(linesOf(parameters, rules), lines);
        QCOMPARE(withLines(parameters, lines, rules), parameters);

        // what lines cannot hold stays, even when they are changed
        Values changed = withLines(parameters, QStringLiteral("new=1"), rules);
        QCOMPARE(changed.take(QStringLiteral("new")), QStringList{QStringLiteral("1")});
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
        const QStringList kept{QStringLiteral("password")};
        const Values parameters{{QStringLiteral("a"), {QStringLiteral("b")}}};
        const QString text = linesOf(parameters, rules, kept);
        QCOMPARE(text, QStringLiteral("a=b\npassword={secret:password}"));
        const ParameterLines read = parameterLines(text, rules);
        QCOMPARE(read.problems, QStringList());
        QCOMPARE(read.kept, kept);
        QCOMPARE(read.parameters, parameters);
        QCOMPARE(read.information(), QString());
        QCOMPARE(withLines(parameters, text, rules), parameters);

        const ParameterLines typed = parameterLines(QStringLiteral("password=hidden"), rules);
        QCOMPARE(typed.parameters.keys(), kept);
        QVERIFY(typed.information().contains(u"“password” is a secret"));
        QVERIFY(!typed.information().contains(u"hidden"));
        QVERIFY(
            headerLines(QStringLiteral("X-Api-Key: hidden")).information().contains(u"X-Api-Key"));
        QCOMPARE(headerLines(QStringLiteral("X-Api-Key: {secret:X-Api-Key}")).information(),
                 QString());
        const QStringList problems = parameterLines(QStringLiteral("token=“hidden”"), rules)
                                         .problems;
        QCOMPARE(problems.size(), 1);
        QVERIFY(problems.first().contains(u"U+201C"));
        QVERIFY(!problems.first().contains(u"hidden"));
    }

    void headersOfSomebodyElseSurvive()
    {
        const Headers headers{{QStringLiteral("X-One"), QStringLiteral("1")},
                              {QStringLiteral("X-Odd"), QStringLiteral("a\nb")},
                              {QStringLiteral("x-one"), QStringLiteral("2")}};
        QCOMPARE(linesOf(headers), QStringLiteral("X-One: 1\nx-one: 2"));
        QCOMPARE(withLines(headers, linesOf(headers)), headers);
        QCOMPARE(withLines(headers, QString()), Headers{headers.at(1)});
        QCOMPARE(withLines(headers, QStringLiteral("B: 1")),
                 (Headers{{QStringLiteral("B"), QStringLiteral("1")}, headers.at(1)}));
    }
};

TEST_IN_PROGRAM(TestExtraLines)
#include "tst_extralines.moc"
