// SPDX-License-Identifier: MIT
#include "Terminal.h"

#include "Literals.h"

#include <QtGlobal>

#include <algorithm>

namespace Tokenwright {

namespace {

bool mayStandOut(std::FILE *stream)
{
    return isTerminal(stream) && qgetenv("NO_COLOR").isEmpty() && qgetenv("TERM") != "dumb";
}

} // namespace

QString emphasised(const QString &text, Emphasis emphasis, std::FILE *stream)
{
    if (!mayStandOut(stream))
        return text;
    const QString start = emphasis == Emphasis::Alarm ? u"\x1b[1;31m"_s : u"\x1b[1m"_s;
    return start + text + u"\x1b[0m";
}

qsizetype displayWidth(const QString &text)
{
    qsizetype width = 0;
    const QList<uint> characters = text.toUcs4();
    for (const uint character : characters)
        width += cellsOf(character);
    return width;
}

QString padded(const QString &text, qsizetype width)
{
    return text + QString(std::max<qsizetype>(width - displayWidth(text), 0), u' ');
}

QStringList wrapped(const QString &text, qsizetype width)
{
    QStringList lines{QString()};
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        QString &line = lines.last();
        if (line.isEmpty())
            line = word;
        else if (displayWidth(line) + 1 + displayWidth(word) <= width)
            line += u' ' + word;
        else
            lines.append(word);
    }
    return lines;
}

QStringList columns(const QStringList &titles, const QList<QStringList> &rows)
{
    const QList<QStringList> all = QList<QStringList>{titles} + rows;
    QList<qsizetype> widths(titles.size(), 0);
    for (const QStringList &row : all) {
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths.at(i), displayWidth(row.at(i)));
    }
    QStringList lines;
    for (const QStringList &row : all) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += i + 1 < row.size() ? padded(row.at(i), widths.at(i) + 2) : row.at(i);
        lines.append(line);
    }
    return lines;
}

} // namespace Tokenwright
