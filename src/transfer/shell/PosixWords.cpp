// SPDX-License-Identifier: MIT
#include "shell/ShellReader.h"

namespace Tokenwright {

namespace {

class PosixReader : private ShellReader
{
public:
    PosixReader(const QString &text, qsizetype start, qsizetype end)
        : ShellReader(text, start, end)
        , m_isInBackticks(commandIsInBackticks(text, start))
    { }

    ShellReading read()
    {
        while (!isAtEnd() && readPiece()) { }
        return finished();
    }

private:
    static bool commandIsInBackticks(const QString &text, qsizetype start)
    {
        const QStringView before = QStringView(text).first(start);
        return before.sliced(before.lastIndexOf(u'\n') + 1).count(u'`') % 2 == 1;
    }

    /// False at the command's end.
    bool readPiece()
    {
        const QChar character = peek();
        if (continuesLine(u'\\'))
            return true;
        if (character == u'\\') {
            append(peek(1));
            m_at += 2;
        } else if (character == u'\'') {
            readSingleQuoted();
        } else if (character == u'"') {
            ++m_at;
            readDoubleQuoted(false);
        } else if (opensDocumentQuote()) {
            m_reading.hasDocumentMarks = true;
            ++m_at;
            isDoubleMark(character) ? readDoubleQuoted(true) : readDocumentQuoted();
        } else if (character == u'$' && peek(1) == u'\'') {
            m_at += 2;
            readAnsiQuoted();
        } else if (character == u'$' && peek(1) == u'"') {
            ++m_at;
        } else if (character == u'<' || character == u'>') {
            readRedirection();
        } else if (QStringView(u"\n;|&()").contains(character)
                   || (character == u'`' && m_isInBackticks)
                   || (character == u'#' && !m_isInWord)) {
            return false;
        } else if (!readBlank() && !readDocumentDash() && !readExpansion()) {
            if (character == u'~' && !m_isInWord)
                m_word.isDynamic = true;
            noticeBraces(character);
            append(character);
            ++m_at;
        }
        return true;
    }

    /// {a,b} outside quotation marks makes several words.
    void noticeBraces(QChar character)
    {
        if (character == u'{')
            m_brace = m_isInWord ? m_word.text.size() : 0;
        else if (character == u'}' && m_isInWord && m_brace >= 0 && m_brace < m_word.text.size()) {
            const QStringView inside = QStringView(m_word.text).sliced(m_brace);
            m_allowance -= inside.size();
            if (m_allowance < 0
                || (inside.startsWith(u'{') && (inside.contains(u',') || inside.contains(u".."))))
                m_word.isDynamic = true;
        }
    }

    void readSingleQuoted()
    {
        const qsizetype found = m_text.indexOf(u'\'', m_at + 1);
        const bool isOpen = found < 0 || found >= m_end;
        const qsizetype end = isOpen ? m_end : found;
        m_isInWord = true;
        m_reading.isOpen = m_reading.isOpen || isOpen;
        m_word.text += QStringView(m_text).sliced(m_at + 1, end - m_at - 1);
        m_at = end + 1;
    }

    void readDocumentQuoted()
    {
        m_isInWord = true;
        for (; !isAtEnd() && !isSingleMark(peek()); ++m_at)
            append(peek());
        ++m_at;
    }

    void readDoubleQuoted(bool isDocument)
    {
        m_isInWord = true;
        const auto isEnd = [&] { return isDocument ? isDoubleMark(peek()) : peek() == u'"'; };
        while (!isAtEnd() && !isEnd()) {
            if (peek() == u'\\' && peek(1) == u'\n') {
                m_at += 2;
            } else if (peek() == u'\\' && QStringView(u"\"\\$`").contains(peek(1))) {
                append(peek(1));
                m_at += 2;
            } else if (!readExpansion()) {
                append(peek());
                ++m_at;
            }
        }
        m_reading.isOpen = m_reading.isOpen || isAtEnd();
        ++m_at;
    }

    /// What the shell replaces by something else, whose end is found, so that what follows is read
    /// rightly; false: there is none.
    bool readExpansion()
    {
        const QChar next = peek(1);
        qsizetype length = 0;
        if (peek() == u'`') {
            length = m_text.indexOf(u'`', m_at + 1) - m_at + 1;
        } else if (peek() == u'$' && (next == u'(' || next == u'{')) {
            const QChar close = next == u'(' ? u')' : u'}';
            int depth = 0;
            for (qsizetype i = 1; m_at + i < m_end && length == 0 && m_allowance > 0; ++i) {
                --m_allowance;
                depth += peek(i) == next ? 1 : peek(i) == close ? -1 : 0;
                length = depth == 0 ? i + 1 : 0;
            }
        } else if (peek() == u'$'
                   && (next.isLetterOrNumber() || QStringView(u"_@*#?-$!").contains(next))) {
            length = 2;
        } else {
            return false;
        }
        m_word.isDynamic = true;
        for (qsizetype i = 0; i < std::max<qsizetype>(length, 1) && !isAtEnd(); ++i, ++m_at)
            append(peek());
        return true;
    }

    /// $'…': with the escapes of C, which stand for bytes.
    void readAnsiQuoted()
    {
        m_isInWord = true;
        QByteArray bytes;
        bool isCut = false; // by a NUL
        while (!isAtEnd() && peek() != u'\'') {
            QByteArray piece;
            if (peek() == u'\\') {
                ++m_at;
                piece = readEscape();
            } else {
                const qsizetype size = peek().isHighSurrogate() ? 2 : 1;
                piece = rest().first(std::min(size, rest().size())).toUtf8();
                m_at += size;
            }
            isCut = isCut || piece.contains('\0');
            if (!isCut)
                bytes += piece;
        }
        m_word.text += QString::fromUtf8(bytes);
        m_reading.isOpen = m_reading.isOpen || isAtEnd();
        ++m_at;
    }

    QByteArray readEscape()
    {
        const QChar character = peek();
        const auto number = [&](qsizetype start, qsizetype most, int base) {
            qsizetype digits = 0;
            while (digits < most
                   && (base == 8 ? peek(start + digits) >= u'0' && peek(start + digits) <= u'7'
                                 : isHexDigit(peek(start + digits))))
                ++digits;
            const char32_t code = rest().sliced(start, digits).toUInt(nullptr, base);
            m_at += start + digits;
            return code;
        };
        if (character >= u'0' && character <= u'7')
            return QByteArray(1, char(number(0, 3, 8)));
        if (character == u'x' && isHexDigit(peek(1)))
            return QByteArray(1, char(number(1, 2, 16)));
        if ((character == u'u' || character == u'U') && isHexDigit(peek(1))) {
            const char32_t code = number(1, character == u'u' ? 4 : 8, 16);
            return QString::fromUcs4(&code, 1).toUtf8();
        }
        m_at += 2;
        if (character == u'c')
            return QByteArray(1, char(peek(-1).toLatin1() & 0x1f));
        --m_at;
        static constexpr QStringView letters = u"nrtabfveE\\'\"?";
        static constexpr char meanings[] = "\n\r\t\a\b\f\v\x1b\x1b\\'\"?";
        const qsizetype index = letters.indexOf(character);
        return index < 0 ? '\\' + QString(character).toUtf8() : QByteArray(1, meanings[index]);
    }

    const bool m_isInBackticks;
    qsizetype m_brace = -1;
    /// How far ends of expansions and braces are looked for in all: where many never end, each
    /// would be looked for to the end of the text.
    qsizetype m_allowance = 16 * (m_end - m_at);
};

} // namespace

ShellReading readPosixWords(const QString &text, qsizetype start, qsizetype end)
{
    return PosixReader(text, start, end).read();
}

} // namespace Tokenwright
