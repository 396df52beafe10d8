// SPDX-License-Identifier: MIT
#include "CommandWords.h"

#include "Text.h"

#include "Nearest.h"

#include <QCommandLineParser>

#include <algorithm>

namespace Tokenwright {

namespace {

std::expected<QStringList, QString> texts(const QList<QByteArray> &words)
{
    QStringList decoded;
    for (const QByteArray &word : words) {
        if (!word.isValidUtf8()) {
            return std::unexpected(
                Text::tr("“%1” is not valid UTF-8. Give the file a name that is, or hand its "
                         "content over on standard input.")
                    .arg(QString::fromUtf8(word)));
        }
        decoded.append(QString::fromUtf8(word));
    }
    return decoded;
}

/// Whether a name stands among \a words, where \a command's options may have values.
bool hasName(const Command &command, const QList<QByteArray> &words)
{
    QStringList line{QString()};
    for (const QByteArray &word : words)
        line.append(QString::fromUtf8(word));
    QCommandLineParser parser;
    parser.addOptions(command.options());
    parser.parse(line);
    return !parser.positionalArguments().isEmpty();
}

} // namespace

std::expected<CommandWords, QString> commandWords(const Command &command,
                                                  const QList<QByteArray> &words)
{
    const qsizetype first = words.indexOf("--");
    qsizetype end = command.runsAnother ? first : -1;
    if (end >= 0 && !hasName(command, words.first(first))) {
        const qsizetype second = words.indexOf("--", first + 1);
        end = second < 0 ? first : second;
    }
    const auto own = texts(end < 0 ? words : words.first(end));
    if (!own)
        return std::unexpected(own.error());
    return CommandWords{.own = *own,
                        .child = end < 0 ? QList<QByteArray>() : words.sliced(end + 1)};
}

QString usageProblem(const QCommandLineParser &parser, const Command &command,
                     const QStringList &words)
{
    if (parser.unknownOptionNames().isEmpty())
        return parser.errorText();
    const QString unknown = parser.unknownOptionNames().first();
    // the parser takes "-prod" for -p -r -o -d; what was typed says more
    const auto word = std::ranges::find_if(words, [&](const QString &typed) {
        const QString name = typed.section(u'=', 0, 0);
        return name == u"--" + unknown
            || (!typed.startsWith(u"--") && typed.startsWith(u'-') && typed.contains(unknown));
    });
    const QString typed = word == words.end() ? u"--" + unknown : word->section(u'=', 0, 0);
    QStringList known;
    const auto options = command.options();
    for (const QCommandLineOption &option : options)
        known.append(u"--" + option.names().last());
    const QString asLong = typed.startsWith(u"--") ? typed : u'-' + typed;
    QString text = Text::tr("There is no option “%1”.").arg(typed) + didYouMean(asLong, known);
    if (!typed.startsWith(u"--"))
        text += u' ' + Text::tr("What begins with a dash and is no option stands behind “--”.");
    return text;
}

} // namespace Tokenwright
