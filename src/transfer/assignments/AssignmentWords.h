// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringView>

namespace Tokenwright {

/// A place in a text that is read from its beginning to its end, once. The text must stay.
class TextCursor
{
public:
    explicit TextCursor(QStringView text)
        : m_text(text)
        , m_lineEnd(lineEnd())
    { }

    qsizetype position() const { return m_at; }
    qsizetype line() const { return m_line; } ///< From 1.
    bool isAtEnd() const { return m_at >= m_text.size(); }
    bool isAtLineEnd() const { return m_at >= m_lineEnd; }
    bool isAtBlank() const { return peek() == u' ' || peek() == u'\t'; }
    /// The character \a ahead of here; null behind the end.
    QChar peek(qsizetype ahead = 0) const
    {
        const qsizetype at = m_at + ahead;
        return at < m_text.size() ? m_text.at(at) : QChar();
    }
    QChar take()
    {
        const QChar character = peek();
        m_at += isAtEnd() ? 0 : 1;
        if (character == u'\n') {
            ++m_line;
            m_lineEnd = lineEnd();
        }
        return character;
    }
    void skip(qsizetype count)
    {
        while (count-- > 0)
            take();
    }
    void skipBlanks()
    {
        while (isAtBlank())
            take();
    }
    /// To the end of the line, before its \n.
    void skipLine() { m_at = m_lineEnd; }
    QStringView restOfLine() const { return m_text.sliced(m_at, m_lineEnd - m_at); }
    /// From \a start, which lies before, to here.
    QStringView textFrom(const TextCursor &start) const
    {
        return m_text.sliced(start.m_at, m_at - start.m_at);
    }

private:
    qsizetype lineEnd() const
    {
        const qsizetype end = m_text.indexOf(u'\n', m_at);
        return end < 0 ? m_text.size() : end;
    }

    QStringView m_text;
    qsizetype m_at = 0;
    qsizetype m_line = 1;
    qsizetype m_lineEnd;
};

/// What a shell makes of a word.
struct ReadWord
{
    QString text{};
    QString flaw{}; ///< Why `text` is not its value, translated; empty: it is.
    /// A quotation mark is never closed, or only on another line and in the middle of a word; the
    /// cursor is anywhere behind it.
    bool isOpen = false;
    int quotedParts = 0; ///< How many parts of it stood in quotation marks.
    bool hasPlain = false; ///< A part of it did not.

    bool isOneString() const { return quotedParts == 1 && !hasPlain; }
};

/// The word at \a cursor as bash, dash and zsh read the value of an assignment (POSIX.1-2017, Shell
/// Command Language 2.2, 2.6, 2.9.1); the cursor ends behind it, before what parts words.
/// Variables, commands, patterns that bash writes out ({a,b}) and "~" are a flaw: their values are
/// not in the text. Pure, in linear time.
ReadWord shellWord(TextCursor &cursor);

/// The same as fish reads it (fishshell.com/docs/current/language.html#quotes).
ReadWord fishWord(TextCursor &cursor);

/// The same for a value as PowerShell reads it: a string in quotation marks, of which it takes the
/// typographic ones as well, or a number (about_Quoting_Rules, about_Special_Characters).
ReadWord powerShellWord(TextCursor &cursor);

/// The argument that cmd.exe hands to "set", up to the end of the command, "^" taken away; a flaw
/// where percent signs would be replaced (cmd /?, set /?; learn.microsoft.com, "set").
ReadWord cmdArgument(TextCursor &cursor);

/// "Its value is put together from …", translated.
QString notLiteral();

} // namespace Tokenwright
