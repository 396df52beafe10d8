// SPDX-License-Identifier: MIT
#include "bruno/BruText.h"

#include "ImportText.h"
#include "Text.h"

#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr QStringView quotes = u"'''";

/// Whether a block called \a name is text to its end.
bool isTextBlock(const QString &name)
{
    if (name == u"body:form-urlencoded" || name == u"body:multipart-form" || name == u"body:file")
        return false;
    return name == u"body" || name == u"tests" || name == u"docs" || name == u"example"
        || name.startsWith(u"body:") || name.startsWith(u"script:");
}

/// \a line without the blanks that a value of several lines is set in by.
QStringView outdented(QStringView line)
{
    constexpr qsizetype most = 4;
    qsizetype blanks = 0;
    while (blanks < most && blanks < line.size() && line.at(blanks) == u' ')
        ++blanks;
    return line.sliced(blanks);
}

class BruReader
{
public:
    explicit BruReader(const QString &text)
        : m_lines(QStringView(text).split(u'\n'))
    { }

    Result<QList<BruBlock>> read()
    {
        static const QRegularExpression header(
            u"^([A-Za-z][A-Za-z0-9:_.-]*)[ \\t]*([{\\[])[ \\t]*(.*)$"_s);
        QList<BruBlock> blocks;
        while (m_at < m_lines.size()) {
            m_start = m_at;
            const QStringView line = m_lines.at(m_at++);
            const auto match = header.match(line.trimmed().toString());
            if (line.isEmpty() || line.front().isSpace() || !match.hasMatch())
                continue;
            BruBlock block{.name = match.captured(1)};
            const bool isRead = match.captured(2) == u"["
                ? readItems(block, match.captured(3))
                : match.captured(3).startsWith(u'}') || readBody(block);
            if (!isRead) {
                return misconfigured(
                    Text::tr("A block is never closed (%1).").arg(lineName(m_start + 1)));
            }
            blocks.append(block);
        }
        return blocks;
    }

private:
    /// To the line that begins with the bracket.
    bool readBody(BruBlock &block)
    {
        const qsizetype first = m_at;
        const bool isText = isTextBlock(block.name);
        while (m_at < m_lines.size()) {
            const QStringView line = m_lines.at(m_at);
            if (line.startsWith(u'}')) {
                if (isText)
                    block.text = textOf(first, m_at);
                ++m_at;
                return true;
            }
            if (isText)
                ++m_at;
            else
                readPair(block);
        }
        return false;
    }

    QString textOf(qsizetype from, qsizetype to) const
    {
        QString text;
        for (qsizetype i = from; i < to; ++i) {
            text += m_lines.at(i);
            text += u'\n';
        }
        return text;
    }

    void readPair(BruBlock &block)
    {
        const QStringView line = m_lines.at(m_at++).trimmed();
        if (line.isEmpty())
            return;
        if (line.front() == u'@' && !line.contains(u": ")) { // says something of the next pair
            if (line.contains(quotes) && line.count(quotes) % 2 == 1)
                skipTo(quotes);
            return;
        }
        QStringView rest = line;
        BruPair pair{.isOff = rest.startsWith(u'~')};
        if (pair.isOff)
            rest = rest.sliced(1);
        const qsizetype colon = rest.startsWith(u'"') ? quotedName(rest, pair.name)
                                                      : rest.indexOf(u':');
        if (colon < 0)
            return;
        if (pair.name.isNull())
            pair.name = rest.first(colon).trimmed().toString();
        const QStringView value = rest.sliced(colon + 1).trimmed();
        if (value.startsWith(quotes)) {
            if (!readQuoted(pair, value.sliced(quotes.size())))
                return;
        } else if (value == u"[") {
            pair.value = textOfList();
        } else {
            pair.value = value.toString();
        }
        block.pairs.append(pair);
    }

    /// A name in quotation marks; where the colon behind it is.
    static qsizetype quotedName(QStringView rest, QString &name)
    {
        name = u""_s;
        for (qsizetype i = 1; i < rest.size(); ++i) {
            const bool isEscaped = rest.at(i) == u'\\' && i + 1 < rest.size()
                && rest.at(i + 1) == u'"';
            if (isEscaped)
                ++i;
            else if (rest.at(i) == u'"')
                return rest.indexOf(u':', i);
            name += rest.at(i);
        }
        return -1;
    }

    bool readQuoted(BruPair &pair, QStringView first)
    {
        if (const qsizetype end = first.indexOf(quotes); end >= 0) {
            pair.value = first.first(end).trimmed().toString();
            return true;
        }
        QStringList lines{first.toString()};
        while (m_at < m_lines.size()) {
            const QStringView line = m_lines.at(m_at++);
            const qsizetype end = line.indexOf(quotes);
            lines.append(outdented(end < 0 ? line : line.first(end)).toString());
            if (end >= 0) {
                pair.value = lines.join(u'\n').trimmed();
                return true;
            }
        }
        return false;
    }

    void skipTo(QStringView mark)
    {
        while (m_at < m_lines.size() && !m_lines.at(m_at++).contains(mark)) { }
    }

    /// The lines of a list, to its bracket.
    QString textOfList()
    {
        QStringList items;
        while (m_at < m_lines.size()) {
            const QStringView line = m_lines.at(m_at++).trimmed();
            if (line.startsWith(u']'))
                break;
            items.append(line.toString());
        }
        return items.join(u' ');
    }

    /// Names with commas between them, over lines, to the bracket.
    bool readItems(BruBlock &block, const QString &first)
    {
        bool isClosed = false;
        const auto takeLine = [&](QStringView line) {
            const qsizetype end = line.indexOf(u']');
            isClosed = end >= 0;
            for (const QStringView part : (isClosed ? line.first(end) : line).split(u',')) {
                QStringView name = part.trimmed();
                if (name.isEmpty() || name.startsWith(u'@'))
                    continue;
                BruPair item{.isOff = name.startsWith(u'~')};
                item.name = name.sliced(item.isOff ? 1 : 0).toString();
                block.items.append(item);
            }
        };
        takeLine(first);
        while (!isClosed && m_at < m_lines.size())
            takeLine(m_lines.at(m_at++));
        return isClosed;
    }

    const QList<QStringView> m_lines;
    qsizetype m_at = 0;
    qsizetype m_start = 0;
};

} // namespace

QString BruBlock::value(QStringView key) const
{
    const auto found = std::ranges::find_if(
        pairs, [&](const BruPair &pair) { return !pair.isOff && pair.name == key; });
    return found == pairs.end() ? QString() : found->value;
}

Result<QList<BruBlock>> readBru(const QString &text)
{
    return BruReader(text).read();
}

} // namespace Tokenwright
