// SPDX-License-Identifier: MIT
#include "OptionText.h"

#include <QHash>

namespace Tokenwright {

OptionText optionText(const QCommandLineOption &option)
{
    OptionText text;
    QStringList names;
    const QStringList known = option.names();
    for (const QString &name : known)
        names.append((name.size() == 1 ? u"-" : u"--") + name);
    text.term = names.join(u", ");

    QStringList lines = option.description().split(u'\n');
    text.meaning = lines.takeFirst();
    QHash<QString, QString> meanings;
    for (const QString &line : std::as_const(lines))
        meanings.insert(line.section(u'\t', 0, 0), line.section(u'\t', 1));

    const QString value = option.valueName();
    if (!value.contains(u'|')) {
        if (!value.isEmpty())
            text.term += u' ' + value;
        return text;
    }
    text.term += u' ' + known.last().section(u'-', -1).toUpper();
    const QStringList words = value.split(u'|');
    for (const QString &word : words)
        text.choices.append({word, meanings.value(word)});
    return text;
}

QString choiceLines(const QList<std::pair<QString, QString>> &choices)
{
    QString lines;
    for (const auto &[word, meaning] : choices)
        lines += u'\n' + word + u'\t' + meaning;
    return lines;
}

} // namespace Tokenwright
