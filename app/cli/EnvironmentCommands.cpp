// SPDX-License-Identifier: MIT
// env and exec: a token in the environment, to be read by a shell or found by a command.
#include "Commands.h"
#include "TokenEnvironment.h"

#include "core/Process.h"

#include <QCommandLineParser>

#include <algorithm>
#include <cerrno>
#include <cstring>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace Tokenwright {

namespace {

constexpr int notExecutable = 126; // as shells have it
constexpr int notFound = 127;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(EnvironmentCommands)
};

QCommandLineOption prefixOption()
{
    return {QStringLiteral("prefix"),
            Text::tr("What the variables' names begin with (default: TOKENWRIGHT)."),
            QStringLiteral("PREFIX"), QStringLiteral("TOKENWRIGHT")};
}

void withEnvironment(Program &program, const QCommandLineParser &parser, const QStringList &names,
                     std::function<void(const QList<EnvironmentVariable> &)> done)
{
    if (names.isEmpty()) {
        program.refuse(WrongUsage, Text::tr("Name at least one credential set."));
        return;
    }
    fetchTokens(program, parser, names, false,
                [&program, &parser, done = std::move(done)](const QList<NamedToken> &tokens) {
                    const auto variables = tokenEnvironment(program, tokens,
                                                            parser.value(QStringLiteral("prefix")));
                    if (variables)
                        done(*variables);
                    else
                        program.refuse(WrongUsage, variables.error());
                });
}

/// Becomes \a command: its exit code and its signals are then this process's own.
void become(Program &program, const QStringList &command,
            const QList<EnvironmentVariable> &variables)
{
#ifdef Q_OS_UNIX
    for (const auto &[name, value] : variables)
        qputenv(name.constData(), value.reveal().toByteArray());
    QList<QByteArray> words;
    for (const QString &word : command)
        words.append(word.toLocal8Bit());
    QList<char *> arguments;
    for (QByteArray &word : words)
        arguments.append(word.data());
    arguments.append(nullptr);
    softenProcess();
    execvp(arguments.first(), arguments.data());
    const int reason = errno;
    program.refuse(reason == ENOENT ? notFound : notExecutable,
                   Text::tr("%1 cannot be run: %2.")
                       .arg(command.first(), QString::fromLocal8Bit(std::strerror(reason))));
#else
    Q_UNUSED(variables)
    program.refuse(notExecutable, Text::tr("%1 cannot be run here.").arg(command.first()));
#endif
}

} // namespace

QList<QCommandLineOption> envOptions()
{
    QStringList names;
    for (const EnvironmentFormat &format : environmentFormats())
        names.append(QString::fromLatin1(format.name));
    return tokenChoiceOptions()
        + QList{scopeOption(), prefixOption(),
                QCommandLineOption{QStringLiteral("format"), Text::tr("For whom to write them."),
                                   names.join(u'|'), names.first()}};
}

QList<QCommandLineOption> execOptions()
{
    return tokenChoiceOptions() + QList{scopeOption(), prefixOption()};
}

void runEnv(Program &program, const QCommandLineParser &parser)
{
    const QString wanted = parser.value(QStringLiteral("format"));
    const auto formats = environmentFormats();
    const auto format = std::ranges::find_if(formats, [&](const EnvironmentFormat &entry) {
        return wanted == QLatin1StringView(entry.name);
    });
    if (format == formats.end()) {
        program.refuse(WrongUsage, Text::tr("There is no format \"%1\".").arg(wanted));
        return;
    }
    withEnvironment(program, parser, parser.positionalArguments(),
                    [&program, write = format->write](const auto &variables) {
                        program.finish(write(variables).reveal().toByteArray());
                    });
}

void runExec(Program &program, const QCommandLineParser &parser)
{
    // The parser takes the first "--" away, so it was told of the command apart from the names.
    const QStringList command = program.childCommand;
    if (command.isEmpty()) {
        program.refuse(WrongUsage, Text::tr("Put the command behind \"--\"."));
        return;
    }
    withEnvironment(
        program, parser, parser.positionalArguments(),
        [&program, command](const auto &variables) { become(program, command, variables); });
}

} // namespace Tokenwright
