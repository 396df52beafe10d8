// SPDX-License-Identifier: MIT
// Values quoted for shells and read back by our own readers; by the real shells in ShellReplay.
#include "FuzzTarget.h"

#include "AssignmentFormat.h"
#include "Quoting.h"
#include "assignments/AssignmentWords.h"
#include "assignments/Assignments.h"
#include "shell/ShellWords.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace Tokenwright::Fuzz::QuotingTarget {

namespace {

void checkWord(const ShellReading &reading, const QString &value, const QString &quoted)
{
    require(reading.words.size() == 1 && !reading.isOpen && !reading.words.first().isDynamic
                && reading.words.first().text == value,
            "a quoted value is one word and the same", quoted);
}

void checkWord(ReadWord (*read)(TextCursor &), const QString &value, const QString &quoted)
{
    TextCursor cursor{QStringView(quoted)};
    const ReadWord word = read(cursor);
    require(cursor.isAtEnd() && !word.isOpen && word.flaw.isEmpty() && word.text == value,
            "a quoted value is a literal and the same", quoted);
}

/// Qt's reader takes a byte-order mark at a text's begin away, now and then.
bool isReadAs(const QJsonValue &json, const QString &value)
{
    const QString read = json.toString();
    return read == value || QString(u'\ufeff' + read) == value;
}

/// What is written for one kind of program and read by ours is the same, or owned not to be
/// certain.
void checkFormats(const QByteArray &value)
{
    const QByteArray name = "NOT_A_REAL_CLIENT_SECRET";
    for (const AssignmentFormat &format : assignmentFormats()) {
        const auto lines = format.write({{name, Secret(QByteArray(value))}});
        if (!lines)
            continue;
        const QByteArray written = lines->reveal().toByteArray();
        require(written.endsWith('\n'), "lines are whole", written);
        if (QByteArrayView(format.name) == "json") {
            require(isReadAs(QJsonDocument::fromJson(written)[textOf(name)], textOf(value)),
                    "JSON holds the value", written);
            continue;
        }
        const bool isDotenv = QByteArrayView(format.name) == "dotenv";
        for (const KeyedValue &read : readAssignments(textOf(written)).values) {
            if (read.key != textOf(name))
                continue;
            const bool isCertain = read.flaw.isEmpty() && read.note.isEmpty();
            require(!isCertain || read.value == textOf(value), "nothing is read wrongly", written);
            require(!isDotenv || isCertain, "a .env file leaves no doubt", written);
        }
    }
}

const Target quotingTarget("quoting", [](const QByteArray &input) {
    QString value = textOf(input).remove(QChar());
    checkFormats(value.toUtf8());
    const QByteArray utf8 = value.toUtf8();
    const QString shell = textOf(quotedForShell(utf8));
    const QString powerShell = textOf(quotedForPowerShell(utf8));
    checkWord(readPosixWords(shell, 0, shell.size()), value, shell);
    if (!value.contains(u"\\\"")) // which it reads as Windows PowerShell passes it on
        checkWord(readPowerShellWords(powerShell, 0, powerShell.size()), value, powerShell);
    checkWord(powerShellWord, value, powerShell);
    const QByteArray json = '[' + quotedForJson(utf8) + ']';
    require(isReadAs(QJsonDocument::fromJson(json)[0], value), "JSON is the same", json);
    if (isOneLine(utf8)) {
        checkWord(shellWord, value, shell);
        checkWord(fishWord, value, shell);
    }
});

} // namespace

} // namespace Tokenwright::Fuzz::QuotingTarget
