// SPDX-License-Identifier: MIT
// Assignments in .env files and for POSIX shells, which mostly are the same.
#include "assignments/AssignmentDialects.h"

#include "Text.h"

#include "assignments/KeyNames.h"

#include <algorithm>

namespace Tokenwright {

namespace {

/// The words up to the end of a command. Behind \a isBuiltin all of them are names and
/// assignments; else the first that is none is the command they are for.
bool readWords(AssignmentContext &in, bool isBuiltin)
{
    const qsizetype first = in.found.values.size();
    while (true) {
        in.cursor.skipBlanks();
        if (in.cursor.isAtLineEnd() || QStringView(u";&|").contains(in.cursor.peek()))
            break;
        if (in.cursor.peek() == u'#') {
            in.cursor.skipLine();
            break;
        }
        if (in.cursor.peek() == u'\\' && in.cursor.peek(1) == u'\n') {
            in.cursor.skip(2);
            continue;
        }
        const qsizetype line = in.cursor.line();
        const TextCursor before = in.cursor;
        const QString name = nameAt(in.cursor);
        const bool isOne = isAssigned(in.cursor, name);
        if (isOne)
            in.cursor.skip(name.size() + 1);
        const ReadWord word = shellWord(in.cursor);
        if (word.isOpen) {
            in.found.values.resize(first);
            return in.isNeverClosed(name);
        }
        if (isOne) {
            in.add(name, word.text, line, word.flaw);
            continue;
        }
        const bool isCommand = !isBuiltin;
        const bool isFit = isBuiltin
            && (word.text.startsWith(u'-') || (name == word.text && isShellName(name)))
            && in.cursor.position() > before.position();
        const qsizetype count = in.found.values.size() - first;
        if (count > 0 && !isFit && !(isCommand && count > 1)) {
            in.found.values.last().flaw = Text::tr("For a shell its value ends at the blank.");
            in.found.values.last().value.clear();
        }
        if (isCommand || in.cursor.position() == before.position()) {
            in.cursor.skipLine();
            break;
        }
    }
    const bool isElsewhere = in.cursor.peek() == u'|'
        || (in.cursor.peek() == u'&' && in.cursor.peek(1) != u'&');
    for (qsizetype i = first; isElsewhere && i < in.found.values.size(); ++i) {
        in.found.values[i].flaw = Text::tr("For a shell its value ends at “&” or “|”.");
        in.found.values[i].value.clear();
    }
    return true;
}

bool readAgainAsWords(AssignmentContext &in)
{
    in.cursor = in.start;
    return readWords(in, false);
}

/// Whether more assignments of a pair stand on the line: no .env file has that.
bool isFollowedByPair(TextCursor cursor)
{
    const qsizetype end = cursor.position() + 4096;
    while (!cursor.isAtLineEnd() && cursor.position() < end) {
        while (cursor.isAtBlank() || cursor.peek() == u';')
            cursor.take();
        const QString name = nameAt(cursor);
        if (name == u"export")
            return true;
        if (isAssigned(cursor, name) && keyName(name).role != KeyRole::Other)
            return true;
        while (!cursor.isAtLineEnd() && !cursor.isAtBlank() && cursor.peek() != u';')
            cursor.take();
    }
    return false;
}

bool hasExpansion(QStringView plain)
{
    for (qsizetype i = 0; i + 1 < plain.size(); ++i) {
        const QChar next = plain.at(i + 1);
        if (plain.at(i) == u'$' && (next.isLetterOrNumber() || QStringView(u"_{($").contains(next)))
            return true;
    }
    return false;
}

/// Whether nothing counts behind the value that ends at \a cursor.
bool isDone(TextCursor cursor)
{
    const bool isParted = cursor.isAtBlank();
    cursor.skipBlanks();
    return cursor.isAtLineEnd() || cursor.peek() == u';' || (isParted && cursor.peek() == u'#');
}

/// "\n" within double quotation marks is a line end for some, and two characters for a shell.
bool hasLetterEscape(QStringView string)
{
    for (qsizetype i = 0; string.startsWith(u'"') && i + 1 < string.size(); ++i) {
        if (string.at(i) == u'\\' && QStringView(u"nrtabfv").contains(string.at(++i)))
            return true;
    }
    return false;
}

bool readString(AssignmentContext &in, const QString &key, bool isParted)
{
    const TextCursor before = in.cursor;
    const ReadWord word = shellWord(in.cursor);
    if (word.isOpen)
        return in.isNeverClosed(key);
    if (!word.isOneString() || !isDone(in.cursor)) {
        if (!isParted && (in.isShell || isFollowedByPair(in.cursor)))
            return readAgainAsWords(in);
        return in.isOdd(key, Text::tr("Something follows a closing quotation mark."));
    }
    const bool isDoubtful = !in.isShell && hasLetterEscape(in.cursor.textFrom(before));
    in.add(key, word.text, before.line(),
           isDoubtful && word.flaw.isEmpty() ? inDoubt() : word.flaw);
    const TextCursor behind = in.cursor;
    in.cursor.skipBlanks();
    if (in.cursor.peek() == u'#')
        in.cursor.skipLine();
    else
        in.cursor = behind;
    return true;
}

/// A comment begins behind a blank; a secret may hold the sign.
QString plainText(QStringView value)
{
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value.at(i) == u'#' && (i == 0 || value.at(i - 1).isSpace())) {
            value.truncate(i);
            break;
        }
    }
    return value.trimmed().toString();
}

bool readPlain(AssignmentContext &in, const QString &key, bool isParted)
{
    const qsizetype line = in.cursor.line();
    const QString plain = plainText(in.cursor.restOfLine());
    TextCursor behind = in.cursor;
    const ReadWord word = shellWord(behind);
    const bool isSame = !word.isOpen && word.flaw.isEmpty() && word.text == plain;
    if (!isSame && !isParted && (in.isShell || isFollowedByPair(behind)))
        return readAgainAsWords(in);
    QString flaw;
    const bool isPut = plain.contains(u'`')
        || (!word.isOpen && !word.flaw.isEmpty() && plain.contains(u'$'));
    static constexpr QStringView signs = u"'\"\\;<>";
    const auto isSign = [&](QChar character) {
        return isParted ? character == u'\'' || character == u'"' : signs.contains(character);
    };
    if (isPut || hasExpansion(plain))
        flaw = notLiteral();
    else if (!isSame && (std::ranges::any_of(plain, isSign) || plain.startsWith(u'~')))
        flaw = inDoubt();
    in.add(key, plain, line, flaw,
           plain.contains(u'#') ? Text::tr("“#” was taken for a part of its value.") : QString());
    in.cursor.skipLine();
    return true;
}

} // namespace

bool readBuiltin(AssignmentContext &in)
{
    return readWords(in, true);
}

bool readBare(AssignmentContext &in)
{
    const QString key = nameAt(in.cursor);
    if (key.isEmpty())
        return false;
    in.cursor.skip(key.size());
    bool isParted = in.cursor.isAtBlank();
    in.cursor.skipBlanks();
    if (in.cursor.peek() != u'=')
        return false;
    in.cursor.take();
    isParted = isParted || in.cursor.isAtBlank();
    in.cursor.skipBlanks();
    const QChar mark = in.cursor.peek();
    return mark == u'"' || mark == u'\'' ? readString(in, key, isParted)
                                         : readPlain(in, key, isParted);
}

} // namespace Tokenwright
