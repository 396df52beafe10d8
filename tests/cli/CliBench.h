// SPDX-License-Identifier: MIT
#pragma once

#include "CommandLine.h"

/// Runs the built command line and keeps all it ever said.
class CliBench
{
public:
    ProgramRun run(const QStringList &arguments, const QByteArray &input = {})
    {
        return noted(cli(arguments, input));
    }

    /// The same with a terminal, at which \a typed is typed. All is said in `out`.
    ProgramRun runAtTerminal(const QStringList &arguments, const QByteArray &typed)
    {
        QString command = commandLineFile();
        for (const QString &argument : arguments)
            command += u" '" + argument + u'\'';
        return noted(runProgram(QStringLiteral("script"),
                                {QStringLiteral("-qec"), command, QStringLiteral("/dev/null")},
                                typed));
    }

    /// Everything that was said, by every run.
    QByteArray said() const { return m_said; }

private:
    ProgramRun noted(const ProgramRun &run)
    {
        m_said += run.out + run.err;
        return run;
    }

    QByteArray m_said;
};
