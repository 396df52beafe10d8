// SPDX-License-Identifier: MIT
// tokenwright-cli: the same sets and tokens for scripts.
#include "Command.h"
#include "Help.h"
#include "ManualPage.h"
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

int print(const QByteArray &text)
{
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stdout);
    return Done;
}

int printVersion()
{
    return print("tokenwright-cli " TOKENWRIGHT_VERSION "\n");
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
        return print(helpText().toUtf8());
    if (name == u"--version" || name == u"-v")
        return printVersion();
    if (name == u"--manual")
        return print(manualPage());
    const Command *chosen = command(name);
    if (!chosen) {
        return refuse((name.isEmpty() ? Text::tr("Which command?")
                                      : Text::tr("There is no command \"%1\".").arg(name))
                      + u'\n' + Text::tr("Commands:") + u'\n' + commandLines());
    }

    Program program;
    words.removeAt(1);
    if (const qsizetype end = words.indexOf(QStringLiteral("--")); end >= 0) {
        program.childCommand = words.mid(end + 1);
        words = words.first(end);
    }
    QCommandLineParser parser;
    parser.setApplicationDescription(chosen->translatedSummary());
    parser.addOptions(chosen->options());
    parser.addPositionalArgument(name, chosen->translatedSummary(),
                                 name + u' ' + QString::fromUtf8(chosen->arguments));
    if (!parser.parse(words))
        return refuse(parser.errorText());
    if (parser.isSet(QStringLiteral("help")))
        return print(parser.helpText().toUtf8());
    if (parser.isSet(QStringLiteral("version")))
        return printVersion();
    program.quiet = parser.isSet(QStringLiteral("quiet"));
    // from the event loop, so that a way out taken at once is one as well
    QTimer::singleShot(0, &program, [&] {
        const auto loaded = program.load(chosen->reads);
        if (loaded)
            chosen->run(program, parser);
        else
            program.fail(loaded.error());
    });
    return QCoreApplication::exec();
}
