// SPDX-License-Identifier: MIT
//
//   tokenwright-load serve [LIFETIME [DELAY]]    a token server with TLS until standard input ends
//   tokenwright-load pairs ORIGIN                puts "ID CLIENT SECRET" lines into the keychain
//   tokenwright-load sets COUNT FOLDER           a profile of sets whose tokens are valid for hours
//   tokenwright-load together                    mints every set of the profile at once
//   tokenwright-load day SETS [HOURS]            a simulated day: see Day.cpp
//
// Each prints one JSON object a line for load.py.
#include "Modes.h"
#include "Process.h"

#include <QCoreApplication>
#include <QDir>
#include <QHash>

#include <cstdio>

using namespace Qt::StringLiterals;

qsizetype openDescriptors()
{
    return QDir(u"/proc/self/fd"_s).entryList(QDir::AllEntries | QDir::System).size();
}

namespace {

int run(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QHash<QString, int (*)(const QStringList &)> modes{
        {u"serve"_s, serve},           {u"pairs"_s, writePairs}, {u"sets"_s, writeSets},
        {u"together"_s, mintTogether}, {u"day"_s, simulateDay},
    };
    const auto mode = modes.value(arguments.value(1));
    if (!mode) {
        std::fputs("usage: tokenwright-load serve|pairs|sets|together|day ...\n", stderr);
        return 2;
    }
    return mode(arguments.sliced(2));
}

} // namespace

int main(int argc, char *argv[])
{
    return Tokenwright::lastStep(run(argc, argv));
}
