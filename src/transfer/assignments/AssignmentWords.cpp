// SPDX-License-Identifier: MIT
#include "assignments/AssignmentWords.h"

#include "Text.h"

namespace Tokenwright {

namespace {

bool isOneOf(QChar character, QStringView set)
{
    return !character.isNull() && set.contains(character);
}

void fail(ReadWord &word, const QString &flaw)
{
    if (word.flaw.isEmpty())
        word.flaw = flaw;
}

/// Whether a "$" before \a next is more than the sign: a name, a special parameter, a bracket.
bool beginsExpansion(QChar next)
{
    return next.isLetterOrNumber() || isOneOf(next, u"_{(@*#?-$!");
}

/// Behind the bracket that closes the one at \a cursor, or to the end of the line.
void skipBrackets(TextCursor &cursor)
{
    int depth = 0;
    while (!cursor.isAtLineEnd()) {
        const QChar character = cursor.take();
        if (isOneOf(character, u"({"))
            ++depth;
        else if (isOneOf(character, u")}") && --depth == 0)
            return;
    }
}

/// "$" within or outside of quotation marks.
void readDollar(TextCursor &cursor, ReadWord &word)
{
    cursor.take();
    if (!beginsExpansion(cursor.peek())) {
        word.text += u'$';
        return;
    }
    fail(word, notLiteral());
    if (isOneOf(cursor.peek(), u"({"))
        skipBrackets(cursor);
}

/// Between two marks of the same kind; what is put in by the shell, and escapes, are for \a
/// special.
template <class Special>
void readQuoted(TextCursor &cursor, ReadWord &word, QChar mark, const Special &special)
{
    ++word.quotedParts;
    const qsizetype line = cursor.line();
    cursor.take();
    while (!cursor.isAtEnd() && cursor.peek() != mark) {
        if (!special())
            word.text += cursor.take();
    }
    word.isOpen = word.isOpen || cursor.isAtEnd();
    cursor.take();
    const bool isGlued = !cursor.isAtLineEnd() && !cursor.isAtBlank()
        && !isOneOf(cursor.peek(), u";&|)");
    if (cursor.line() > line && isGlued)
        word.isOpen = true; // somebody's apostrophe, lines above
}

bool nothingSpecial()
{
    return false;
}

void readShellDoubleQuoted(TextCursor &cursor, ReadWord &word)
{
    readQuoted(cursor, word, u'"', [&] {
        const QChar character = cursor.peek();
        if (character == u'\\' && isOneOf(cursor.peek(1), u"\"\\$`\n")) {
            cursor.take();
            if (const QChar escaped = cursor.take(); escaped != u'\n')
                word.text += escaped;
        } else if (character == u'$') {
            readDollar(cursor, word);
        } else if (character == u'`') {
            cursor.take();
            fail(word, notLiteral());
        } else {
            return false;
        }
        return true;
    });
}

void readFishDoubleQuoted(TextCursor &cursor, ReadWord &word)
{
    readQuoted(cursor, word, u'"', [&] {
        const QChar character = cursor.peek();
        if (character == u'\\' && isOneOf(cursor.peek(1), u"\"\\$\n")) {
            cursor.take();
            if (const QChar escaped = cursor.take(); escaped != u'\n')
                word.text += escaped;
        } else if (character == u'$') {
            cursor.take();
            fail(word, notLiteral());
        } else {
            return false;
        }
        return true;
    });
}

void readFishSingleQuoted(TextCursor &cursor, ReadWord &word)
{
    readQuoted(cursor, word, u'\'', [&] {
        if (cursor.peek() != u'\\' || !isOneOf(cursor.peek(1), u"'\\"))
            return false;
        cursor.take();
        word.text += cursor.take();
        return true;
    });
}

constexpr QStringView singleMarks = u"'\u2018\u2019\u201a\u201b";
constexpr QStringView doubleMarks = u"\"\u201c\u201d\u201e";

/// A mark that is there twice stands for itself.
void readPowerShellQuoted(TextCursor &cursor, ReadWord &word, QStringView marks, bool isLiteral)
{
    cursor.take();
    ++word.quotedParts;
    while (!cursor.isAtEnd()) {
        const QChar character = cursor.take();
        if (isOneOf(character, marks)) {
            if (!isOneOf(cursor.peek(), marks))
                return;
            word.text += cursor.take();
        } else if (!isLiteral && character == u'`') {
            const QChar escaped = cursor.take();
            word.text += escaped;
            if (isOneOf(escaped, u"0abefnrtuv"))
                fail(word, Text::tr("Its value holds a control character."));
        } else if (!isLiteral && character == u'$'
                   && (cursor.peek().isLetterOrNumber() || isOneOf(cursor.peek(), u"_{(?$^:"))) {
            fail(word, notLiteral());
        } else {
            word.text += character;
        }
    }
    word.isOpen = true;
}

} // namespace

QString notLiteral()
{
    return Text::tr("Its value is not in the file itself: a variable, a command or a pattern "
                    "stands there.");
}

ReadWord shellWord(TextCursor &cursor)
{
    ReadWord word;
    const qsizetype start = cursor.position();
    bool hasBrace = false;
    while (!word.isOpen && !cursor.isAtLineEnd() && !cursor.isAtBlank()) {
        const QChar character = cursor.peek();
        if (isOneOf(character, u";&|<>()")) {
            if (isOneOf(character, u"()<>"))
                fail(word, notLiteral());
            break;
        }
        if (character == u'\\') {
            cursor.take();
            word.hasPlain = true;
            if (cursor.isAtLineEnd())
                fail(word, Text::tr("Its value goes on in the next line."));
            else
                word.text += cursor.take();
        } else if (character == u'\'') {
            readQuoted(cursor, word, u'\'', nothingSpecial);
        } else if (character == u'"') {
            readShellDoubleQuoted(cursor, word);
        } else if (character == u'$' && isOneOf(cursor.peek(1), u"'\"")) {
            fail(word, notLiteral()); // escapes, and translations, that not every shell knows
            cursor.take();
        } else if (character == u'$') {
            word.hasPlain = true;
            readDollar(cursor, word);
        } else if (character == u'`') {
            fail(word, notLiteral());
            readQuoted(cursor, word, u'`', nothingSpecial);
        } else {
            const bool isHome = character == u'~'
                && (cursor.position() == start || word.text.endsWith(u':'));
            const bool isList = hasBrace && (character == u',' || character == u'.');
            if (isHome || isList)
                fail(word, notLiteral());
            hasBrace = hasBrace || character == u'{';
            word.hasPlain = true;
            word.text += cursor.take();
        }
    }
    return word;
}

ReadWord fishWord(TextCursor &cursor)
{
    ReadWord word;
    while (!word.isOpen && !cursor.isAtLineEnd() && !cursor.isAtBlank()) {
        const QChar character = cursor.peek();
        if (isOneOf(character, u";&|<>")) {
            if (character != u';')
                fail(word, notLiteral());
            break;
        }
        if (character == u'\\') {
            cursor.take();
            word.hasPlain = true;
            if (cursor.isAtLineEnd()) {
                fail(word, Text::tr("Its value goes on in the next line."));
                break;
            }
            const QChar escaped = cursor.take();
            word.text += escaped;
            if (isOneOf(escaped, u"abcefnrtvxXuUo") || escaped.isDigit())
                fail(word, Text::tr("Its value holds a control character."));
        } else if (character == u'\'') {
            readFishSingleQuoted(cursor, word);
        } else if (character == u'"') {
            readFishDoubleQuoted(cursor, word);
        } else {
            if (isOneOf(character, u"$(){}*?[")
                || (isOneOf(character, u"~%") && word.text.isEmpty()))
                fail(word, notLiteral());
            word.hasPlain = true;
            word.text += cursor.take();
        }
    }
    return word;
}

ReadWord powerShellWord(TextCursor &cursor)
{
    ReadWord word;
    const QChar first = cursor.peek();
    if (isOneOf(first, singleMarks) || isOneOf(first, doubleMarks)) {
        const bool isLiteral = isOneOf(first, singleMarks);
        readPowerShellQuoted(cursor, word, isLiteral ? singleMarks : doubleMarks, isLiteral);
        return word;
    }
    while (!cursor.isAtLineEnd() && cursor.peek().isDigit())
        word.text += cursor.take();
    if (word.text.isEmpty() || (word.text.startsWith(u'0') && word.text.size() > 1)
        || word.text.size() > 9)
        fail(word, notLiteral());
    return word;
}

ReadWord cmdArgument(TextCursor &cursor)
{
    ReadWord word;
    bool isQuoted = false;
    while (!cursor.isAtLineEnd()) {
        const QChar character = cursor.peek();
        if (!isQuoted && isOneOf(character, u"&|<>"))
            break;
        if (character == u'"')
            isQuoted = !isQuoted;
        if (character == u'%')
            fail(word, notLiteral());
        if (!isQuoted && character == u'^') {
            cursor.take();
            if (cursor.isAtLineEnd())
                fail(word, notLiteral());
            if (cursor.isAtLineEnd())
                break;
        }
        word.text += cursor.take();
    }
    return word;
}

} // namespace Tokenwright
