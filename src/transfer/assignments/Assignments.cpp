// SPDX-License-Identifier: MIT
#include "assignments/Assignments.h"

#include "Text.h"

#include "ImportText.h"
#include "assignments/AssignmentDialects.h"
#include "assignments/KeyNames.h"

#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

struct Dialect
{
    QStringView begin; ///< With a blank at its end: any blank stands there.
    StatementReader read;
    Qt::CaseSensitivity sensitivity = Qt::CaseSensitive;
};

/// THE table of how a statement begins that gives a variable its value, and who reads it from
/// there; every other line may be NAME=value alone.
constexpr Dialect dialects[]{
    {u"export ", readBuiltin},
    {u"declare ", readBuiltin},
    {u"typeset ", readBuiltin},
    {u"readonly ", readBuiltin},
    {u"local ", readBuiltin},
    {u"env ", readBuiltin},
    {u"$env:", readPowerShell, Qt::CaseInsensitive},
    {u"${env:", readPowerShell, Qt::CaseInsensitive},
    {u"[Environment]::SetEnvironmentVariable(", readPowerShellCall, Qt::CaseInsensitive},
    {u"[System.Environment]::SetEnvironmentVariable(", readPowerShellCall, Qt::CaseInsensitive},
    {u"@set ", readSet, Qt::CaseInsensitive},
    {u"set ", readSet, Qt::CaseInsensitive},
    {u"setx ", readSetx, Qt::CaseInsensitive},
};

/// Statements in one line that are looked at: each looks ahead to its end.
constexpr int mostInALine = 50;

/// The dialect whose beginning is that of \a line; null: none.
const Dialect *dialectOf(QStringView line)
{
    if (line.isEmpty() || !QStringView(u"$[@EDLRSTedlrst").contains(line.front()))
        return nullptr; // as most are
    const auto *found = std::ranges::find_if(dialects, [line](const Dialect &dialect) {
        const bool parts = dialect.begin.endsWith(u' ');
        const QStringView begin = parts ? dialect.begin.chopped(1) : dialect.begin;
        if (!line.startsWith(begin, dialect.sensitivity))
            return false;
        const QChar next = begin.size() < line.size() ? line.at(begin.size()) : QChar();
        return !parts || next == u' ' || next == u'\t';
    });
    return found == std::end(dialects) ? nullptr : found;
}

/// Whether \a text is for a shell alone: what differs from a .env file then is meant so.
bool looksLikeShell(const QString &text)
{
    qsizetype bare = 0;
    qsizetype ended = 0;
    for (const QStringView whole : QStringTokenizer{QStringView(text), u'\n'}) {
        const QStringView line = whole.trimmed();
        const Dialect *dialect = dialectOf(line);
        if (dialect && dialect->read == readBuiltin)
            return true;
        if (line.isEmpty() || !beginsName(line.front()) || !line.contains(u'='))
            continue;
        ++bare;
        ended += line.endsWith(u';') ? 1 : 0;
    }
    return text.startsWith(u"#!") || (bare > 1 && ended == bare);
}

/// The name in a line that begins a section, "[name]"; empty: it is none. What a shell tests
/// begins otherwise.
QString sectionBegunBy(QStringView line)
{
    static const QRegularExpression begin(
        u"^[ \\t]*\\[[ \\t]*[\"']?([A-Za-z][A-Za-z0-9_.: -]*?)[\"']?[ \\t]*\\][ \\t]*(?:[#;].*)?$"_s);
    return line.contains(u'[') ? begin.match(line.toString()).captured(1) : QString();
}

bool readStatement(AssignmentContext &in)
{
    const Dialect *dialect = dialectOf(in.cursor.restOfLine());
    if (!dialect)
        return readBare(in);
    in.cursor.skip(dialect->begin.trimmed().size());
    in.cursor.skipBlanks();
    return dialect->read(in);
}

/// What stands between statements in one of the shells.
bool skipsSeparator(TextCursor &cursor)
{
    const auto isSeparator = [&] { return cursor.peek() == u';' || cursor.peek() == u'&'; };
    cursor.skipBlanks();
    const bool isOne = isSeparator();
    while (isSeparator())
        cursor.take();
    return isOne && !cursor.isAtLineEnd();
}

} // namespace

void AssignmentContext::add(const QString &key, const QString &value, qsizetype line,
                            const QString &flaw, const QString &note)
{
    found.values.append({.key = section.isEmpty() ? key : QString(section + u'.' + key),
                         .value = flaw.isEmpty() ? value : QString(),
                         .place = lineName(line),
                         .flaw = flaw,
                         .note = note});
}

bool AssignmentContext::isOdd(const QString &key, const QString &reason)
{
    const KeyRole role = keyName(key).role;
    if (role == KeyRole::Id || role == KeyRole::Secret)
        add(key, {}, start.line(), reason);
    else
        found.oddLines.append({.place = lineName(start.line()), .reason = reason});
    cursor = start;
    cursor.skipLine();
    return false;
}

bool AssignmentContext::isNeverClosed(const QString &key)
{
    return isOdd(key, Text::tr("A quotation mark is never closed."));
}

bool beginsName(QChar character)
{
    return character == u'_' || (character.unicode() < 128 && character.isLetter());
}

bool isOfName(QChar character)
{
    return beginsName(character) || character == u'.' || character == u'-'
        || (character.unicode() < 128 && character.isDigit());
}

QString nameAt(const TextCursor &cursor)
{
    const QStringView rest = cursor.restOfLine();
    qsizetype size = 0;
    while (size < rest.size() && (size == 0 ? beginsName(rest.at(0)) : isOfName(rest.at(size))))
        ++size;
    return rest.first(size).toString();
}

bool isShellName(const QString &name)
{
    return !name.isEmpty() && !name.contains(u'.') && !name.contains(u'-');
}

bool isAssigned(const TextCursor &cursor, const QString &name)
{
    return isShellName(name) && cursor.peek(name.size()) == u'=';
}

QString inDoubt()
{
    return Text::tr("Shells and readers of .env files take its value differently; put it in single "
                    "quotation marks.");
}

Assignments readAssignments(const QString &text)
{
    AssignmentContext in{
        .cursor = TextCursor(text),
        .start = TextCursor(text),
        .isShell = looksLikeShell(text),
        .expandsLate = text.contains(u"enabledelayedexpansion", Qt::CaseInsensitive)};
    while (!in.cursor.isAtEnd()) {
        if (const QString name = sectionBegunBy(in.cursor.restOfLine());
            !name.isEmpty() && !in.isShell)
            in.section = name;
        int count = 0;
        do {
            in.cursor.skipBlanks();
            in.start = in.cursor;
        } while (readStatement(in) && skipsSeparator(in.cursor) && ++count < mostInALine);
        in.cursor.skipLine();
        in.cursor.take();
    }
    return in.found;
}

} // namespace Tokenwright
