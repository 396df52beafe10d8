// SPDX-License-Identifier: MIT
#include "CountdownTicker.h"
#include "ListBench.h"
#include "SetSearch.h"
#include "TestProgram.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Tokenwright;

class TestCountdownModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void survivesTheModelTesterThroughEveryChange()
    {
        ListBench bench;
        QAbstractItemModelTester tester(&bench.model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QString first = bench.add(u"First"_s);
        const QString second = bench.add(u"Second"_s);
        bench.add(u"Third"_s, u"production"_s);
        QCOMPARE(bench.model.rowCount(), 3);
        bench.giveToken(second, 100);
        bench.change(first, [](CredentialSet &set) { set.name = u"Renamed"_s; });
        QCOMPARE(bench.model.indexOf(first).data().toString(), u"Renamed"_s);
        bench.registry.remove(second);
        QCOMPARE(bench.model.rowCount(), 2);
        QVERIFY(!bench.model.indexOf(second).isValid());
        QVERIFY(bench.model.indexOf(first).isValid());
    }

    void returnsRawValuesByRole()
    {
        ListBench bench;
        const QString id = bench.add(u"Live"_s, u"production"_s);
        const auto cell = [&](int column) { return bench.model.indexOf(id, column); };
        QCOMPARE(cell(CountdownModel::NameColumn).data().toString(), u"Live"_s);
        QCOMPARE(cell(CountdownModel::NameColumn).data(CountdownModel::BelowRole).toString(),
                 u"eBay"_s);
        QCOMPARE(cell(CountdownModel::EnvironmentColumn).data().toString(), u"PRODUCTION"_s);
        QVERIFY(cell(CountdownModel::NameColumn).data(CountdownModel::ProductionRole).toBool());
        QVERIFY(!cell(CountdownModel::NameColumn).data(CountdownModel::FavouriteRole).toBool());
        QCOMPARE(cell(CountdownModel::TokenColumn).data().toString(), u"no token yet"_s);
        bench.giveToken(id, 90);
        const auto status = cell(CountdownModel::TokenColumn)
                                .data(CountdownModel::StatusRole)
                                .value<TokenStatus>();
        QCOMPARE(status.remaining, 90'000);
        QCOMPARE(status.whole, 90'000);
        bench.change(id, [](CredentialSet &set) {
            set.keepFresh = set.isFavourite = true;
            set.tags = QStringList{u"billing"_s, u"team"_s};
        });
        QCOMPARE(cell(CountdownModel::NameColumn).data(CountdownModel::BelowRole).toString(),
                 u"eBay · kept fresh · billing · team"_s);
        QVERIFY(cell(CountdownModel::NameColumn).data(CountdownModel::FavouriteRole).toBool());
    }

    /// Two weeks before its end on; by the user's word or by the provider file's.
    void aSecretThatEndsIsTold()
    {
        ListBench bench;
        const QString id = bench.add(u"Seller"_s);
        const QModelIndex cell = bench.model.indexOf(id);
        const auto below = [&] { return cell.data(CountdownModel::BelowRole).toString(); };
        const auto expireIn = [&](int days) {
            bench.change(id, [&](CredentialSet &set) {
                set.secretExpires
                    = QDateTime::fromMSecsSinceEpoch(bench.clock.moment.wall).date().addDays(days);
            });
        };
        expireIn(15);
        QCOMPARE(below(), u"eBay"_s);
        QVERIFY(!bench.model.secretEndsAt(cell.row()));
        expireIn(12);
        QCOMPARE(below(), u"eBay · secret expires in 12 days"_s);
        QVERIFY(
            cell.data(Qt::AccessibleTextRole).toString().endsWith(u", secret expires in 12 days"));
        QVERIFY(bench.model.status(id).secretEnds);
        QVERIFY(needsAttention(bench.model.status(id), false));
        bench.clock.advance(13 * 86'400'000LL);
        QCOMPARE(below(), u"eBay · secret has expired"_s);
    }

    /// What a screen reader reads of a row.
    void aRowIsOneSentence()
    {
        ListBench bench;
        const QString id = bench.add(u"Catalogue live"_s, u"production"_s);
        bench.giveToken(id, 6900);
        const auto heard = [&](int column) {
            return bench.model.indexOf(id, column).data(Qt::AccessibleTextRole).toString();
        };
        QCOMPARE(heard(CountdownModel::NameColumn),
                 u"Catalogue live, eBay, Production, 1 h 55 min left"_s);
        QCOMPARE(heard(CountdownModel::EnvironmentColumn), u"Production"_s);
        QCOMPARE(heard(CountdownModel::TokenColumn), u"1 h 55 min left"_s);
        QCOMPARE(heard(CountdownModel::ActionColumn), u"Copy bearer header of “Catalogue live”"_s);
        bench.change(id, [](CredentialSet &set) {
            set.keepFresh = set.isFavourite = true;
            set.tags = QStringList{u"billing"_s};
        });
        QCOMPARE(heard(CountdownModel::NameColumn),
                 u"Catalogue live, eBay, Production, 1 h 55 min left, kept fresh, favourite, "
                 "billing"_s);
        bench.fail(id);
        QVERIFY(
            heard(CountdownModel::NameColumn).contains(u"Production, rejected: invalid_client"));
    }

    /// About to be removed: gone from here, its name still taken, and back where it was.
    void aSetIsHidden()
    {
        ListBench bench;
        const QString first = bench.add(u"First"_s);
        const QString second = bench.add(u"Second"_s);
        const QString third = bench.add(u"Third"_s);
        const QAbstractItemModelTester tester(
            &bench.model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        bench.model.setHidden(second, true);
        bench.model.setHidden(first, true);
        QCOMPARE(bench.model.rowCount(), 1);
        QVERIFY(!bench.model.indexOf(second).isValid());
        QCOMPARE(bench.model.status(second).state, TokenState::None);
        QVERIFY(bench.registry.isNameTaken(u"second"_s, u"sandbox"_s, {}));
        bench.change(second, [](CredentialSet &set) { set.name = u"Changed"_s; });
        bench.giveToken(second, 60); // what happens to it meanwhile shows nothing
        QCOMPARE(bench.model.rowCount(), 1);
        bench.model.setHidden(second, false);
        bench.model.setHidden(first, false);
        QStringList names;
        for (int row = 0; row < bench.model.rowCount(); ++row)
            names.append(bench.model.index(row, 0).data().toString());
        QCOMPARE(names, (QStringList{u"First"_s, u"Changed"_s, u"Third"_s}));
        bench.model.setHidden(third, true);
        bench.registry.remove(third);
        bench.model.setHidden(third, false); // there is nothing to bring back
        QCOMPARE(bench.model.rowCount(), 2);
    }

    void countsDownByTheClockAlone()
    {
        ListBench bench;
        const QString id = bench.add(u"One"_s);
        bench.giveToken(id, 61);
        QCOMPARE(bench.model.status(id).state, TokenState::Soon);
        bench.clock.advance(1000);
        QCOMPARE(bench.model.status(id).state, TokenState::LastMinute);
        bench.clock.advance(60'000);
        QCOMPARE(bench.model.status(id).state, TokenState::Expired);
    }

    void changedSetHasNoTokenAnyMore()
    {
        ListBench bench;
        const QString id = bench.add(u"One"_s);
        bench.giveToken(id, 7200);
        QCOMPARE(bench.model.status(id).state, TokenState::Fresh);
        bench.change(id, [](CredentialSet &set) {
            set.scopes = QStringList{u"https://api.ebay.com/oauth/api_scope/buy.item.bulk"_s};
        });
        QCOMPARE(bench.model.status(id).state, TokenState::None);
    }

    void ledgerAndWorkAreAnnouncedForTheTokenColumnsAlone()
    {
        ListBench bench;
        const QString id = bench.add(u"One"_s);
        QSignalSpy changes(&bench.model, &QAbstractItemModel::dataChanged);
        bench.giveToken(id, 7200);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(changes.first().at(0).toModelIndex().column(), int(CountdownModel::TokenColumn));
    }

    void readyIsSaidUntilItIsTakenBack()
    {
        ListBench bench;
        const QString id = bench.add(u"One"_s);
        bench.giveToken(id, 7200);
        bench.model.setReady(id, true);
        QCOMPARE(bench.model.status(id).state, TokenState::Ready);
        bench.clock.advance(7200 * 1000);
        QCOMPARE(bench.model.status(id).state, TokenState::Expired);
        bench.model.setReady(id, false);
        QCOMPARE(bench.model.status(id).state, TokenState::Expired);
    }

    void tickerRunsOnlyWhileSomethingVisibleCounts()
    {
        ListBench bench;
        const QString id = bench.add(u"One"_s);
        SetSearch proxy(bench.model);
        QTableView view;
        view.setModel(&proxy);
        CountdownTicker ticker(view, proxy, bench.model);
        view.resize(600, 200);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QVERIFY(!ticker.isTicking());

        bench.giveToken(id, 7200);
        QTRY_VERIFY(ticker.isTicking());
        QSignalSpy changes(&bench.model, &QAbstractItemModel::dataChanged);
        QVERIFY(changes.wait(3000));
        const QModelIndex from = changes.last().at(0).toModelIndex();
        const QModelIndex to = changes.last().at(1).toModelIndex();
        QCOMPARE(from.column(), int(CountdownModel::TokenColumn));
        QCOMPARE(to.column(), int(CountdownModel::TokenColumn));

        bench.clock.advance(7200 * 1000); // the tick that sees the expiry is the last one
        QTRY_VERIFY(!ticker.isTicking());

        bench.giveToken(id, 7200);
        QTRY_VERIFY(ticker.isTicking());
        view.hide();
        QTRY_VERIFY(!ticker.isTicking());
        view.show();
        QTRY_VERIFY(ticker.isTicking());
    }
};

WIDGET_TEST_IN_PROGRAM(TestCountdownModel)
#include "tst_countdownmodel.moc"
