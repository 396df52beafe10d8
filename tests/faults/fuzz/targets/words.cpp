// SPDX-License-Identifier: MIT
// The words of commands, as each dialect of a shell has them.
#include "FuzzTarget.h"

#include "assignments/AssignmentWords.h"
#include "curl/CurlOptions.h"

namespace Tokenwright::Fuzz::WordsTarget {

namespace {

void checkReading(const ShellReading &reading, const QString &text, qsizetype start, qsizetype end)
{
    require(reading.end >= start && reading.end <= end, "a command ends where it is", text);
    qsizetype length = 0;
    for (const ShellWord &word : reading.words)
        length += word.text.size();
    require(length <= 2 * (end - start), "no words are made up", text);
    const QList<CurlArgument> arguments = curlArguments(reading.words);
    require(arguments.size() <= length + reading.words.size(), "no arguments are made up", text);
}

const Target wordsTarget("words", [](const QByteArray &bytes) {
    Input input(bytes);
    const int skipped = input.choose(8);
    const QString text = textOf(input.rest());
    const qsizetype start = std::min<qsizetype>(skipped, text.size());
    const qsizetype end = skipped % 2 ? text.size() : std::max(start, text.size() - skipped);
    for (const ShellDialect &dialect : shellDialects())
        checkReading(dialect.read(text, start, end), text, start, end);
    checkReading(readProgramWords(text, start, end), text, start, end);

    for (const auto read : {shellWord, fishWord, powerShellWord, cmdArgument}) {
        TextCursor cursor{QStringView(text)};
        while (!cursor.isAtEnd()) {
            const qsizetype before = cursor.position();
            const ReadWord word = read(cursor);
            require(word.text.size() <= cursor.position() - before, "no word is made up", text);
            if (cursor.position() == before)
                cursor.take();
        }
    }
});

} // namespace

} // namespace Tokenwright::Fuzz::WordsTarget
