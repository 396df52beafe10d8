// SPDX-License-Identifier: MIT
// Commands for cmd.exe: as people write them, and as browsers do.
#include "shell/ShellReader.h"

#include "Literals.h"

#include <QRegularExpression>

namespace Tokenwright {

namespace {

bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t' || c.unicode() == 0xa0;
}

/// What cmd.exe makes of a line, then what the program makes of that.
class CmdReader : private ShellReader
{
public:
    CmdReader(const QString &text, qsizetype start, qsizetype end, bool isForCmd)
        : ShellReader(text, start, end)
        , m_isForCmd(isForCmd)
    { }

    ShellReading read()
    {
        while (!isAtEnd() && readPiece()) { }
        flushBackslashes();
        m_reading.isOpen = m_isInQuotes && !m_mayEndQuotes;
        return finished();
    }

private:
    /// False at the command's end.
    bool readPiece()
    {
        if (isSpecial() && continuesLine(u'^')) {
            if (peek() == u'\n') { // the one that was escaped
                take(peek());
                ++m_at;
            }
            return true;
        }
        const QChar character = peek();
        if (character == u'\n')
            return false;
        if (isSpecial() && (character == u'&' || character == u'|'))
            return false;
        if (isSpecial() && (character == u'<' || character == u'>')) {
            flushBackslashes();
            readRedirection();
            return true;
        }
        if (isSpecial() && character == u'^') {
            if (peek(1) == u'"')
                ++m_reading.signs;
            take(peek(1));
            m_at += 2;
            return true;
        }
        if (isSpecial() && !m_isInQuotes && opensDocumentQuote()) {
            readDocumentQuoted();
            return true;
        }
        if (!m_isInQuotes && readDocumentDash())
            return true;
        if (character == u'"')
            m_isQuotedForCmd = !m_isQuotedForCmd;
        if (character == u'%' && isVariable())
            m_word.isDynamic = true;
        take(character);
        ++m_at;
        return true;
    }

    /// Whether a variable begins here: it ends with the next percent sign.
    bool isVariable() const
    {
        static const QRegularExpression variable(
            QRegularExpression::anchoredPattern(u"%[A-Za-z_][A-Za-z0-9_()-]*(:[^%\\n]*)?%"_s));
        const qsizetype end = m_text.indexOf(u'%', m_at + 1) + 1;
        return end > 0 && variable.match(m_text.sliced(m_at, end - m_at)).hasMatch();
    }

    void readDocumentQuoted()
    {
        m_reading.hasDocumentMarks = true;
        const bool isDouble = isDoubleMark(peek());
        m_isInWord = true;
        for (++m_at; !isAtEnd() && !(isDouble ? isDoubleMark(peek()) : isSingleMark(peek()));
             ++m_at)
            append(peek());
        ++m_at;
    }

    /// The program gets \a character.
    void take(QChar character)
    {
        if (character.isNull())
            return;
        if (m_mayEndQuotes) {
            m_mayEndQuotes = false;
            if (character == u'"') { // two of them, within quotation marks, are one
                append(character);
                return;
            }
            m_isInQuotes = false;
        }
        if (character == u'\\') {
            ++m_backslashes;
        } else if (character == u'"') {
            const bool isLiteral = m_backslashes % 2 == 1;
            m_backslashes /= 2;
            flushBackslashes();
            m_isInWord = true;
            if (isLiteral)
                append(character);
            else if (m_isInQuotes)
                m_mayEndQuotes = true;
            else
                m_isInQuotes = true;
        } else {
            flushBackslashes();
            if (isBlank(character) && !m_isInQuotes) {
                m_reading.hasDocumentMarks = m_reading.hasDocumentMarks
                    || character.unicode() > 0x7f;
                endWord();
            } else {
                append(character);
            }
        }
    }

    void flushBackslashes()
    {
        for (; m_backslashes > 0; --m_backslashes)
            append(u'\\');
    }

    /// Whether ^ & | < > are cmd.exe's.
    bool isSpecial() const { return m_isForCmd && !m_isQuotedForCmd; }

    const bool m_isForCmd;
    bool m_isQuotedForCmd = false; ///< ^ & | < > are nothing special.
    bool m_isInQuotes = false; ///< Blanks part no words.
    bool m_mayEndQuotes = false; ///< Behind a quotation mark, until the next character is known.
    qsizetype m_backslashes = 0; ///< What they mean tells what follows.
};

/// Undoes what the generators do.
class BrowserReader : private ShellReader
{
public:
    using ShellReader::ShellReader;

    ShellReading read()
    {
        while (!isAtEnd() && m_reading.isFitting && readPiece()) { }
        m_reading.isFitting = m_reading.isFitting && m_reading.signs > 0
            && std::ranges::all_of(m_bareWords, isOfBrowsers);
        return finished();
    }

private:
    bool readPiece()
    {
        if (continuesLine(u'^'))
            return true;
        const QChar character = peek();
        if (character == u'\n' || character == u'&') // between "all as cURL"
            return false;
        if (character == u'"' || (character == u'^' && peek(1) == u'"')) {
            m_reading.isFitting = !m_isInWord;
            readQuoted(character == u'^');
        } else if (character == u'\\' && !m_isInWord && peek(1) == u'"') {
            m_reading.isFitting = false;
        } else if (!readBlank()) {
            m_reading.isFitting = character == u'-' || isPlain(character);
            if (!m_isInWord)
                m_bareWords.append(QString());
            m_bareWords.last() += character;
            append(character);
            ++m_at;
        }
        return true;
    }

    /// What they write without quotation marks: nobody else's command must be taken for theirs,
    /// because a secret would be read otherwise.
    static bool isOfBrowsers(const QString &word)
    {
        static constexpr QStringView options[]{
            u"-H",           u"-X",         u"-b",        u"-I",  u"--data-raw", u"--data-binary",
            u"--compressed", u"--insecure", u"--globoff", u"GET", u"POST",       u"PUT",
            u"PATCH"};
        return std::ranges::find(options, QStringView(word)) != std::end(options);
    }

    static bool isPlain(QChar c)
    {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
    }

    /// What the generators leave as it is; older ones also &.
    static bool isUsual(QChar c)
    {
        return isPlain(c) || isBlank(c) || QStringView(u"_-:=+~'/.',?;()*`").contains(c)
            || c.unicode() > 0x7f;
    }

    void readQuoted(bool isMarked)
    {
        m_at += isMarked ? 2 : 1;
        m_isInWord = true;
        if (isMarked)
            ++m_reading.signs;
        while (!isAtEnd() && m_reading.isFitting) {
            const QChar character = peek();
            if (isMarked ? character == u'^' && peek(1) == u'"' : character == u'"') {
                m_at += isMarked ? 2 : 1;
                m_reading.isFitting = isAtEnd() || peek().isSpace();
                return;
            }
            if (character == u'^') {
                readMarked(isMarked);
            } else {
                m_reading.isFitting = isUsual(character) || (!isMarked && character == u'&');
                append(character);
                ++m_at;
            }
        }
        m_reading.isOpen = true;
    }

    void readMarked(bool isInMarked)
    {
        ++m_reading.signs;
        const QChar marked = peek(1);
        m_at += 2;
        if (marked == u'\n' && peek() == u'\n') {
            append(u'\n');
            ++m_at;
        } else if (marked == u'\\') {
            // of a backslash or quotation mark; or before [ ] { } in a URL, for curl
            const qsizetype mark = peek() == u'^' ? 1 : 0;
            m_reading.isFitting = QStringView(u"\\\"[]{}").contains(peek(mark));
            append(peek(mark));
            m_at += mark + 1;
        } else if (marked == u'%') {
            append(marked);
            if (peek() == u'^' && (isPlain(peek(1)) || peek(1) == u'_'))
                ++m_at; // so that it begins no variable's name
        } else {
            const bool isLeft = isUsual(marked) || (!isInMarked && marked == u'&');
            m_reading.isFitting = !isLeft || marked.unicode() > 0x7f;
            append(marked);
        }
    }

    QStringList m_bareWords{};
};

} // namespace

ShellReading readCmdWords(const QString &text, qsizetype start, qsizetype end)
{
    return CmdReader(text, start, end, true).read();
}

ShellReading readProgramWords(const QString &text, qsizetype start, qsizetype end)
{
    return CmdReader(text, start, end, false).read();
}

ShellReading readBrowserWords(const QString &text, qsizetype start, qsizetype end)
{
    return BrowserReader(text, start, end).read();
}

} // namespace Tokenwright
