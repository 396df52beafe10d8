// SPDX-License-Identifier: MIT
// tokenwright-searchbench [SETS] [RUNS]: how long the window's thread is busy with a keystroke of
// search and with a sort, painting included, beside Qt's own QSortFilterProxyModel on a plain model
// of the same texts. See run.
#include "BenchProfile.h"
#include "Median.h"

#include "CountdownModel.h"
#include "CredentialTable.h"
#include "SetSearch.h"

#include "SessionSecretStore.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>
#include <ctime>
#include <functional>

using namespace Tokenwright;

namespace {

using Step = std::function<void()>;

/// Of this thread alone, so that what else the machine does does not count.
double millisecondsSoFar()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// Milliseconds of \a step and of what it has \a shown painted anew.
double millisecondsOf(QWidget &shown, const Step &step)
{
    QApplication::processEvents();
    const double begun = millisecondsSoFar();
    step();
    shown.repaint();
    return millisecondsSoFar() - begun;
}

struct Measured
{
    std::vector<double> all{};

    double longest() const { return all.empty() ? 0 : *std::ranges::max_element(all); }
};

QString number(double value, int decimals = 1)
{
    return QString::number(value, 'f', decimals).rightJustified(9);
}

void tellRow(QTextStream &out, const QString &name, const Measured &ours, const Measured &theirs)
{
    out << name.leftJustified(22) << number(median(ours.all)) << number(ours.longest())
        << number(median(theirs.all)) << number(theirs.longest())
        << number(median(ours.all) / std::max(0.001, median(theirs.all)), 2) << Qt::endl;
}

} // namespace

int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    QTextStream out(stdout);
    const int sets = std::max(1, arguments.value(1, u"10000"_s).toInt());
    const int runs = std::max(1, arguments.value(2, u"9"_s).toInt());
    const QTemporaryDir folder;
    if (const auto written = writeBenchProfile(folder.path(), sets); !written) {
        QTextStream(stderr) << "No profile could be written: " << written.error().message << '\n';
        return 1;
    }
    Profile profile;
    profile.configFolder = folder.filePath(u"config/tokenwright"_s);
    profile.dataFolder = folder.filePath(u"data/tokenwright"_s);
    const SystemClock clock;
    const auto catalog = ProviderCatalog::load(ProviderCatalog::shippedFolder(), {});
    CredentialRegistry registry(profile);
    TokenLedger ledger(profile);
    if (!registry.load(Watching::No) || !ledger.load(Watching::No))
        return 1;
    SessionSecretStore store;
    HttpClient client;
    const TokenService service({.profile = profile,
                                .clock = clock,
                                .providers = catalog,
                                .registry = registry,
                                .ledger = ledger,
                                .store = store,
                                .client = client});
    CountdownModel model({.clock = clock,
                          .providers = catalog,
                          .registry = registry,
                          .ledger = ledger,
                          .service = service});
    SetSearch search(model);
    CredentialTable table(search);
    table.selectSomething();

    table.resize(900, 500);
    table.show();
    QApplication::processEvents();
    const double firstSort = millisecondsOf(
        table, [&] { table.sortByColumn(CountdownModel::TokenColumn, Qt::AscendingOrder); });
    QElapsedTimer until;
    until.start();
    while (!model.isKnown(sets - 1))
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const qint64 slices = until.elapsed();

    QStandardItemModel plain(sets, 4);
    for (int row = 0; row < sets; ++row) {
        for (int column = 0; column < 4; ++column)
            plain.setItem(row, column,
                          new QStandardItem(model.index(row, column).data().toString()));
    }
    QSortFilterProxyModel stock;
    stock.setFilterKeyColumn(-1);
    stock.setFilterCaseSensitivity(Qt::CaseInsensitive);
    stock.setSourceModel(&plain);
    QTableView view;
    view.setModel(&stock);
    view.setSortingEnabled(true);
    view.resize(900, 500);
    view.show();
    QApplication::processEvents();

    out << "The window's thread with " << sets << " sets, in milliseconds; " << runs
        << " runs in turn.\n\n"
        << "                            ours  longest     Qt's  longest    ratio\n";
    out << "first sort by token   " << number(firstSort) << ", then done in slices within "
        << slices << " ms" << Qt::endl;
    Measured ours;
    Measured theirs;
    for (int run = 0; run < runs; ++run) {
        for (const QString &word : {u"73"_s, u"set 99"_s, u"ebay"_s, u"qx"_s, u"is:valid left"_s}) {
            for (qsizetype length = 1; length <= 2 * word.size(); ++length) {
                const QString text = word.left(length <= word.size() ? length
                                                                     : 2 * word.size() - length);
                ours.all.push_back(millisecondsOf(table, [&] { search.search(text); }));
                theirs.all.push_back(
                    millisecondsOf(view, [&] { stock.setFilterFixedString(text); }));
            }
        }
    }
    tellRow(out, u"keystroke of search"_s, ours, theirs);
    const std::pair<QString, int> columns[]{
        {u"sort by name"_s, CountdownModel::NameColumn},
        {u"sort by environment"_s, CountdownModel::EnvironmentColumn},
        {u"sort by token"_s, CountdownModel::TokenColumn}};
    for (const auto &[name, column] : columns) {
        Measured sorts;
        Measured stockSorts;
        for (int run = 0; run < runs; ++run) {
            const auto order = run % 2 ? Qt::AscendingOrder : Qt::DescendingOrder;
            sorts.all.push_back(millisecondsOf(table, [&] { table.sortByColumn(column, order); }));
            stockSorts.all.push_back(
                millisecondsOf(view, [&] { view.sortByColumn(column, order); }));
        }
        tellRow(out, name, sorts, stockSorts);
    }
    return 0;
}
