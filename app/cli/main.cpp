// SPDX-License-Identifier: MIT
// tokenwright-cli: the same sets and tokens for scripts.
#include "Command.h"
#include "Program.h"

#include "core/Process.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

using namespace Tokenwright;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(main)
};

int refuse(const QString &words)
{
    std::fputs(qPrintable(u"tokenwright-cli: " + words + u'\n'), stderr);
    return WrongUsage;
}

QString commandList()
{
    QString text = Text::tr("Commands:") + u'\n';
    for (const Command &entry : commands()) {
        const QString usage = QString::fromLatin1(entry.name) + u' '
            + QString::fromUtf8(entry.arguments);
        text += u"  " + usage.leftJustified(32) + entry.translatedSummary() + u'\n';
    }
    return text;
}

int printHelp()
{
    const QString text = Text::tr("Usage: tokenwright-cli COMMAND [options]") + u"\n\n"
        + commandList() + u'\n' + Text::tr("COMMAND --help tells a command's options.") + u'\n';
    std::fputs(qPrintable(text), stdout);
    return Done;
}

void addCommonOptions(QCommandLineParser &parser)
{
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {QStringLiteral("environment"),
         Text::tr("Only sets of this environment, for example sandbox."), Text::tr("ENVIRONMENT")},
        {QStringLiteral("quiet"), Text::tr("No words on standard error unless something fails.")},
    });
}

} // namespace

int main(int argc, char *argv[])
{
    hardenProcess();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tokenwright-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TOKENWRIGHT_VERSION));

    QStringList words = QCoreApplication::arguments();
    const QString name = words.value(1);
    if (name == u"--help" || name == u"-h" || name == u"help")
        return printHelp();
    if (name == u"--version" || name == u"-v") {
        std::puts(qPrintable(u"tokenwright-cli " + QCoreApplication::applicationVersion()));
        return Done;
    }
    const Command *chosen = command(name);
    if (!chosen) {
        return refuse((name.isEmpty() ? Text::tr("Which command?")
                                      : Text::tr("There is no command \"%1\".").arg(name))
                      + u'\n' + commandList());
    }

    Program program;
    words.removeAt(1);
    if (const qsizetype end = words.indexOf(QStringLiteral("--")); end >= 0) {
        program.childCommand = words.mid(end + 1);
        words = words.first(end);
    }
    QCommandLineParser parser;
    parser.setApplicationDescription(chosen->translatedSummary());
    addCommonOptions(parser);
    if (chosen->addOptions)
        chosen->addOptions(parser);
    parser.addPositionalArgument(name, chosen->translatedSummary(),
                                 name + u' ' + QString::fromUtf8(chosen->arguments));
    if (!parser.parse(words))
        return refuse(parser.errorText());
    if (parser.isSet(QStringLiteral("help"))) {
        std::fputs(qPrintable(parser.helpText()), stdout);
        return Done;
    }
    program.quiet = parser.isSet(QStringLiteral("quiet"));
    // from the event loop, so that a way out taken at once is one as well
    QTimer::singleShot(0, &program, [&] {
        if (const auto loaded = program.load(); !loaded)
            program.fail(loaded.error());
        else
            chosen->run(program, parser);
    });
    return QCoreApplication::exec();
}
