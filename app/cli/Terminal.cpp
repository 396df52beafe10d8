// SPDX-License-Identifier: MIT
#include "Terminal.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace Tokenwright {

namespace {

bool mayStandOut(std::FILE *stream)
{
    return isTerminal(stream) && qgetenv("NO_COLOR").isEmpty() && qgetenv("TERM") != "dumb";
}

QString padded(const QStringList &row, const QList<qsizetype> &widths)
{
    QString line;
    for (qsizetype i = 0; i < row.size(); ++i)
        line += row.at(i).leftJustified(widths.at(i) + 2);
    return line.trimmed();
}

} // namespace

bool isTerminal(std::FILE *stream)
{
#ifdef Q_OS_UNIX
    return isatty(fileno(stream)) != 0;
#else
    Q_UNUSED(stream)
    return false;
#endif
}

QString emphasised(const QString &text, Emphasis emphasis, std::FILE *stream)
{
    if (!mayStandOut(stream))
        return text;
    const QString start = emphasis == Emphasis::Alarm ? QStringLiteral("\x1b[1;31m")
                                                      : QStringLiteral("\x1b[1m");
    return start + text + u"\x1b[0m";
}

QStringList columns(const QStringList &titles, const QList<QStringList> &rows)
{
    const QList<QStringList> all = QList<QStringList>{titles} + rows;
    QList<qsizetype> widths(titles.size(), 0);
    for (const QStringList &row : all) {
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = qMax(widths.at(i), row.at(i).size());
    }
    QStringList lines;
    for (const QStringList &row : all)
        lines.append(padded(row, widths));
    return lines;
}

} // namespace Tokenwright
