// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStringList>
#include <QTest>

/// What the built command line said and how it ended.
struct CliRun
{
    int exitCode = -1; ///< -1: it did not end, or by a signal.
    QByteArray out;
    QByteArray err;
};

/// Runs the built command line, without a terminal, and keeps all it ever said.
class CliBench
{
public:
    /// A token server in this process takes its turns meanwhile.
    CliRun run(const QStringList &arguments, const QByteArray &input = {})
    {
        return ended(QStringLiteral("setsid"),
                     QStringList{QStringLiteral("--wait"), QStringLiteral(TOKENWRIGHT_CLI)}
                         + arguments,
                     input);
    }

    /// The same with a terminal, at which \a typed is typed. All is said in `out`.
    CliRun runAtTerminal(const QStringList &arguments, const QByteArray &typed)
    {
        QString command = QStringLiteral(TOKENWRIGHT_CLI);
        for (const QString &argument : arguments)
            command += u" '" + argument + u'\'';
        return ended(QStringLiteral("script"),
                     {QStringLiteral("-qec"), command, QStringLiteral("/dev/null")}, typed);
    }

    /// Everything that was said, by every run.
    QByteArray said() const { return m_said; }

private:
    CliRun ended(const QString &program, const QStringList &arguments, const QByteArray &input)
    {
        QProcess process;
        process.start(program, arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 30'000))
            process.kill();
        const CliRun run{
            .exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            .out = process.readAllStandardOutput(),
            .err = process.readAllStandardError()};
        m_said += run.out + run.err;
        return run;
    }

    QByteArray m_said;
};

#define COMPARE_CODE(run, code)                                                                    \
    do {                                                                                           \
        const CliRun endedRun = (run);                                                             \
        const QByteArray words = "exit code " + QByteArray::number(endedRun.exitCode) + ": "       \
            + endedRun.err + endedRun.out;                                                         \
        QVERIFY2(endedRun.exitCode == (code), words.constData());                                  \
    } while (false)
