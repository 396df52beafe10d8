// SPDX-License-Identifier: MIT
#include "CommandLine.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;

ProgramRun runProgram(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    // out of reach of the terminal that the tests are started from, where there is such a thing
    static const QString setsid = QStandardPaths::findExecutable(u"setsid"_s);
    if (setsid.isEmpty())
        process.start(program, arguments);
    else
        process.start(setsid, QStringList{u"--wait"_s, program} + arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000))
        process.kill();
    return {.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
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
