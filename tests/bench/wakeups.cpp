// SPDX-License-Identifier: MIT
// tokenwright-wakeups PROGRAM BARE [SECONDS]: how often the program wakes up when nobody uses it,
// by the voluntary context switches of all its threads, beside a bare window. On an empty display
// with a window manager: see run.
#include "BenchProfile.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>
#include <QThread>

#include <optional>

using namespace Qt::StringLiterals;

namespace {

/// How often the process has waited so far.
qint64 waits(qint64 processId)
{
    qint64 sum = 0;
    QDirIterator threads(u"/proc/%1/task"_s.arg(processId), QDir::Dirs | QDir::NoDotAndDotDot);
    while (threads.hasNext()) {
        QFile file(threads.next() + u"/status"_s);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QList<QByteArray> lines = file.readAll().split('\n');
        for (const QByteArray &line : lines) {
            if (line.startsWith("voluntary_ctxt_switches:"))
                sum += line.mid(line.indexOf(':') + 1).trimmed().toLongLong();
        }
    }
    return sum;
}

/// Waits until the window manager has taken the program's window, and until it has put it away.
bool minimise(qint64 processId)
{
    QProcess search;
    search.start(
        u"xdotool"_s,
        {u"search"_s, u"--sync"_s, u"--onlyvisible"_s, u"--pid"_s, QString::number(processId)});
    if (!search.waitForFinished(10'000))
        return false;
    const QString window = QString::fromLatin1(search.readAllStandardOutput()).section(u'\n', 0, 0);
    QThread::sleep(1);
    return QProcess::execute(u"xdotool"_s, {u"windowminimize"_s, u"--sync"_s, window}) == 0;
}

struct Case
{
    QString name;
    QString program;
    QStringList arguments{};
    int sets = 0;
    bool hasToken = false;
    bool minimised = false;
};

std::optional<double> wakeUpsPerSecond(const Case &subject, int seconds)
{
    const QTemporaryDir folder;
    if (!writeBenchProfile(folder.path(), subject.sets))
        return std::nullopt;
    if (!subject.hasToken)
        QFile::remove(folder.filePath(u"data/tokenwright/tokens.json"_s));
    auto environment = QProcessEnvironment::systemEnvironment();
    // A desktop without assistive technologies, as most are.
    environment.remove(u"QT_LINUX_ACCESSIBILITY_ALWAYS_ON"_s);
    environment.insert(u"XDG_CONFIG_HOME"_s, folder.filePath(u"config"_s));
    environment.insert(u"XDG_DATA_HOME"_s, folder.filePath(u"data"_s));
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.setProcessEnvironment(environment);
    process.start(subject.program, subject.arguments);
    if (!process.waitForStarted())
        return std::nullopt;
    std::optional<double> result;
    if (!subject.minimised || minimise(process.processId())) {
        QThread::sleep(3); // what starting takes
        const qint64 before = waits(process.processId());
        QThread::sleep(seconds);
        result = double(waits(process.processId()) - before) / seconds;
    }
    process.terminate();
    if (!process.waitForFinished(5000))
        process.kill();
    process.waitForFinished();
    return result;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    QTextStream out(stdout);
    if (arguments.size() < 3) {
        QTextStream(stderr) << "usage: tokenwright-wakeups PROGRAM BARE [SECONDS]\n";
        return 2;
    }
    const QString &program = arguments.at(1);
    const QString &bare = arguments.at(2);
    const int seconds = std::max(1, arguments.value(3, u"10"_s).toInt());
    out << "Wake-ups a second, over " << seconds << " s.\n\n";
    const Case cases[]{
        {.name = u"a bare window"_s, .program = bare},
        {.name = u"a bare window, one cell a second"_s,
         .program = bare,
         .arguments = {u"--counting"_s}},
        {.name = u"visible, one token counting"_s, .program = program, .sets = 1, .hasToken = true},
        {.name = u"visible, nothing counting"_s, .program = program, .sets = 1},
        {.name = u"minimised, one token counting"_s,
         .program = program,
         .sets = 1,
         .hasToken = true,
         .minimised = true},
    };
    for (const Case &subject : cases) {
        const auto perSecond = wakeUpsPerSecond(subject, seconds);
        if (!perSecond) {
            QTextStream(stderr) << subject.name << ": not measured.\n";
            return 1;
        }
        out << subject.name.leftJustified(34)
            << QString::number(*perSecond, 'f', 1).rightJustified(6) << Qt::endl;
    }
    return 0;
}
