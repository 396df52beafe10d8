// SPDX-License-Identifier: MIT
// tokenwright-cli: the same sets and tokens for scripts.
#include "Command.h"
#include "CommandWords.h"
#include "Help.h"
#include "ManualPage.h"
#include "Nearest.h"
#include "Program.h"

#include "Languages.h"
#include "Process.h"
#include "Profile.h"
#include "ProgramPart.h"
#include "SecretStoreChoice.h"
#include "SpokenLanguage.h"
#include "Text.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTimer>

using namespace Tokenwright;

namespace {

int refuse(const QString &words)
{
    tell(words, Tone::Alarm);
    return WrongUsage;
}

int printVersion()
{
    return deliver("tokenwright-cli " TOKENWRIGHT_VERSION "\n");
}

int refuseName(const QString &name)
{
    if (name.isEmpty()) {
        show(shortHelp());
        return WrongUsage;
    }
    if (name.startsWith(u'-')) {
        return refuse(
            Text::tr("The command comes first, its options behind it; “%1” is none.").arg(name)
            + u'\n' + helpHint());
    }
    return refuse(Text::tr("There is no command “%1”.").arg(name) + didYouMean(name, commandNames())
                  + u'\n' + helpHint());
}

/// "help", or "help COMMAND".
int printHelp(const QString &name)
{
    if (name.isEmpty())
        return deliver(helpText().toUtf8());
    const Command *chosen = command(name);
    return chosen ? int(deliver(commandHelp(*chosen).toUtf8())) : refuseName(name);
}

/// What is written once, for whatever language it is read in: manual and completions.
bool isForEveryone(const QList<QByteArray> &words)
{
    return words.value(0) == "--manual"
        || (words.value(0) == "completions" && !words.contains("--help") && !words.contains("-h"));
}

int run(const Command &chosen, const QList<QByteArray> &given)
{
    const auto words = commandWords(chosen, given);
    if (!words)
        return refuse(words.error());
    QCommandLineParser parser;
    parser.addOptions(chosen.options());
    if (!parser.parse(QStringList{QString()} + words->own)) {
        return refuse(usageProblem(parser, chosen, words->own) + u'\n'
                      + helpHint(QString::fromLatin1(chosen.name)));
    }
    if (parser.isSet(u"help"_s))
        return deliver(commandHelp(chosen).toUtf8());
    if (parser.isSet(u"version"_s))
        return printVersion();
    const QStringList arguments = parser.positionalArguments();
    if (!*chosen.arguments && !arguments.isEmpty()) { // who names one means something by it
        return refuse(Text::tr("“%1” takes options alone, not “%2”.")
                          .arg(QString::fromLatin1(chosen.name), arguments.first())
                      + u'\n' + helpHint(QString::fromLatin1(chosen.name)));
    }
    holdProgramParts();
    Program program;
    program.commandName = QString::fromLatin1(chosen.name);
    program.childCommand = words->child;
    program.quiet = parser.isSet(u"quiet"_s);
    const bool needsNoSets = chosen.withoutSets
        && parser.isSet(QString::fromLatin1(chosen.withoutSets));
    const auto reads = needsNoSets ? Command::Reads::Providers : chosen.reads;
    // from the event loop, so that a way out taken at once is one as well
    QTimer::singleShot(0, &program, [&] {
        const auto loaded = program.load(reads);
        if (loaded)
            chosen.run(program, parser);
        else
            program.fail(loaded.error());
    });
    return QCoreApplication::exec();
}

/// What \a words ask for.
int answer(int argc, char *argv[], const QList<QByteArray> &words)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"tokenwright-cli"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(TOKENWRIGHT_VERSION));

    const QString name = QString::fromUtf8(words.value(0));
    const Command *chosen = command(name);
    // Those who build the program read its manual and completions from it: they are in English.
    const SpokenLanguage language(
        isForEveryone(words) ? u"en"_s : chosenLanguage(Profile::standard().settingsFile()));
    if (name == u"--help" || name == u"-h" || name == u"help")
        return printHelp(QString::fromUtf8(words.value(1)));
    if (name == u"--version" || name == u"-v")
        return printVersion();
    if (name == u"--manual")
        return deliver(manualPage());
    return chosen ? run(*chosen, words.sliced(1)) : refuseName(name);
}

} // namespace

int main(int argc, char *argv[])
{
    hardenProcess();
    return lastStep(answer(argc, argv, commandLineWords(argc, argv)));
}
