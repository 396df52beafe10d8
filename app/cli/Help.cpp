// SPDX-License-Identifier: MIT
#include "Help.h"

#include "Profile.h"
#include "Text.h"

#include "Command.h"
#include "OptionText.h"
#include "Terminal.h"

#include <QDir>

namespace Tokenwright {

namespace {

constexpr qsizetype wholeWidth = 79;
constexpr qsizetype optionColumn = 26;

/// \a what, and its \a meaning from \a column on; below it when \a what is too long.
QString entry(const QString &what, const QString &meaning, qsizetype column)
{
    const QStringList lines = wrapped(meaning, wholeWidth - column);
    const QString margin(column, u' ');
    const QString start = u"  " + what;
    const bool fits = displayWidth(start) + 2 <= column;
    return (fits ? padded(start, column) : QString(start + u'\n' + margin))
        + lines.join(QString(u'\n' + margin)) + u'\n';
}

QString paragraph(const QString &text)
{
    return wrapped(text, wholeWidth).join(u'\n') + u'\n';
}

QString commandLines()
{
    qsizetype column = 0;
    const QStringList names = commandNames();
    for (const QString &name : names)
        column = qMax(column, name.size() + 4);
    QString text;
    for (const Command &each : commands())
        text += entry(QString::fromLatin1(each.name), each.translatedSummary(), column);
    return text;
}

QString usageOf(const Command &command)
{
    const QStringList forms = QString::fromUtf8(command.arguments).split(u" | "_s);
    QStringList lines;
    for (const QString &form : forms) {
        const QString start = u"tokenwright-cli %1 [options]"_s.arg(
            QLatin1StringView(command.name));
        lines.append(form.isEmpty() ? start : QString(start + u' ' + form));
    }
    const QString title = Text::tr("Usage:") + u' ';
    return title + lines.join(QString(u'\n' + QString(displayWidth(title), u' '))) + u'\n';
}

/// One a line, below what the option means; further to the left when they are long.
QString choices(const QList<std::pair<QString, QString>> &words)
{
    qsizetype wordWidth = 0;
    qsizetype meaningWidth = 0;
    for (const auto &[word, meaning] : words) {
        wordWidth = qMax(wordWidth, displayWidth(word));
        meaningWidth = qMax(meaningWidth, displayWidth(meaning));
    }
    const bool fits = optionColumn + 2 + wordWidth + 2 + meaningWidth <= wholeWidth;
    const QString margin(fits ? optionColumn + 2 : 6, u' ');
    QString text;
    for (const auto &[word, meaning] : words) {
        const QString line = meaning.isEmpty() ? word : padded(word, wordWidth + 2) + meaning;
        text += margin + line + u'\n';
    }
    return text;
}

QString optionLines(const QList<QCommandLineOption> &options)
{
    QString text;
    for (const QCommandLineOption &option : options) {
        const OptionText told = optionText(option);
        text += entry(told.term, told.meaning, optionColumn);
        text += choices(told.choices);
    }
    return text;
}

QString topicLines(const HelpTopic &topic)
{
    qsizetype column = 0;
    for (const auto &[what, meaning] : topic.entries)
        column = qMax(column, displayWidth(what) + 4);
    if (column > wholeWidth / 2)
        column = 6;
    QString text = u'\n' + Text::tr("%1:").arg(topic.title) + u'\n';
    for (const auto &[what, meaning] : topic.entries)
        text += entry(what, meaning, column);
    return text;
}

} // namespace

QString helpSummary()
{
    return Text::tr("Mints OAuth 2.0 access tokens with the client credentials in your keychain, "
                    "and reuses them while they live.");
}

QList<HelpTopic> helpTopics()
{
    const Profile files = Profile::asWritten();
    const auto shown = [](const QString &path) { return QDir::toNativeSeparators(path); };
    return {
        {Text::tr("Exit codes"),
         {
             {u"0"_s, Text::tr("Done.")},
             {u"1"_s, Text::tr("Something else failed; an answer that is no token.")},
             {u"2"_s, Text::tr("The command line is wrong.")},
             {u"3"_s, Text::tr("There is no such credential set, or several.")},
             {u"4"_s, Text::tr("The provider rejected the request.")},
             {u"5"_s, Text::tr("The keychain is locked or not there.")},
             {u"6"_s,
              Text::tr("Worth trying later: network, TLS, proxy, time-out, "
                       "too many requests, a fault of the server.")},
         }},
        {Text::tr("Where transcripts are kept"),
         {
             {u"curl NAME -- …"_s,
              Text::tr("For assistants, CI logs and whatever else keeps what commands print: curl "
                       "gets the header, and no argument, variable or output shows it.")},
             {u"exec --mask NAME -- …"_s,
              Text::tr("The command finds the token in its environment; in what it prints the "
                       "token is replaced.")},
             {u"--confirm"_s,
              Text::tr("With header, token, mint, env, exec and curl: only once somebody has "
                       "agreed in Tokenwright's window. Refused, not answered for 60 seconds, or "
                       "no window there: exit 1, and nothing was minted.")},
             {Text::tr("“Ask before a script gets production tokens”"),
              Text::tr("In the preferences: the same without the option, for production, whenever "
                       "standard error is no terminal. It keeps mishaps away, not a program that "
                       "runs as you and means harm.")},
             {u"header, token, env"_s,
              Text::tr("These print the token. What got into a transcript is ended by revoke, or "
                       "where the provider cannot, by its own time.")},
         }},
        {Text::tr("Environment variables"),
         {
             {u"NO_COLOR"_s, Text::tr("When set, no colour, even on a terminal.")},
             {u"https_proxy, no_proxy"_s, Text::tr("The proxy on the way.")},
             {u"XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME"_s,
              Text::tr("Other folders for the files below.")},
         }},
        {Text::tr("Files"),
         {
             {shown(files.credentialSetsFile()),
              Text::tr("The credential sets; nothing secret is in it.")},
             {shown(files.providersFolder() + u"/*.json"), Text::tr("Providers of your own.")},
             {shown(files.ledgerFile()),
              Text::tr("Until when each token lives; nothing secret is in it.")},
             {shown(files.toldFile()),
              Text::tr("Which secrets were told to be about to expire; nothing secret is in it.")},
             {shown(files.requestLogFile()),
              Text::tr("The last requests and what came of them; nothing secret is in it.")},
         }},
        {Text::tr("Examples"),
         {
             {u"curl -H \"$(tokenwright-cli header Catalogue)\" https://api.ebay.com/…"_s,
              Text::tr("Calls an API with a token that lives long enough.")},
             {u"eval \"$(tokenwright-cli env Catalogue)\""_s,
              Text::tr("Sets TOKENWRIGHT_ACCESS_TOKEN and the like in this shell.")},
             {u"tokenwright-cli exec Catalogue -- ./deploy.sh"_s,
              Text::tr("Only that command finds the token in its environment.")},
             {u"tokenwright-cli header Catalogue --format httpie"_s,
              Text::tr("The same token, quoted for another tool.")},
         }},
    };
}

HelpTopic examplesOf(const Command &command)
{
    HelpTopic topic{.title = Text::tr("Examples"), .entries = {}};
    for (const CommandExample &example : command.examples) {
        if (example.line) {
            topic.entries.append({u"tokenwright-cli " + QString::fromUtf8(example.line),
                                  example.translatedMeaning()});
        }
    }
    return topic;
}

QString commandHelp(const Command &command)
{
    QString text = usageOf(command) + u'\n' + paragraph(command.translatedSummary());
    if (command.ownOptions)
        text += u'\n' + Text::tr("Options:") + u'\n' + optionLines(command.ownOptions());
    text += u'\n' + Text::tr("Options of every command:") + u'\n' + optionLines(commonOptions());
    const HelpTopic examples = examplesOf(command);
    return examples.entries.isEmpty() ? text : QString(text + topicLines(examples));
}

QString helpHint(const QString &name)
{
    const QString line = name.isEmpty() ? u"tokenwright-cli --help"_s
                                        : u"tokenwright-cli %1 --help"_s.arg(name);
    return Text::tr("“%1” tells more.").arg(line);
}

QString shortHelp()
{
    return Text::tr("Usage: %1").arg(u"tokenwright-cli COMMAND [options]"_s) + u"\n\n"
        + Text::tr("Commands:") + u'\n' + commandLines() + u'\n' + helpHint() + u'\n';
}

QString helpText()
{
    QString text = Text::tr("Usage: %1").arg(u"tokenwright-cli COMMAND [options]"_s) + u"\n\n"
        + paragraph(helpSummary()) + u'\n' + Text::tr("Commands:") + u'\n' + commandLines() + u'\n'
        + paragraph(Text::tr("“help COMMAND” and COMMAND --help tell a command's options; "
                             "“--” ends them, for names that begin with a dash."));
    const auto topics = helpTopics();
    for (const HelpTopic &topic : topics)
        text += topicLines(topic);
    return text;
}

} // namespace Tokenwright
