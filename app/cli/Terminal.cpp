// SPDX-License-Identifier: MIT
#include "Terminal.h"

#include "Literals.h"

#include <QTextBoundaryFinder>
#include <QtGlobal>

#include <algorithm>

namespace Tokenwright {

namespace {

bool mayStandOut(std::FILE *stream)
{
    return isTerminal(stream) && qgetenv("NO_COLOR").isEmpty() && qgetenv("TERM") != "dumb";
}

bool isWide(QChar character)
{
    return cellsOf(character.unicode()) == 2;
}

/// Where a line may go on in the next one: at blanks, which are left out, and between characters of
/// Chinese and Japanese, whose sentences have none.
struct Piece
{
    QString text;
    bool isAfterBlank;
};

QList<Piece> piecesOf(const QString &text)
{
    QList<Piece> pieces;
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        QTextBoundaryFinder finder(QTextBoundaryFinder::Line, word);
        qsizetype start = 0;
        for (qsizetype end = finder.toNextBoundary(); end > 0; end = finder.toNextBoundary()) {
            if (end < word.size() && !isWide(word.at(end - 1)) && !isWide(word.at(end)))
                continue;
            pieces.append({word.sliced(start, end - start), start == 0});
            start = end;
        }
    }
    return pieces;
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
    const QList<Piece> pieces = piecesOf(text);
    for (const Piece &piece : pieces) {
        QString &line = lines.last();
        const QString gap = piece.isAfterBlank && !line.isEmpty() ? u" "_s : QString();
        const QString more = gap + piece.text;
        if (line.isEmpty() || displayWidth(line) + displayWidth(more) <= width)
            line += more;
        else
            lines.append(piece.text);
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
