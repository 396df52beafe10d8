// SPDX-License-Identifier: MIT
// Assignments for fish, cmd.exe and PowerShell.
#include "assignments/AssignmentDialects.h"

#include "Text.h"

#include <algorithm>

namespace Tokenwright {

namespace {

bool readCmd(AssignmentContext &in)
{
    const qsizetype line = in.cursor.line();
    const ReadWord word = cmdArgument(in.cursor);
    QString text = word.text;
    const bool isQuoted = text.startsWith(u'"');
    if (isQuoted) {
        const qsizetype last = text.lastIndexOf(u'"');
        text = last > 0 ? text.sliced(1, last - 1) : text.sliced(1);
    }
    const qsizetype sign = text.indexOf(u'=');
    const QString key = text.left(sign);
    if (sign <= 0 || !std::ranges::all_of(key, isOfName))
        return true;
    const QString value = text.sliced(sign + 1);
    QString flaw = word.flaw;
    if (in.expandsLate && value.contains(u'!'))
        flaw = notLiteral();
    if (!isQuoted && value.contains(u'"'))
        flaw = Text::tr("cmd.exe takes the quotation marks for a part of its value; write set "
                        "\"NAME=value\".");
    if (!isQuoted && (value.contains(u" #") || value.contains(u" rem ", Qt::CaseInsensitive)))
        flaw = Text::tr("cmd.exe takes the comment for a part of its value.");
    in.add(key, value, line, flaw);
    return true;
}

bool readFish(AssignmentContext &in)
{
    const qsizetype line = in.cursor.line();
    while (in.cursor.peek() == u'-') {
        const QString option = fishWord(in.cursor).text;
        const bool isShort = !option.startsWith(u"--");
        const auto holds = [&](QStringView letters) {
            return std::ranges::any_of(letters,
                                       [&](QChar letter) { return option.contains(letter); });
        };
        static const QStringList others{u"--erase"_s,  u"--query"_s,   u"--names"_s,
                                        u"--append"_s, u"--prepend"_s, u"--show"_s};
        if ((isShort && holds(u"eqnapS")) || others.contains(option))
            return false;
        in.cursor.skipBlanks();
    }
    const QString key = nameAt(in.cursor);
    in.cursor.skip(key.size());
    if (key.isEmpty() || !in.cursor.isAtBlank())
        return false;
    QStringList values;
    QString flaw;
    while (true) {
        in.cursor.skipBlanks();
        if (in.cursor.isAtLineEnd() || in.cursor.peek() == u';' || in.cursor.peek() == u'#')
            break;
        const ReadWord word = fishWord(in.cursor);
        if (word.isOpen)
            return in.isNeverClosed(key);
        values.append(word.text);
        flaw = flaw.isEmpty() ? word.flaw : flaw;
        if (!in.cursor.isAtLineEnd() && !in.cursor.isAtBlank() && in.cursor.peek() != u';') {
            in.cursor.skipLine();
            break;
        }
    }
    // "set NAME = value" is for csh, and for cmd.exe a variable whose name ends with a blank
    if (values.value(0).startsWith(u'='))
        flaw = inDoubt();
    if (!values.isEmpty())
        in.add(key, values.join(u' '), line, flaw);
    if (in.cursor.peek() == u'#')
        in.cursor.skipLine();
    return true;
}

/// @" … "@: their marks stand at the end and at the beginning of a line.
bool skipHereString(AssignmentContext &in, const QString &key)
{
    constexpr int mostLines = 1'000;
    const qsizetype line = in.cursor.line();
    const QString end = QString(in.cursor.peek(1)) + u'@';
    while (!in.cursor.restOfLine().startsWith(end)) {
        in.cursor.skipLine();
        if (in.cursor.isAtEnd() || in.cursor.line() - line > mostLines)
            return in.isNeverClosed(key);
        in.cursor.take();
    }
    in.add(key, {}, line, notLiteral());
    return false;
}

/// Behind the value stands the end of the line, or one of \a ends.
bool readPowerShellValue(AssignmentContext &in, const QString &key, QStringView ends)
{
    const qsizetype line = in.cursor.line();
    if (in.cursor.peek() == u'@')
        return skipHereString(in, key);
    const ReadWord word = powerShellWord(in.cursor);
    if (word.isOpen)
        return in.isNeverClosed(key);
    in.cursor.skipBlanks();
    const bool isAll = in.cursor.isAtLineEnd() || ends.contains(in.cursor.peek());
    in.add(key, word.text, line, isAll || !word.flaw.isEmpty() ? word.flaw : notLiteral());
    return isAll;
}

} // namespace

bool readSet(AssignmentContext &in)
{
    const QString name = nameAt(in.cursor);
    if (in.cursor.peek() == u'"' || isAssigned(in.cursor, name))
        return readCmd(in);
    return readFish(in);
}

bool readSetx(AssignmentContext &in)
{
    const qsizetype line = in.cursor.line();
    const QString key = nameAt(in.cursor);
    in.cursor.skip(key.size());
    if (key.isEmpty() || !in.cursor.isAtBlank())
        return false;
    in.cursor.skipBlanks();
    const ReadWord word = cmdArgument(in.cursor);
    QString value = word.text;
    const bool isQuoted = value.startsWith(u'"');
    value = isQuoted ? value.mid(1, value.indexOf(u'"', 1) - 1) : value.section(u' ', 0, 0);
    const bool isDoubtful = word.text.contains(u'\\') || word.text.count(u'"') % 2 != 0;
    in.add(key, value, line, isDoubtful ? notLiteral() : word.flaw);
    return true;
}

bool readPowerShell(AssignmentContext &in)
{
    const QString key = nameAt(in.cursor);
    in.cursor.skip(key.size());
    if (in.cursor.peek() == u'}')
        in.cursor.take();
    in.cursor.skipBlanks();
    if (key.isEmpty() || in.cursor.peek() != u'=')
        return false;
    in.cursor.take();
    in.cursor.skipBlanks();
    return readPowerShellValue(in, key, u";#");
}

bool readPowerShellCall(AssignmentContext &in)
{
    const QString key = powerShellWord(in.cursor).text;
    in.cursor.skipBlanks();
    if (in.cursor.peek() != u',' || key.isEmpty())
        return false;
    in.cursor.take();
    in.cursor.skipBlanks();
    return readPowerShellValue(in, key, u",)") && false;
}

} // namespace Tokenwright
