// SPDX-License-Identifier: MIT
#include "ManualPage.h"

#include "Text.h"

#include "Command.h"
#include "Help.h"
#include "OptionText.h"

namespace Tokenwright {

namespace {

/// \a text so that roff prints it as it is.
QString escaped(QString text)
{
    text.replace(u'\\', u"\\e"_s).replace(u'-', u"\\-"_s);
    text.replace(u'~', u"\\(ti"_s).replace(u'^', u"\\(ha"_s);
    if (text.startsWith(u'.') || text.startsWith(u'\''))
        text.prepend(u"\\&"_s);
    return text;
}

QString section(const QString &title)
{
    return u".SH \"" + escaped(title.toUpper()) + u"\"\n";
}

/// A paragraph \a text under the bold \a term.
QString item(const QString &term, const QString &text)
{
    return u".TP\n\\fB" + escaped(term) + u"\\fR\n" + escaped(text) + u'\n';
}

QString options(const QList<QCommandLineOption> &options)
{
    QString text;
    for (const QCommandLineOption &option : options) {
        const OptionText told = optionText(option);
        text += item(told.term, told.meaning);
        if (told.choices.isEmpty())
            continue;
        text += u".RS\n";
        for (const auto &[word, meaning] : told.choices)
            text += item(word, meaning);
        text += u".RE\n";
    }
    return text;
}

} // namespace

QByteArray manualPage()
{
    QString page = u".TH TOKENWRIGHT\\-CLI 1 \"\" \"Tokenwright "
        + escaped(QStringLiteral(TOKENWRIGHT_VERSION)) + u"\" \""
        + escaped(Text::tr("User commands")) + u"\"\n";
    page += section(Text::tr("Name")) + u"tokenwright\\-cli \\- "
        + escaped(Text::tr("OAuth 2.0 access tokens for scripts")) + u'\n';
    page += section(Text::tr("Synopsis"))
        + u".B tokenwright\\-cli\n\\fICOMMAND\\fR [\\fIoptions\\fR]\n";
    page += section(Text::tr("Description")) + escaped(helpSummary()) + u'\n'
        + escaped(Text::tr("The window and the command line share the credential sets, the tokens "
                           "and the keychain. What is asked for goes to standard output, words go "
                           "to standard error."))
        + u'\n';
    page += section(Text::tr("Commands"));
    for (const Command &command : commands()) {
        page += u".SS \"" + escaped(QString::fromLatin1(command.name)) + u' '
            + escaped(QString::fromUtf8(command.arguments)) + u"\"\n"
            + escaped(command.translatedSummary()) + u'\n';
        if (command.ownOptions)
            page += options(command.ownOptions());
        const HelpTopic examples = examplesOf(command);
        for (const auto &[line, meaning] : examples.entries)
            page += item(line, meaning);
    }
    page += section(Text::tr("Options of every command")) + options(commonOptions());
    const auto topics = helpTopics();
    for (const HelpTopic &topic : topics) {
        page += section(topic.title);
        for (const auto &[what, meaning] : topic.entries)
            page += item(what, meaning);
    }
    return page.toUtf8();
}

} // namespace Tokenwright
