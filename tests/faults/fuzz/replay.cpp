// SPDX-License-Identifier: MIT
// Replays the corpora of the fuzz targets, in a build like any other.
//
//   tokenwright-fuzz CORPUS [TARGET…]          every file of CORPUS/TARGET; all targets unless
//   named tokenwright-fuzz --doubling [--quick] [WORD]   see Doubling.h tokenwright-fuzz --shells
//   CORPUS [COUNT]   see ShellReplay.h, with the corpus of "quoting"
//
// A target that fails ends the program, after naming the file. Exit code 0: everything was kept.
#include "Doubling.h"
#include "FuzzTarget.h"
#include "ShellReplay.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <unistd.h>

using namespace Tokenwright;

namespace {

char current[1024] = ""; ///< The file under way, for a handler that may call next to nothing.

void tellFile(int number)
{
    for (const char *text : {"While reading ", static_cast<const char *>(current), "\n"}) {
        if (write(STDERR_FILENO, text, std::strlen(text)) < 0)
            break;
    }
    std::signal(number, SIG_DFL);
    std::raise(number);
}

QStringList filesOf(const QDir &corpus, const QByteArray &target)
{
    const QDir folder(corpus.filePath(QString::fromLatin1(target)));
    QStringList paths;
    for (const QString &name : folder.entryList(QDir::Files, QDir::Name))
        paths.append(folder.filePath(name));
    return paths;
}

bool replay(const QDir &corpus, const Fuzz::Target &target)
{
    const QStringList files = filesOf(corpus, target.name);
    QElapsedTimer timer;
    timer.start();
    for (const QString &file : files) {
        std::snprintf(current, sizeof current, "%s", qPrintable(file));
        target.run(Fuzz::contentOf(file));
    }
    // what every reader gets some day
    std::snprintf(current, sizeof current, "nothing");
    target.run({});
    std::printf("%-20s %lld inputs, %lld ms\n", target.name.constData(),
                static_cast<long long>(files.size()), static_cast<long long>(timer.elapsed()));
    std::fflush(stdout);
    return !files.isEmpty();
}

int replayAll(const QDir &corpus, const QStringList &names)
{
    bool isWhole = true;
    for (const QString &name : names) {
        if (!Fuzz::targetNamed(name.toLatin1())) {
            std::fprintf(stderr, "There is no target %s.\n", qPrintable(name));
            isWhole = false;
        }
    }
    for (const Fuzz::Target *target : Fuzz::allTargets()) {
        if (names.isEmpty() || names.contains(QString::fromLatin1(target->name)))
            isWhole = replay(corpus, *target) && isWhole; // a target without inputs is forgotten
    }
    return isWhole ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QStringList arguments = app.arguments().mid(1);
    if (arguments.isEmpty())
        return 2;
    const QString first = arguments.takeFirst();
    if (first == u"--doubling") {
        const bool quick = arguments.removeAll(u"--quick"_s) > 0;
        return std::min(Fuzz::measureDoubling(arguments.value(0).toUtf8(), quick), 1);
    }
    std::signal(SIGABRT, tellFile);
#ifndef __SANITIZE_ADDRESS__ // which says more
    std::signal(SIGSEGV, tellFile);
#endif
    if (first == u"--shells") {
        QList<QByteArray> values;
        for (const QString &file : filesOf(QDir(arguments.value(0)), "quoting"))
            values.append(Fuzz::contentOf(file));
        return std::min(Fuzz::readByShells(values, arguments.value(1).toInt()), 1);
    }
    return replayAll(QDir(first), arguments);
}
