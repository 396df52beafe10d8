// SPDX-License-Identifier: MIT
#include "Help.h"

#include "Command.h"

#include <QCoreApplication>

namespace Tokenwright {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Help)
};

constexpr qsizetype column = 34;

QString line(const QString &what, const QString &meaning)
{
    const QString start = u"  " + what;
    // what is too long for its column has a line of its own
    const QString gap = start.size() < column ? QString(column - start.size(), u' ')
                                              : u'\n' + QString(column, u' ');
    return start + gap + meaning + u'\n';
}

} // namespace

QString helpSummary()
{
    return Text::tr("Mints OAuth 2.0 access tokens with the client credentials in your keychain, "
                    "and reuses them while they live.");
}

QList<HelpTopic> helpTopics()
{
    return {
        {Text::tr("Exit codes"),
         {
             {QStringLiteral("0"), Text::tr("Done.")},
             {QStringLiteral("1"), Text::tr("Something else failed; an answer that is no token.")},
             {QStringLiteral("2"), Text::tr("The command line is wrong.")},
             {QStringLiteral("3"), Text::tr("There is no such credential set, or several.")},
             {QStringLiteral("4"), Text::tr("The provider rejected the request.")},
             {QStringLiteral("5"), Text::tr("The keychain is locked or not there.")},
             {QStringLiteral("6"),
              Text::tr("Worth trying later: network, TLS, proxy, time-out, "
                       "too many requests, a fault of the server.")},
         }},
        {Text::tr("Environment"),
         {
             {QStringLiteral("NO_COLOR"), Text::tr("When set, no colour, even on a terminal.")},
             {QStringLiteral("https_proxy, no_proxy"), Text::tr("The proxy on the way.")},
             {QStringLiteral("XDG_CONFIG_HOME, XDG_DATA_HOME"),
              Text::tr("Where the files below are, if not in ~/.config and ~/.local/share.")},
         }},
        {Text::tr("Files"),
         {
             {QStringLiteral("~/.config/tokenwright/credential-sets.json"),
              Text::tr("The credential sets; nothing secret is in it.")},
             {QStringLiteral("~/.config/tokenwright/providers/*.json"),
              Text::tr("Providers of your own.")},
             {QStringLiteral("~/.local/share/tokenwright/tokens.json"),
              Text::tr("Until when each token lives; nothing secret is in it.")},
         }},
        {Text::tr("Examples"),
         {
             {QStringLiteral(
                  "curl -H \"$(tokenwright-cli header Catalogue)\" https://api.ebay.com/…"),
              Text::tr("Calls an API with a token that lives long enough.")},
             {QStringLiteral("eval \"$(tokenwright-cli env Catalogue)\""),
              Text::tr("Sets TOKENWRIGHT_ACCESS_TOKEN and the like in this shell.")},
             {QStringLiteral("tokenwright-cli exec Catalogue -- ./deploy.sh"),
              Text::tr("Only that command finds the token in its environment.")},
             {QStringLiteral("tokenwright-cli header Catalogue --format httpie"),
              Text::tr("The same token, quoted for another tool.")},
         }},
    };
}

QString commandLines()
{
    QString text;
    for (const Command &entry : commands()) {
        text += line(QString::fromLatin1(entry.name) + u' ' + QString::fromUtf8(entry.arguments),
                     entry.translatedSummary());
    }
    return text;
}

QString helpText()
{
    QString text = Text::tr("Usage: %1").arg(QStringLiteral("tokenwright-cli COMMAND [options]"))
        + u"\n\n" + helpSummary() + u"\n\n" + Text::tr("Commands:") + u'\n' + commandLines() + u'\n'
        + Text::tr("COMMAND --help tells a command's options.") + u'\n';
    const auto topics = helpTopics();
    for (const HelpTopic &topic : topics) {
        text += u'\n' + topic.title + u":\n";
        for (const auto &[what, meaning] : topic.entries)
            text += line(what, meaning);
    }
    return text;
}

} // namespace Tokenwright
