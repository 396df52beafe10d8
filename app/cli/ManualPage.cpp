// SPDX-License-Identifier: MIT
#include "ManualPage.h"

#include "Command.h"
#include "Help.h"

#include <QCoreApplication>

namespace Tokenwright {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ManualPage)
};

/// \a text so that roff prints it as it is.
QString escaped(QString text)
{
    text.replace(u'\\', QStringLiteral("\\e")).replace(u'-', QStringLiteral("\\-"));
    text.replace(u'~', QStringLiteral("\\(ti")).replace(u'^', QStringLiteral("\\(ha"));
    if (text.startsWith(u'.') || text.startsWith(u'\''))
        text.prepend(QStringLiteral("\\&"));
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

QString optionTerm(const QCommandLineOption &option)
{
    QStringList names;
    const QStringList known = option.names();
    for (const QString &name : known)
        names.append((name.size() == 1 ? u"-" : u"--") + name);
    const QString term = names.join(u", ");
    return option.valueName().isEmpty() ? term : QString(term + u' ' + option.valueName());
}

QString options(const QList<QCommandLineOption> &options)
{
    QString text;
    for (const QCommandLineOption &option : options)
        text += item(optionTerm(option), option.description());
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
