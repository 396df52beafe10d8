// SPDX-License-Identifier: MIT
#include "Table.h"

#include "Terminal.h"

#include "VisibleText.h"

namespace Tokenwright {

QByteArray tableText(const QStringList &titles, const QList<QStringList> &rows)
{
    QList<QStringList> shown = rows; // so that no name makes a row or a column of its own
    for (QStringList &row : shown) {
        for (QString &cell : row)
            cell = visibleCharacters(cell);
    }
    QStringList lines;
    if (isTerminal(stdout) && !shown.isEmpty()) {
        lines = columns(titles, shown);
        lines.first() = emphasised(lines.first(), Emphasis::Bold, stdout);
    } else {
        for (const QStringList &row : std::as_const(shown))
            lines.append(row.join(u'\t'));
    }
    return lines.isEmpty() ? QByteArray() : lines.join(u'\n').toUtf8() + '\n';
}

} // namespace Tokenwright
