// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QProcessEnvironment>
#include <QStringList>

/// What a program said and how it ended.
struct ProgramRun
{
    int exitCode = -1; ///< -1: it did not begin, did not end, or by a signal.
    QByteArray out;
    QByteArray err;
};

/// Runs \a program without a terminal, \a input being all there is to read, while the servers of
/// the calling test go on.
ProgramRun runProgram(const QString &program, const QStringList &arguments,
                      const QByteArray &input = {});

/// Where the built command line is.
QString commandLineFile();
/// The same for the built command line.
ProgramRun cli(const QStringList &arguments, const QByteArray &input = {});
/// The same; blanks part the words of \a line.
ProgramRun cli(const char *line, const QByteArray &input = {});

#define COMPARE_CODE(run, code)                                                                    \
    do {                                                                                           \
        const ProgramRun endedRun = (run);                                                         \
        const QByteArray endedWords = "exit code " + QByteArray::number(endedRun.exitCode) + ": "  \
            + endedRun.err + endedRun.out;                                                         \
        QVERIFY2(endedRun.exitCode == (code), endedWords.constData());                             \
    } while (false)
