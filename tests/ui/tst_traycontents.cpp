// SPDX-License-Identifier: MIT
#include "TestProgram.h"

#include "Literals.h"
#include "TrayContents.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace Tokenwright;

namespace {

QStringList namesIn(const TrayContents &contents)
{
    QStringList lines;
    for (const TraySection &section : contents.sections) {
        lines.append(u'[' + section.environment + u']');
        for (const TrayEntry &entry : section.entries)
            lines.append(entry.name);
    }
    return lines;
}

TrayEntry entry(const QString &name, const QString &environment, qint64 lastUsed = 0)
{
    return {.setId = u"id of " + name,
            .name = name,
            .environment = environment,
            .isProduction = environment == u"PRODUCTION" || environment == u"LIVE",
            .lastUsed = lastUsed};
}

} // namespace

/// What the tray's menu shows.
class TestTrayContents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sections_data()
    {
        QTest::addColumn<QString>("sets"); // name@environment@last use
        QTest::addColumn<qsizetype>("most");
        QTest::addColumn<QString>("menu");
        const auto add = [](const char *name, const char *sets, qsizetype most, const char *menu) {
            QTest::newRow(name) << QString::fromLatin1(sets) << most << QString::fromLatin1(menu);
        };
        add("none", "", 20, "");
        add("one", "A@Sandbox@0", 20, "[Sandbox] A");
        add("by name", "b@Sandbox@9 C@Sandbox@5 A@Sandbox@0", 20, "[Sandbox] A b C");
        add("production last", "A@PRODUCTION@9 B@Sandbox@0 C@Test@0", 20,
            "[Sandbox] B [Test] C [PRODUCTION] A");
        add("two kinds of production", "A@PRODUCTION@0 B@LIVE@0 C@Zone@0", 20,
            "[Zone] C [LIVE] B [PRODUCTION] A");
        add("just enough", "A@Sandbox@1 B@Sandbox@2 C@Sandbox@3", 3, "[Sandbox] A B C");
        add("the latest come first", "A@Sandbox@1 B@Sandbox@2 C@Sandbox@3 D@Sandbox@0", 2,
            "[Sandbox] C B");
        add("unused ones by name", "D@Sandbox@0 C@Sandbox@0 B@Sandbox@0 A@Sandbox@7", 2,
            "[Sandbox] A B");
        add("across sections", "A@PRODUCTION@1 B@Sandbox@2 C@Sandbox@3 D@PRODUCTION@4", 3,
            "[Sandbox] C B [PRODUCTION] D");
    }

    void sections()
    {
        QFETCH(QString, sets);
        QFETCH(qsizetype, most);
        QList<TrayEntry> entries;
        for (const QString &set : sets.split(u' ', Qt::SkipEmptyParts)) {
            const QStringList parts = set.split(u'@');
            entries.append(entry(parts[0], parts[1], parts[2].toLongLong()));
        }
        const TrayContents contents = trayContents(entries, most);
        QTEST(namesIn(contents).join(u' '), "menu");
        QCOMPARE(contents.all, entries.size());
        QCOMPARE(contents.shown, std::min(most, entries.size()));
    }

    void thousandsAreBounded()
    {
        QRandomGenerator random(7);
        QList<TrayEntry> entries;
        for (int i = 0; i < 10'000; ++i)
            entries.append(entry(u"Set %1"_s.arg(i), i % 2 ? u"Sandbox"_s : u"PRODUCTION"_s,
                                 random.bounded(1'000'000)));
        const TrayContents contents = trayContents(entries, 20);
        QCOMPARE(contents.shown, 20);
        QCOMPARE(contents.all, 10'000);
        qint64 oldestShown = 1'000'000;
        qsizetype shown = 0;
        for (const TraySection &section : contents.sections) {
            shown += section.entries.size();
            for (const TrayEntry &one : section.entries)
                oldestShown = std::min(oldestShown, one.lastUsed);
        }
        QCOMPARE(shown, 20);
        const auto newer = std::ranges::count_if(
            entries, [&](const TrayEntry &one) { return one.lastUsed > oldestShown; });
        QVERIFY(newer <= 20);
    }

    void texts_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << u"Catalogue"_s << u"Catalogue — 1 h 43 min left"_s;
        QTest::newRow("ampersand") << u"A & B"_s << u"A && B — 1 h 43 min left"_s;
        QTest::newRow("columns and lines") << u"A\tB\nC"_s << u"A B C — 1 h 43 min left"_s;
        QTest::newRow("long") << QString(200, u'x') << QString(59, u'x') + u"… — 1 h 43 min left"_s;
        QTest::newRow("percent") << u"100 %2"_s << u"100 %2 — 1 h 43 min left"_s;
    }

    void texts()
    {
        QFETCH(QString, name);
        QTEST(trayEntryText(name, u"1 h 43 min left"_s), "text");
    }
};

TEST_IN_PROGRAM(TestTrayContents)
#include "tst_traycontents.moc"
