// SPDX-License-Identifier: MIT
#pragma once

#include "curl/CurlOptions.h"
#include "shell/ShellWords.h"

#include "Literals.h"

#include <algorithm>

namespace Tokenwright {

/// What reading words is like in every dialect.
class ShellReader
{
public:
    ShellReader(const QString &text, qsizetype start, qsizetype end)
        : m_text(text)
        , m_at(start)
        , m_end(end)
    { }

protected:
    bool isAtEnd() const { return m_at >= m_end; }
    QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_end ? m_text.at(m_at + ahead) : QChar();
    }
    QStringView rest() const { return QStringView(m_text).sliced(m_at, m_end - m_at); }

    void append(QChar character)
    {
        m_word.text += character;
        m_isInWord = true;
    }

    void endWord()
    {
        if (!m_isInWord)
            return;
        if (!m_skipsWord)
            m_reading.words.append(m_word);
        m_word = {};
        m_isInWord = m_skipsWord = false;
    }

    ShellReading finished()
    {
        endWord();
        m_reading.end = std::min(m_at, m_end);
        return m_reading;
    }

    /// Whether \a mark, which is next, continues the line; then both are passed.
    bool continuesLine(QChar mark)
    {
        if (peek() != mark)
            return false;
        qsizetype blanks = 1;
        while (peek(blanks) == u' ' || peek(blanks) == u'\t')
            ++blanks;
        if (peek(blanks) != u'\n')
            return false;
        if (blanks > 1) {
            m_reading.hasBlankContinuation = true;
            endWord();
        }
        m_at += blanks + 1;
        ++m_reading.signs;
        return true;
    }

    /// Passes what parts words; false: something else is next.
    bool readBlank()
    {
        if (!peek().isSpace())
            return false;
        if (peek().unicode() > 0x7f)
            m_reading.hasDocumentMarks = true; // a no-break space
        endWord();
        ++m_at;
        return true;
    }

    /// Redirections are no part of what is sent: the word behind goes too.
    void readRedirection()
    {
        if (m_isInWord && m_word.text.size() == 1 && m_word.text.at(0).isDigit())
            m_word = {}, m_isInWord = false; // 2>
        endWord();
        while (peek() == u'>' || peek() == u'<' || peek() == u'&' || peek() == u' ')
            ++m_at;
        m_skipsWord = true;
    }

    static bool isDoubleMark(QChar c) { return c.unicode() >= 0x201c && c.unicode() <= 0x201f; }
    static bool isSingleMark(QChar c) { return c.unicode() >= 0x2018 && c.unicode() <= 0x201b; }

    /// Whether a document's quotation mark is next where one of the shell's can stand, and another
    /// of its kind follows.
    bool opensDocumentQuote() const
    {
        const QChar mark = peek();
        const bool isDouble = isDoubleMark(mark);
        if (!isDouble && !isSingleMark(mark))
            return false;
        const bool isPlace = !m_isInWord || m_word.text.endsWith(u'=')
            || m_word.text.endsWith(u':');
        return isPlace && std::ranges::any_of(rest().sliced(1), [&](QChar c) {
                   return isDouble ? isDoubleMark(c) : isSingleMark(c);
               });
    }

    /// Reads a dash of a document that begins an option: false, if there is none.
    bool readDocumentDash()
    {
        if (m_isInWord || !isDocumentDash(peek()) || peek(1).isNull() || peek(1).isSpace())
            return false;
        m_reading.hasDocumentMarks = true;
        ++m_at;
        append(u'-');
        if (isDocumentDash(peek()) || peek() == u'-') {
            append(u'-');
            ++m_at;
            return true;
        }
        // word processors make one dash of two hyphens
        const QStringView behind = rest();
        const auto end = std::ranges::find_if(behind, [](QChar c) { return c.isSpace(); });
        const QStringView name = behind.first(end - behind.begin());
        if (name.size() > 1 && curlOption(u"--"_s + name.toString()))
            append(u'-');
        return true;
    }

    static bool isHexDigit(QChar c)
    {
        return (c >= u'0' && c <= u'9') || (c.toLower() >= u'a' && c.toLower() <= u'f');
    }

    const QString &m_text;
    qsizetype m_at;
    qsizetype m_end;
    ShellReading m_reading{};
    ShellWord m_word{};
    bool m_isInWord = false;
    bool m_skipsWord = false;

private:
    static bool isDocumentDash(QChar c)
    {
        return (c.unicode() >= 0x2010 && c.unicode() <= 0x2015) || c.unicode() == 0x2212;
    }
};

} // namespace Tokenwright
