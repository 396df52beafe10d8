// SPDX-License-Identifier: MIT
#include "CommandLine.h"

#include "Posix.h"

#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

ProgramRun runProgram(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    Posix::startWithoutTerminal(process, program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000))
        process.kill();
    const bool hasEnded = process.exitStatus() == QProcess::NormalExit
        && process.error() != QProcess::FailedToStart;
    return {.exitCode = hasEnded ? process.exitCode() : -1,
            .out = process.readAllStandardOutput(),
            .err = process.readAllStandardError()};
}

QString commandLineFile()
{
    return QStringLiteral(TOKENWRIGHT_CLI);
}

ProgramRun cli(const QStringList &arguments, const QByteArray &input)
{
    return runProgram(commandLineFile(), arguments, input);
}

ProgramRun cli(const char *line, const QByteArray &input)
{
    return cli(QString::fromUtf8(line).split(u' '), input);
}
