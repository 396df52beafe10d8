// SPDX-License-Identifier: MIT
#include "FilterBar.h"
#include "ListBench.h"
#include "SetSearch.h"
#include "TestProgram.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QFile>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace Tokenwright;

namespace {

constexpr auto reporting = QAbstractItemModelTester::FailureReportingMode::QtTest;

QStringList namesIn(const QAbstractItemModel &rows)
{
    QStringList names;
    for (int row = 0; row < rows.rowCount(); ++row)
        names.append(rows.index(row, CountdownModel::NameColumn).data().toString());
    return names;
}

} // namespace

/// The list as it is searched, filtered and sorted, mostly without a view.
class TestSetSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Qt's own filter would tell of five hundred runs of rows, one by one.
    void aSearchIsOneChange()
    {
        ListBench bench;
        for (int number = 0; number < 20; ++number)
            bench.add(u"Set %1"_s.arg(number), number % 2 ? u"production"_s : u"sandbox"_s);
        SetSearch search(bench.model);
        const QAbstractItemModelTester tester(&search, reporting);
        QTableView view;
        view.setModel(&search);
        view.selectRow(3);
        const QSignalSpy changes(&search, &QAbstractItemModel::layoutChanged);
        const QSignalSpy removals(&search, &QAbstractItemModel::rowsRemoved);
        const std::pair<QString, int> searches[]{
            {u"sET 1"_s, 11},  {u"\"sET 1\""_s, 11},        {u"prod"_s, 10}, {u"EBAY"_s, 20},
            {u"nothing"_s, 0}, {u"set env:sandbox 1"_s, 5}, {QString(), 20}};
        for (const auto &[text, rows] : searches) {
            search.search(text);
            QCOMPARE(search.rowCount(), rows);
            QCOMPARE(view.verticalHeader()->count(), rows);
            QCOMPARE(view.model()->headerData(0, Qt::Horizontal).toString(), u"Name"_s);
        }
        QCOMPARE(changes.size(), 6); // the second one shows the same rows
        QCOMPARE(removals.size(), 0);

        search.search(u"\"Set 19\""_s);
        const QString added = bench.add(u"Set 190"_s); // is looked at as it comes
        QCOMPARE(search.rowCount(), 2);
        view.selectRow(1);
        search.search(u"190"_s); // who still matches stays current
        QCOMPARE(view.currentIndex().data(CountdownModel::SetIdRole).toString(), added);
    }

    void secretsThatEndNeedAttention()
    {
        ListBench bench;
        bench.add(u"Other"_s);
        CredentialSet ending = bench.set(u"Ending"_s);
        ending.secretExpires
            = QDateTime::fromMSecsSinceEpoch(bench.clock.moment.wall).date().addDays(20);
        const QString id = bench.add(ending);
        SetSearch search(bench.model);
        search.setFilter(SetFilter::NeedsAttention);
        QCOMPARE(search.rowCount(), 0);
        bench.clock.advance(7 * 86'400'000LL);
        bench.model.providersChanged(); // as when it is told
        QCOMPARE(namesIn(search), QStringList(u"Ending"_s));
        search.setFilter(SetFilter::All);
        search.search(u"is:secret-expiring"_s);
        QCOMPARE(namesIn(search), QStringList(u"Ending"_s));
        QTRY_COMPARE(search.counts()[std::size_t(SetFilter::NeedsAttention)], 1);
        bench.change(id, [](CredentialSet &set) { set.secretExpires = {}; });
        QCOMPARE(search.rowCount(), 0);
    }

    void survivesTheModelTesterThroughEveryChange_data()
    {
        QTest::addColumn<int>("column");
        QTest::newRow("as added") << -1;
        QTest::newRow("by name") << int(CountdownModel::NameColumn);
        QTest::newRow("by environment") << int(CountdownModel::EnvironmentColumn);
        QTest::newRow("by token") << int(CountdownModel::TokenColumn);
    }

    void survivesTheModelTesterThroughEveryChange()
    {
        QFETCH(const int, column);
        ListBench bench;
        SetSearch search(bench.model);
        const QAbstractItemModelTester tester(&search, reporting);
        const QAbstractItemModelTester modelTester(&bench.model, reporting);
        search.sort(column, Qt::DescendingOrder);
        QStringList ids;
        for (const QString &name : {u"First"_s, u"Second"_s, u"Third"_s, u"Fourth"_s})
            ids.append(bench.add(name, ids.size() % 2 ? u"production"_s : u"sandbox"_s));
        bench.giveToken(ids.at(1), 100);
        bench.fail(ids.at(2));
        bench.change(ids.at(0), [](CredentialSet &set) { set.name = u"Zeroth"_s; });
        search.search(u"th"_s);
        QCOMPARE(search.rowCount(), 3); // all but the second
        bench.change(ids.at(1), [](CredentialSet &set) { set.name = u"Seventh"_s; });
        QCOMPARE(search.rowCount(), 4);
        bench.change(ids.at(3), [](CredentialSet &set) { set.name = u"Four"_s; });
        QCOMPARE(search.rowCount(), 3);
        bench.registry.remove(ids.at(2));
        QCOMPARE(search.rowCount(), 2);
        bench.model.setHidden(ids.at(0), true);
        QCOMPARE(namesIn(search), QStringList{u"Seventh"_s});
        bench.model.setHidden(ids.at(0), false);
        bench.model.providersChanged();
        search.search({});
        QCOMPARE(search.rowCount(), 3);
        bench.registry.remove(ids.at(0)); // the rows below move up
        bench.giveToken(ids.at(3), 50);
        QCOMPARE(search.rowCount(), 2);
        QCOMPARE(search.indexOf(ids.at(3)).data(CountdownModel::SetIdRole).toString(), ids.at(3));
    }

    void sortsByWhatIsUrgent()
    {
        ListBench bench;
        const QString expired = bench.add(u"Expired"_s);
        bench.giveToken(expired, 60);
        bench.clock.advance(61'000);
        bench.add(u"None"_s);
        bench.giveToken(bench.add(u"Unknown"_s), std::nullopt);
        bench.giveToken(bench.add(u"Late"_s), 7200);
        bench.giveToken(bench.add(u"Early"_s), 600);
        bench.fail(bench.add(u"Refused"_s));
        bench.fail(bench.add(u"Failed"_s));
        bench.add(u"A none"_s);
        SetSearch search(bench.model);
        search.sort(CountdownModel::TokenColumn);
        QTRY_COMPARE(namesIn(search),
                     (QStringList{u"Failed"_s, u"Refused"_s, u"Expired"_s, u"Early"_s, u"Late"_s,
                                  u"Unknown"_s, u"A none"_s, u"None"_s}));
        search.sort(CountdownModel::TokenColumn,
                    Qt::DescendingOrder); // names stay as they are read
        QTRY_COMPARE(namesIn(search),
                     (QStringList{u"A none"_s, u"None"_s, u"Unknown"_s, u"Late"_s, u"Early"_s,
                                  u"Expired"_s, u"Failed"_s, u"Refused"_s}));
        search.sort(CountdownModel::TokenColumn);
        bench.giveToken(expired, 30); // and follows what happens
        QCOMPARE(namesIn(search).at(2), u"Expired"_s);
        bench.giveToken(expired, 3600);
        QCOMPARE(namesIn(search).mid(2, 3), (QStringList{u"Early"_s, u"Expired"_s, u"Late"_s}));
    }

    void sortsByEnvironmentThenProvider()
    {
        ListBench bench;
        bench.add(bench.set(u"B"_s, u"sandbox"_s, u"pitney-bowes"_s));
        bench.add(bench.set(u"D"_s, u"sandbox"_s));
        bench.add(bench.set(u"c"_s, u"sandbox"_s));
        bench.add(bench.set(u"E"_s, u"production"_s, u"pitney-bowes"_s));
        bench.add(bench.set(u"F"_s, u"production"_s));
        SetSearch search(bench.model);
        search.sort(CountdownModel::EnvironmentColumn);
        QCOMPARE(namesIn(search), (QStringList{u"F"_s, u"E"_s, u"c"_s, u"D"_s, u"B"_s}));
        search.sort(CountdownModel::NameColumn);
        QCOMPARE(namesIn(search), (QStringList{u"B"_s, u"c"_s, u"D"_s, u"E"_s, u"F"_s}));
        search.sort(CountdownModel::NameColumn, Qt::DescendingOrder);
        QCOMPARE(namesIn(search), (QStringList{u"F"_s, u"E"_s, u"D"_s, u"c"_s, u"B"_s}));
        search.sort(-1);
        QCOMPARE(namesIn(search), (QStringList{u"B"_s, u"D"_s, u"c"_s, u"E"_s, u"F"_s}));
        bench.change(search.index(3, 0).data(CountdownModel::SetIdRole).toString(),
                     [](CredentialSet &set) { set.isFavourite = true; });
        QCOMPARE(namesIn(search).constFirst(), u"E"_s); // favourites come first
    }

    void filtersAndCounts()
    {
        ListBench bench;
        const QString live = bench.add(u"Live"_s, u"production"_s);
        const QString test = bench.add(u"Test"_s);
        const QString other = bench.add(u"Other"_s);
        bench.change(test, [](CredentialSet &set) { set.isFavourite = set.keepFresh = true; });
        bench.fail(other);
        SetSearch search(bench.model);
        const QAbstractItemModelTester tester(&search, reporting);
        FilterBar bar(search);
        const auto texts = [&] {
            QStringList all;
            const auto buttons = bar.findChildren<QToolButton *>();
            for (const QToolButton *button : buttons)
                all.append(button->text());
            return all;
        };
        bar.resize(2000, 40);
        bar.show();
        QTRY_COMPARE(texts(),
                     (QStringList{u"All 3"_s, u"Favourites 1"_s, u"Production 1"_s, u"Sandbox 2"_s,
                                  u"Needs attention 1"_s}));
        const auto buttons = bar.findChildren<QToolButton *>();
        QStringList names;
        for (const QToolButton *button : buttons)
            names.append(button->accessibleName());
        QCOMPARE(names,
                 (QStringList{u"All"_s, u"Favourites"_s, u"Production"_s, u"Sandbox"_s,
                              u"Needs attention"_s}));
        const QStringList shown[]{{u"Test"_s, u"Live"_s, u"Other"_s},
                                  {u"Test"_s},
                                  {u"Live"_s},
                                  {u"Test"_s, u"Other"_s},
                                  {u"Other"_s}};
        for (qsizetype i = 0; i < buttons.size(); ++i) {
            buttons.at(i)->click();
            QCOMPARE(namesIn(search), shown[i]);
            QVERIFY(buttons.at(i)->isChecked());
        }
        // the last one asks for attention, and so does what is kept fresh and expires all the same
        bench.giveToken(test, 60);
        bench.clock.advance(61'000);
        bench.model.announceTick(bench.model.indexOf(test));
        QCOMPARE(namesIn(search), (QStringList{u"Test"_s, u"Other"_s}));
        search.search(u"oth"_s); // together with what is searched for
        QCOMPARE(namesIn(search), QStringList{u"Other"_s});
        bench.giveToken(other, 3600);
        QCOMPARE(search.rowCount(), 0);
        bench.model.setHidden(live, true);
        QTRY_COMPARE(texts(),
                     (QStringList{u"All 2"_s, u"Favourites 1"_s, u"Production 0"_s, u"Sandbox 2"_s,
                                  u"Needs attention 1"_s}));
        bar.choose(SetFilter::All);
        QCOMPARE(namesIn(search), QStringList{u"Other"_s});
        bar.resize(bar.minimumSizeHint().width(), 40);
        QTRY_COMPARE(texts().constFirst(), u"All"_s); // no room for numbers
    }

    /// What takes longer than a keystroke may is done in between, and then told.
    void manyUnknownTokensAreLookedAtInSlices()
    {
        ListBench bench;
        QJsonArray rows; // written at once: one by one takes longer than all else
        for (int number = 0; number < 3000; ++number)
            rows.append(bench.set(u"Set %1"_s.arg(number)).toJson());
        QFile index(bench.folders.profile.credentialSetsFile());
        QVERIFY(index.open(QIODevice::WriteOnly));
        index.write(
            QJsonDocument(QJsonObject{{u"schema"_s, 1}, {u"credentialSets"_s, rows}}).toJson());
        index.close();
        bench.registry.refresh().value();
        QCOMPARE(bench.model.rowCount(), 3000);
        bench.fail(bench.add(u"Late"_s));
        SetSearch search(bench.model);
        QSignalSpy arranged(&search, &SetSearch::arranged);
        search.search(u"is:expired"_s);
        QVERIFY(!bench.model.isKnown(bench.model.rowCount() - 1));
        QCOMPARE(arranged.size(), 1);
        search.sort(CountdownModel::TokenColumn);
        search.search({});
        QTRY_COMPARE(namesIn(search).constFirst(), u"Late"_s);
        QVERIFY(bench.model.isKnown(bench.model.rowCount() - 2));
    }
};

WIDGET_TEST_IN_PROGRAM(TestSetSearch)
#include "tst_setsearch.moc"
