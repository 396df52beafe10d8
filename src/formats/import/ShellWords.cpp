// SPDX-License-Identifier: MIT
// curl commands in a text, word by word.
#include "formats/import/CurlCommand.h"

#include <QRegularExpression>

namespace Tokenwright {

namespace {

/// Reads the words of one command.
class WordReader
{
public:
    WordReader(const QString &text, qsizetype start)
        : m_text(text)
        , m_at(start)
    { }

    /// The words up to the command's end.
    CurlCommand read()
    {
        while (!isAtEnd() && readPiece()) { }
        endWord();
        return m_command;
    }
    qsizetype position() const { return m_at; }

private:
    bool isAtEnd() const { return m_at >= m_text.size(); }
    QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text.at(m_at + ahead) : QChar();
    }

    /// False at the command's end.
    bool readPiece()
    {
        const QChar character = peek();
        if (isContinuation(character)) {
            m_at += 2;
            endWord();
        } else if (character == u'\\') {
            append(peek(1));
            m_at += 2;
        } else if (character == u'\'') {
            readSingleQuoted();
        } else if (character == u'"') {
            ++m_at;
            readDoubleQuoted();
        } else if (character == u'$' && peek(1) == u'\'') {
            m_at += 2;
            readAnsiQuoted();
        } else if (character == u'$' && peek(1) == u'"') {
            ++m_at;
        } else if (QStringView(u"\n;|&()`<>").contains(character)) {
            return readOperator(character);
        } else if (character.isSpace()) {
            endWord();
            ++m_at;
        } else if (character == u'#' && !m_isInWord) {
            return false;
        } else {
            noticeVariable();
            append(character);
            ++m_at;
        }
        return true;
    }

    bool isContinuation(QChar character) const
    {
        return (character == u'\\' || character == u'^' || character == u'`') && peek(1) == u'\n';
    }

    /// Redirections are no part of what is sent; everything else ends the command.
    bool readOperator(QChar character)
    {
        if (character != u'<' && character != u'>')
            return false;
        if (m_isInWord && m_word.text.size() == 1 && m_word.text.at(0).isDigit())
            m_word = {}, m_isInWord = false; // 2>
        endWord();
        while (peek() == u'>' || peek() == u'<' || peek() == u'&' || peek() == u' ')
            ++m_at;
        m_skipsWord = true;
        return true;
    }

    void readSingleQuoted()
    {
        const qsizetype end = m_text.indexOf(u'\'', m_at + 1);
        m_isInWord = true;
        if (end < 0)
            m_command.isOpen = true;
        m_word.text += QStringView(m_text).mid(m_at + 1, end < 0 ? -1 : end - m_at - 1);
        m_at = end < 0 ? m_text.size() : end + 1;
    }

    void readDoubleQuoted()
    {
        m_isInWord = true;
        while (!isAtEnd() && peek() != u'"') {
            if (peek() == u'\\' && peek(1) == u'\n') {
                m_at += 2;
                continue;
            }
            if (peek() == u'\\' && QStringView(u"\"\\$`").contains(peek(1)))
                ++m_at;
            else
                noticeVariable();
            append(peek());
            ++m_at;
        }
        m_command.isOpen = m_command.isOpen || isAtEnd();
        ++m_at;
    }

    /// $'…': with the escapes of C.
    void readAnsiQuoted()
    {
        m_isInWord = true;
        while (!isAtEnd() && peek() != u'\'') {
            if (peek() == u'\\') {
                ++m_at;
                readEscape();
            } else {
                append(peek());
                ++m_at;
            }
        }
        m_command.isOpen = m_command.isOpen || isAtEnd();
        ++m_at;
    }

    void readEscape()
    {
        const QChar character = peek();
        ++m_at;
        if (character == u'x' || character == u'u' || character == u'U') {
            const int most = character == u'x' ? 2 : character == u'u' ? 4 : 8;
            int digits = 0;
            while (digits < most && isHexDigit(peek(digits)))
                ++digits;
            const char32_t code = QStringView(m_text).mid(m_at, digits).toUInt(nullptr, 16);
            m_at += digits;
            m_word.text += QString::fromUcs4(&code, 1);
            return;
        }
        static constexpr QStringView letters = u"nrtabfve";
        static constexpr char16_t meanings[] = u"\n\r\t\a\b\f\v\x1b";
        const qsizetype index = letters.indexOf(character);
        append(index < 0 ? character : QChar(meanings[index]));
    }

    static bool isHexDigit(QChar c)
    {
        return (c >= u'0' && c <= u'9') || (c.toLower() >= u'a' && c.toLower() <= u'f');
    }

    void noticeVariable()
    {
        const QChar next = peek(1);
        if (peek() == u'`'
            || (peek() == u'$'
                && (next.isLetterOrNumber() || next == u'_' || next == u'{' || next == u'(')))
            m_word.isDynamic = true;
    }

    void append(QChar character)
    {
        if (character.isNull())
            return;
        m_word.text += character;
        m_isInWord = true;
    }

    void endWord()
    {
        if (!m_isInWord)
            return;
        if (!m_skipsWord)
            m_command.words.append(m_word);
        m_word = {};
        m_isInWord = m_skipsWord = false;
    }

    const QString &m_text;
    qsizetype m_at;
    CurlCommand m_command{};
    ShellWord m_word{};
    bool m_isInWord = false;
    bool m_skipsWord = false;
};

/// Tells which places of a text are in a comment; asked from the beginning to the end.
class CommentFinder
{
public:
    explicit CommentFinder(const QString &text)
        : m_text(text)
    { }

    bool isComment(qsizetype position)
    {
        for (; m_at < position; ++m_at) {
            const QChar character = m_text.at(m_at);
            if (character == u'\n') {
                m_isBlank = true;
                m_isComment = false;
            } else if (m_isBlank && !character.isSpace()) {
                m_isBlank = false;
                m_isComment = character == u'#';
            }
        }
        return m_isComment;
    }

private:
    const QString &m_text;
    qsizetype m_at = 0;
    bool m_isBlank = true; ///< The line so far.
    bool m_isComment = false;
};

} // namespace

QList<CurlCommand> curlCommands(const QString &text)
{
    // "curl" before something that can only be meant for it: prose speaks of curl as well
    static const QRegularExpression name(
        QStringLiteral("(?<![\\w./\\\\-])(?:[/\\w.-]*/)?curl(?:\\.exe)?[ \\t]+"
                       "(?=-|'|\"|\\$|https?:|[\\\\^`]\\n)"));
    QList<CurlCommand> commands;
    CommentFinder comments(text);
    qsizetype end = 0; // of the command before
    auto places = name.globalMatch(text);
    while (places.hasNext()) {
        const auto place = places.next();
        if (place.capturedStart() < end || comments.isComment(place.capturedStart()))
            continue;
        WordReader reader(text, place.capturedEnd());
        CurlCommand command = reader.read();
        command.position = place.capturedStart();
        commands.append(command);
        end = reader.position();
    }
    return commands;
}

} // namespace Tokenwright
