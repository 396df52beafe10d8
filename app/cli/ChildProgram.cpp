// SPDX-License-Identifier: MIT
#include "ChildProgram.h"

#include "EndingSignals.h"
#include "Process.h"
#include "SecretMask.h"
#include "Text.h"

#include <QProcess>
#include <QStandardPaths>

#include <cerrno>
#include <csignal>
#include <cstring>

namespace Tokenwright {

namespace {

constexpr int notExecutable = 126; // as shells have it
constexpr int notFound = 127;

/// One that prints, with what it takes to run it.
class MaskedProgram : public QProcess
{
public:
    MaskedProgram(Program &program, QList<QByteArray> command, const QList<Secret> &secrets)
        : QProcess(&program)
        , m_program(program)
        , m_command(std::move(command))
        , m_output(secrets)
        , m_errors(secrets)
    {
        for (QByteArray &word : m_command)
            m_arguments.append(word.data());
        m_arguments.append(nullptr);
        setInputChannelMode(QProcess::ForwardedInputChannel);
        // word for word: a QString would lose what is no text
        setChildProcessModifier(
            [arguments = m_arguments.constData()] { becomeProgramInChild(arguments); });
        setProgram(QString::fromLocal8Bit(m_command.constFirst()));
        connect(this, &QProcess::readyReadStandardOutput, this,
                [this] { pass(QProcess::StandardOutput); });
        connect(this, &QProcess::readyReadStandardError, this,
                [this] { pass(QProcess::StandardError); });
        connect(this, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                refuseCommand(m_program, m_command,
                              QStandardPaths::findExecutable(QProcess::program()).isEmpty()
                                  ? ENOENT
                                  : EACCES);
        });
        connect(this, &QProcess::finished, this, &MaskedProgram::end);
        connect(&m_signals, &EndingSignals::caught, this, [this](int signal) {
            if (signal == SIGTERM)
                terminate();
        });
    }

private:
    void pass(QProcess::ProcessChannel channel)
    {
        const bool isOutput = channel == QProcess::StandardOutput;
        SecretMask &mask = isOutput ? m_output : m_errors;
        setReadChannel(channel);
        QByteArray piece = readAll();
        const QByteArray shown = mask.masked(piece);
        wipe(piece);
        // whoever read it has gone, and the program is to learn that as it would without this one
        if (!passOn(shown, isOutput ? Printed::Output : Printed::Errors))
            closeReadChannel(channel);
    }

    void end(int code, QProcess::ExitStatus status)
    {
        pass(QProcess::StandardOutput);
        pass(QProcess::StandardError);
        passOn(m_output.rest(), Printed::Output);
        passOn(m_errors.rest(), Printed::Errors);
        m_program.passOn(code);
        if (status == QProcess::CrashExit)
            endBy(code); // which is the signal's number then
    }

    Program &m_program;
    QList<QByteArray> m_command;
    QList<char *> m_arguments;
    SecretMask m_output;
    SecretMask m_errors;
    EndingSignals m_signals;
};

} // namespace

void refuseCommand(Program &program, const QList<QByteArray> &command, int reason)
{
    program.refuse(reason == ENOENT ? notFound : notExecutable,
                   Text::tr("%1 cannot be run: %2.")
                       .arg(QString::fromLocal8Bit(command.first()),
                            QString::fromLocal8Bit(std::strerror(reason))));
}

void runMasked(Program &program, const QList<QByteArray> &command, const QList<Secret> &secrets)
{
    (new MaskedProgram(program, command, secrets))->start();
}

} // namespace Tokenwright
