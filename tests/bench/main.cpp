// SPDX-License-Identifier: MIT
// tokenwright-bench PROGRAM BARE [RUNS]: starts both in turn, RUNS times each for every size of
// profile, and prints medians and their ratios. On an empty display with a window manager: see run.
#include "BenchProfile.h"
#include "Median.h"
#include "StartMeasurement.h"

#include <QGuiApplication>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

struct Sample
{
    std::vector<double> milliseconds;
    std::vector<double> mebibytes;

    bool add(const std::optional<StartMeasurement> &measurement)
    {
        if (!measurement)
            return false;
        milliseconds.push_back(measurement->milliseconds);
        mebibytes.push_back(measurement->mebibytes);
        return true;
    }
};

QString cell(double value, int decimals = 0)
{
    return QString::number(value, 'f', decimals).rightJustified(8);
}

} // namespace

int main(int argc, char *argv[])
{
    QGuiApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    QTextStream out(stdout);
    QTextStream err(stderr);
    if (arguments.size() < 3) {
        err << "usage: tokenwright-bench PROGRAM BARE [RUNS]\n";
        return 2;
    }
    const QString &program = arguments.at(1);
    const QString &bare = arguments.at(2);
    const int runs = std::max(1, arguments.value(3, u"9"_s).toInt());

    out << "Medians of " << runs << " alternating starts.\n\n"
        << "    sets   visible      bare   ratio       PSS      bare   ratio\n"
        << "                ms        ms               MiB       MiB\n";
    for (const int count : {0, 100, 10000}) {
        QTemporaryDir folder;
        auto environment = QProcessEnvironment::systemEnvironment();
        // A desktop without assistive technologies, as most are.
        environment.remove(u"QT_LINUX_ACCESSIBILITY_ALWAYS_ON"_s);
        environment.insert(u"XDG_CONFIG_HOME"_s, folder.filePath(u"config"_s));
        environment.insert(u"XDG_DATA_HOME"_s, folder.filePath(u"data"_s));
        if (const auto written = writeBenchProfile(folder.path(), count); !written) {
            err << "No profile could be written: " << written.error().message << '\n';
            return 1;
        }
        Sample ours;
        Sample theirs;
        measureStart(bare, environment); // Both once unmeasured: files come from memory afterwards.
        measureStart(program, environment);
        for (int run = 0; run < runs; ++run) {
            if (!theirs.add(measureStart(bare, environment))
                || !ours.add(measureStart(program, environment))) {
                err << "A window did not appear.\n";
                return 1;
            }
        }
        const double visible = median(ours.milliseconds);
        const double bareVisible = median(theirs.milliseconds);
        const double size = median(ours.mebibytes);
        const double bareSize = median(theirs.mebibytes);
        out << cell(count) << "  " << cell(visible, 1) << "  " << cell(bareVisible, 1)
            << cell(visible / bareVisible, 2) << "  " << cell(size, 1) << "  " << cell(bareSize, 1)
            << cell(size / bareSize, 2) << '\n';
        out.flush();
    }
    return 0;
}
