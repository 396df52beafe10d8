// SPDX-License-Identifier: MIT
// env and exec: a token in the environment, to be read by a shell or found by a command.
#include "ChildProgram.h"
#include "Nearest.h"
#include "OptionText.h"
#include "TokenEnvironment.h"

#include "Process.h"
#include "Text.h"

#include <QCommandLineParser>

#include <algorithm>

namespace Tokenwright {

namespace {

QCommandLineOption prefixOption()
{
    return {u"prefix"_s, Text::tr("What the variables' names begin with (default: TOKENWRIGHT)."),
            u"PREFIX"_s, u"TOKENWRIGHT"_s};
}

QStringList formatNames()
{
    QStringList names;
    for (const AssignmentFormat &format : assignmentFormats())
        names.append(QString::fromLatin1(format.name));
    return names;
}

void withEnvironment(
    Program &program, const QCommandLineParser &parser,
    std::function<void(const QList<EnvironmentVariable> &, const QList<NamedToken> &)> done)
{
    const auto sets = namedSets(program, parser);
    if (!sets)
        return;
    const auto starts = variableStarts(*sets, parser.value(u"prefix"_s));
    if (!starts)
        return program.refuse(WrongUsage, starts.error());
    fetchTokens(
        program, parser, *sets, false,
        [&program, starts = *starts, done = std::move(done)](const QList<NamedToken> &tokens) {
            done(tokenEnvironment(program, tokens, starts), tokens);
        });
}

/// Puts \a variables into the environment that children get.
void putIntoEnvironment(const QList<EnvironmentVariable> &variables)
{
    for (const auto &[name, value] : variables)
        qputenv(name.constData(), value.reveal().toByteArray());
}

/// Becomes \a command: its exit code and its signals are then this process's own.
void become(Program &program, const QList<QByteArray> &command,
            const QList<EnvironmentVariable> &variables)
{
    putIntoEnvironment(variables);
    program.settle();
    refuseCommand(program, command, becomeProgram(command));
}

} // namespace

QList<QCommandLineOption> envOptions()
{
    QList<std::pair<QString, QString>> choices;
    for (const AssignmentFormat &format : assignmentFormats())
        choices.append({QString::fromLatin1(format.name), format.translatedReaders()});
    const QStringList names = formatNames();
    return tokenChoiceOptions()
        + QList{scopeOption(), prefixOption(),
                QCommandLineOption{u"format"_s,
                                   Text::tr("For whom to write them (default: sh).")
                                       + choiceLines(choices),
                                   names.join(u'|'), names.first()}};
}

QList<QCommandLineOption> execOptions()
{
    return tokenChoiceOptions()
        + QList{scopeOption(), prefixOption(),
                QCommandLineOption{
                    u"mask"_s,
                    Text::tr("Replace the token in what the command prints: for logs and "
                             "transcripts.")}};
}

void runEnv(Program &program, const QCommandLineParser &parser)
{
    const QString wanted = parser.value(u"format"_s);
    const auto formats = assignmentFormats();
    const auto format = std::ranges::find_if(formats, [&](const AssignmentFormat &entry) {
        return wanted == QLatin1StringView(entry.name);
    });
    if (format == formats.end()) {
        return program.refuse(WrongUsage,
                              Text::tr("There is no format “%1”.").arg(wanted)
                                  + didYouMean(wanted, formatNames()));
    }
    withEnvironment(program, parser,
                    [&program, format = *format](const auto &variables, const auto &) {
                        const auto lines = format.write(variables);
                        if (lines)
                            program.finish(lines->reveal().toByteArray());
                        else
                            program.refuse(OtherFailure, lines.error());
                    });
}

void runExec(Program &program, const QCommandLineParser &parser)
{
    if (program.childCommand.isEmpty())
        return program.refuse(WrongUsage, Text::tr("Put the command behind “--”."));
    const bool isMasked = parser.isSet(u"mask"_s);
    withEnvironment(program, parser,
                    [&program, isMasked](const auto &variables, const QList<NamedToken> &tokens) {
                        if (!isMasked) {
                            become(program, program.childCommand, variables);
                            return;
                        }
                        QList<Secret> secrets;
                        for (const NamedToken &named : tokens)
                            secrets.append(named.token.value);
                        putIntoEnvironment(variables);
                        runMasked(program, program.childCommand, secrets);
                    });
}

} // namespace Tokenwright
