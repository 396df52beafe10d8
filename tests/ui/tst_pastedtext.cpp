// SPDX-License-Identifier: MIT
#include "PastedText.h"

#include <QTest>

using namespace Tokenwright;

class TestPastedText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleans_data()
    {
        QTest::addColumn<QString>("pasted");
        QTest::addColumn<QString>("clean");
        QTest::addColumn<bool>("blanksAround");
        QTest::addColumn<bool>("lineEnds");

        const auto row = [](const char *name, const QString &pasted, const QString &clean,
                            bool blanksAround, bool lineEnds) {
            QTest::newRow(name) << pasted << clean << blanksAround << lineEnds;
        };
        row("nothing", QString(), QString(), false, false);
        row("clean", QStringLiteral("abc"), QStringLiteral("abc"), false, false);
        row("one letter", QStringLiteral("a"), QStringLiteral("a"), false, false);
        row("blank before", QStringLiteral(" abc"), QStringLiteral("abc"), true, false);
        row("blank after", QStringLiteral("abc "), QStringLiteral("abc"), true, false);
        row("blanks inside stay", QStringLiteral("My  set"), QStringLiteral("My  set"), false,
            false);
        row("only blanks", QStringLiteral(" \t\n "), QString(), true, false);
        row("line end after", QStringLiteral("abc\r\n"), QStringLiteral("abc"), true, false);
        row("line end inside", QStringLiteral("ab\r\nc"), QStringLiteral("abc"), false, true);
        row("tabulator inside", QStringLiteral("ab\tc"), QStringLiteral("abc"), false, true);
        row("both", QStringLiteral(" ab\nc\n"), QStringLiteral("abc"), true, true);
        row("no-break space", QStringLiteral(u"\u00A0abc\u00A0"), QStringLiteral("abc"), true,
            false);
        row("ideographic space", QStringLiteral(u"abc\u3000"), QStringLiteral("abc"), true, false);
        row("zero-width space", QStringLiteral(u"\u200Babc\u200B"), QStringLiteral("abc"), true,
            false);
        row("joiners", QStringLiteral(u"\u200Dabc\u2060"), QStringLiteral("abc"), true, false);
        row("byte-order mark", QStringLiteral(u"\uFEFFabc"), QStringLiteral("abc"), true, false);
        row("direction marks", QStringLiteral(u"\u202Aabc\u202C\u200E"), QStringLiteral("abc"),
            true, false);
        row("null", QString(QStringLiteral("abc") + QChar(u'\0')), QStringLiteral("abc"), true,
            false);
        row("line separator inside", QStringLiteral(u"ab\u2028c"), QStringLiteral("abc"), false,
            true);
        row("zero-width joiner within an emoji stays",
            QStringLiteral(u"\U0001F469\u200D\U0001F4BB set"),
            QStringLiteral(u"\U0001F469\u200D\U0001F4BB set"), false, false);
        row("letters of every script", QStringLiteral(u"Größe 名前"), QStringLiteral(u"Größe 名前"),
            false, false);
    }

    void cleans()
    {
        QFETCH(QString, pasted);
        const PastedText result = cleanPastedText(pasted);
        QTEST(result.text, "clean");
        QTEST(result.hadBlanksAround, "blanksAround");
        QTEST(result.hadLineEnds, "lineEnds");
        QCOMPARE(result.wasChanged(), result.text != pasted);
    }

    void cleanTextStaysAsItIs()
    {
        const PastedText once = cleanPastedText(QStringLiteral("\n ab\tc \u00A0"));
        QVERIFY(!cleanPastedText(once.text).wasChanged());
    }
};

QTEST_APPLESS_MAIN(TestPastedText)
#include "tst_pastedtext.moc"
