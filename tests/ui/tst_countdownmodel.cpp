// SPDX-License-Identifier: MIT
#include "CountdownModel.h"
#include "CountdownTicker.h"
#include "FakeClock.h"
#include "FakeSecretStore.h"
#include "SetSearch.h"
#include "TestProgram.h"

#include "TokenRequest.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace Tokenwright;

namespace {

/// The model with everything below it, in a profile of its own.
struct ModelBench
{
    ModelBench()
    {
        profile.configFolder = folder.filePath(u"config"_s);
        profile.dataFolder = folder.filePath(u"data"_s);
        profile.ensureFolders().value();
        registry.load().value();
        ledger.load().value();
    }

    QString add(const QString &name, const QString &environment = u"sandbox"_s)
    {
        const CredentialSet set{.id = freshIdentifier(),
                                .name = name,
                                .provider = u"ebay"_s,
                                .environment = environment,
                                .scopes = {},
                                .parameters = {},
                                .variables = {},
                                .clientAuthentication = {},
                                .pairMark = freshIdentifier(),
                                .unknownFields = {}};
        registry.insert(set);
        return set.id;
    }

    void giveToken(const QString &setId, qint64 seconds)
    {
        TokenRecord record;
        record.hasToken = true;
        record.lifetime = lifetimeFrom(clock.now(), seconds);
        record.fingerprint = requestFingerprint(*catalog.provider(u"ebay"_s),
                                                *registry.find(setId));
        ledger.store(setId, record);
    }

    QTemporaryDir folder;
    Profile profile;
    FakeClock clock;
    ProviderCatalog catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(), {});
    CredentialRegistry registry{profileIn(folder)};
    TokenLedger ledger{profileIn(folder)};
    FakeSecretStore store;
    HttpClient client;
    TokenService service{{.profile = profileIn(folder),
                          .clock = clock,
                          .providers = catalog,
                          .registry = registry,
                          .ledger = ledger,
                          .store = store,
                          .client = client}};
    CountdownModel model{{.clock = clock,
                          .providers = catalog,
                          .registry = registry,
                          .ledger = ledger,
                          .service = service}};

    static Profile profileIn(const QTemporaryDir &folder)
    {
        return {.configFolder = folder.filePath(u"config"_s),
                .dataFolder = folder.filePath(u"data"_s)};
    }
};

} // namespace

class TestCountdownModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Qt's own filter would tell of five hundred runs of rows, one by one.
    void aSearchIsOneChange()
    {
        ModelBench bench;
        for (int number = 0; number < 20; ++number)
            bench.add(u"Set %1"_s.arg(number), number % 2 ? u"production"_s : u"sandbox"_s);
        SetSearch search(bench.model);
        QAbstractItemModelTester tester(&search,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTableView view;
        view.setModel(&search);
        view.selectRow(3);
        QSignalSpy changes(&search, &QAbstractItemModel::layoutChanged);
        QSignalSpy removals(&search, &QAbstractItemModel::rowsRemoved);
        const std::pair<QString, int> searches[]{
            {u"sET 1"_s, 11}, {u"prod"_s, 10}, {u"EBAY"_s, 20}, {u"nothing"_s, 0}, {QString(), 20}};
        for (const auto &[text, rows] : searches) {
            search.search(text);
            QCOMPARE(search.rowCount(), rows);
            QCOMPARE(view.verticalHeader()->count(), rows);
        }
        QCOMPARE(changes.size(), 5);
        QCOMPARE(removals.size(), 0);

        search.search(u"Set 19"_s);
        const QString added = bench.add(u"Set 190"_s); // is looked at as it comes
        QCOMPARE(search.rowCount(), 2);
        view.selectRow(1);
        search.search(u"190"_s); // who still matches stays selected
        QCOMPARE(view.currentIndex().data(CountdownModel::SetIdRole).toString(), added);
    }

    void survivesTheModelTesterThroughEveryChange()
    {
        ModelBench bench;
        QAbstractItemModelTester tester(&bench.model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSortFilterProxyModel proxy;
        proxy.setSortRole(CountdownModel::SortRole);
        proxy.setSourceModel(&bench.model);
        proxy.sort(CountdownModel::TokenColumn);
        QAbstractItemModelTester proxyTester(
            &proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QString first = bench.add(u"First"_s);
        const QString second = bench.add(u"Second"_s);
        bench.add(u"Third"_s, u"production"_s);
        QCOMPARE(bench.model.rowCount(), 3);
        bench.giveToken(second, 100);
        CredentialSet changed = *bench.registry.find(first);
        changed.name = u"Renamed"_s;
        bench.registry.replace(*bench.registry.find(changed.id), changed);
        QCOMPARE(bench.model.indexOf(first).data().toString(), u"Renamed"_s);
        bench.registry.remove(second);
        QCOMPARE(bench.model.rowCount(), 2);
        QVERIFY(!bench.model.indexOf(second).isValid());
        QVERIFY(bench.model.indexOf(first).isValid());
    }

    void returnsRawValuesByRole()
    {
        ModelBench bench;
        const QString id = bench.add(u"Live"_s, u"production"_s);
        const auto cell = [&](int column) { return bench.model.indexOf(id, column); };
        QCOMPARE(cell(CountdownModel::ProviderColumn).data().toString(), u"eBay"_s);
        QCOMPARE(cell(CountdownModel::EnvironmentColumn).data().toString(), u"PRODUCTION"_s);
        QVERIFY(cell(CountdownModel::EnvironmentColumn).data(Qt::FontRole).value<QFont>().bold());
        QVERIFY(cell(CountdownModel::NameColumn).data(CountdownModel::ProductionRole).toBool());
        QCOMPARE(cell(CountdownModel::TokenColumn).data(Qt::AccessibleTextRole).toString(),
                 u"no token yet"_s);
        bench.giveToken(id, 90);
        const auto status = cell(CountdownModel::TokenColumn)
                                .data(CountdownModel::StatusRole)
                                .value<TokenStatus>();
        QCOMPARE(status.remaining, 90'000);
        QCOMPARE(status.whole, 90'000);
    }

    void countsDownByTheClockAlone()
    {
        ModelBench bench;
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
        ModelBench bench;
        const QString id = bench.add(u"One"_s);
        bench.giveToken(id, 7200);
        QCOMPARE(bench.model.status(id).state, TokenState::Fresh);
        CredentialSet changed = *bench.registry.find(id);
        changed.scopes = {u"https://api.ebay.com/oauth/api_scope/buy.item.bulk"_s};
        bench.registry.replace(*bench.registry.find(changed.id), changed);
        QCOMPARE(bench.model.status(id).state, TokenState::None);
    }

    void ledgerAndWorkAreAnnouncedForTheTokenColumnsAlone()
    {
        ModelBench bench;
        const QString id = bench.add(u"One"_s);
        QSignalSpy changes(&bench.model, &QAbstractItemModel::dataChanged);
        bench.giveToken(id, 7200);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(changes.first().at(0).toModelIndex().column(), int(CountdownModel::TokenColumn));
    }

    void readyIsSaidUntilItIsTakenBack()
    {
        ModelBench bench;
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
        ModelBench bench;
        const QString id = bench.add(u"One"_s);
        QSortFilterProxyModel proxy;
        proxy.setSourceModel(&bench.model);
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
