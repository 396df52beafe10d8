// SPDX-License-Identifier: MIT
#include "shell/ShellReader.h"

#include "Literals.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace Tokenwright {

namespace {

/// \a text with \" in the place of ", which Windows PowerShell needs to pass on a quotation mark,
/// if it is JSON then and is none now.
QString withoutDoubleEscapes(const QString &text)
{
    if (!text.contains(u"\\\"") || !QJsonDocument::fromJson(text.toUtf8()).isNull())
        return text;
    QString plain = text;
    plain.replace(u"\\\""_s, u"\""_s);
    return QJsonDocument::fromJson(plain.toUtf8()).isNull() ? text : plain;
}

class PowerShellReader : private ShellReader
{
public:
    using ShellReader::ShellReader;

    ShellReading read()
    {
        while (!isAtEnd() && readPiece()) { }
        ShellReading reading = finished();
        for (ShellWord &word : reading.words)
            word.text = withoutDoubleEscapes(word.text);
        return reading;
    }

private:
    /// False at the command's end.
    bool readPiece()
    {
        const QChar character = peek();
        if (continuesLine(u'`'))
            return true;
        if (!m_isInWord && rest().startsWith(u"--%")) {
            readVerbatim();
            return false;
        }
        if (character == u'`') {
            ++m_at;
            readEscape();
        } else if (isSingle(character)) {
            readSingleQuoted();
        } else if (isDouble(character)) {
            readDoubleQuoted();
        } else if (character == u'<' || character == u'>') {
            readRedirection();
        } else if (QStringView(u"\n;|&)").contains(character)
                   || (character == u'#' && !m_isInWord)) {
            return false;
        } else if (!readBlank() && !readDocumentDash()) {
            // a variable, an expression, a list
            if (startsVariable() || (!m_isInWord && (character == u'@' || character == u'('))
                || character == u'{' || character == u',')
                m_word.isDynamic = true;
            append(character);
            ++m_at;
        }
        return true;
    }

    /// It takes a document's marks for its own (about_Quoting_Rules).
    static bool isSingle(QChar c) { return c == u'\'' || isSingleMark(c); }
    static bool isDouble(QChar c) { return c == u'"' || isDoubleMark(c); }

    bool startsVariable() const
    {
        const QChar next = peek(1);
        return peek() == u'$'
            && (next.isLetterOrNumber() || QStringView(u"_{($?^:").contains(next));
    }

    void readEscape()
    {
        static constexpr QStringView letters = u"0abefnrtv";
        static constexpr char16_t meanings[] = u"\0\a\b\x1b\f\n\r\t\v";
        static const QRegularExpression code(u"^u\\{([0-9A-Fa-f]{1,6})\\}"_s);
        constexpr qsizetype longestCode = 9; // a match looks at all of the text that it is given
        if (const auto match = code.match(m_text.mid(m_at, longestCode)); match.hasMatch()) {
            const char32_t character = match.capturedView(1).toUInt(nullptr, 16);
            m_word.text += QString::fromUcs4(&character, 1);
            m_isInWord = true;
            m_at += match.capturedEnd();
            return;
        }
        const qsizetype index = letters.indexOf(peek());
        append(index < 0 ? peek() : QChar(meanings[index]));
        ++m_at;
    }

    void readSingleQuoted()
    {
        beginQuoted(isSingleMark(peek()));
        while (!isAtEnd()) {
            if (isSingle(peek())) {
                if (!isSingle(peek(1)))
                    break;
                ++m_at; // two are one
            }
            append(peek());
            ++m_at;
        }
        endQuoted();
    }

    void readDoubleQuoted()
    {
        beginQuoted(isDoubleMark(peek()));
        while (!isAtEnd()) {
            if (peek() == u'`') {
                ++m_at;
                readEscape();
                continue;
            }
            if (isDouble(peek())) {
                if (!isDouble(peek(1)))
                    break;
                ++m_at;
            } else if (startsVariable()) {
                m_word.isDynamic = true;
            }
            append(peek());
            ++m_at;
        }
        endQuoted();
    }

    void beginQuoted(bool isOfDocument)
    {
        m_reading.hasDocumentMarks = m_reading.hasDocumentMarks || isOfDocument;
        m_isWhole = !m_isInWord;
        m_isInWord = true;
        ++m_at;
    }

    void endQuoted()
    {
        m_reading.isOpen = m_reading.isOpen || isAtEnd();
        ++m_at;
        if (m_isWhole) // an argument that begins with a quotation mark ends with it
            endWord();
    }

    /// Behind --% the rest of the line is the program's own business.
    void readVerbatim()
    {
        endWord();
        const qsizetype start = m_at + 3;
        const qsizetype line = m_text.indexOf(u'\n', start);
        const qsizetype end = line < 0 || line > m_end ? m_end : line;
        const qsizetype bar = m_text.indexOf(u'|', start);
        m_reading.words += readProgramWords(m_text, start, bar < 0 ? end : std::min(bar, end))
                               .words;
        m_reading.signs += 2;
        m_at = end;
    }

    bool m_isWhole = false;
};

} // namespace

ShellReading readPowerShellWords(const QString &text, qsizetype start, qsizetype end)
{
    return PowerShellReader(text, start, end).read();
}

} // namespace Tokenwright
