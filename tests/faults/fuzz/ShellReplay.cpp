// SPDX-License-Identifier: MIT
#include "ShellReplay.h"

#include "FuzzTarget.h"
#include "Quoting.h"

#include <QProcess>
#include <QProcessEnvironment>
#include <QRandomGenerator>
#include <QStandardPaths>

#include <cstdio>

namespace Tokenwright::Fuzz {

namespace {

struct Shell
{
    const char *program;
    QStringList arguments; ///< Without anybody's start files.
};

/// Text that can stand in a word: UTF-8 without NUL.
QByteArray cleaned(const QByteArray &value)
{
    return textOf(value).remove(QChar()).toUtf8();
}

QList<QByteArray> madeUp(int count)
{
    static const QList<QByteArray> parts{
        "'",    "\"",    "\\",     "`",      "$",      "(",      ")",          "{",       "}",
        "!",    "*",     "?",      "[",      "]",      "~",      "#",          "%",       "^",
        "&",    ";",     "|",      "<",      ">",      "=",      ":",          ",",       "@",
        "\n",   "\r",    "\t",     " ",      "-",      "a",      "Z",          "0",       "n",
        "\x1b", "\x7f",  "\u2018", "\u201c", "\u00a0", "\u2028", "\U0001f511", "$(id)",   "${HOME}",
        "\\n",  "\\x41", "\\'",    "''",     "\r\n",   "!!",     "%PATH%",     "\xc3\xa9"};
    QRandomGenerator random(20'260'101); // the same in every run
    QList<QByteArray> values;
    for (int i = 0; i < count; ++i) {
        QByteArray value;
        for (quint32 length = random.bounded(1U, 12U); length > 0; --length)
            value += parts.at(random.bounded(parts.size()));
        values.append(value);
    }
    return values;
}

/// The words that \a shell makes of \a values. It finds no program to run, and starts in a folder
/// of ours, should a value get out of its quotes.
QList<QByteArray> wordsOf(const Shell &shell, const QList<QByteArray> &values)
{
    QByteArray script;
    constexpr qsizetype together = 200; // a command each; none becomes too long
    for (qsizetype at = 0; at < values.size(); at += together) {
        script += "printf '%s\\0'";
        for (const QByteArray &value : values.mid(at, together))
            script += ' ' + quotedForShell(value);
        script += '\n';
    }
    const QString folder = scratchFolder();
    const QString file = folder + u"/script"_s;
    writeFile(file, script);
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, u"/nonexistent"_s);
    environment.insert(u"LANG"_s, u"C.UTF-8"_s);
    environment.insert(u"HOME"_s, folder);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setProgram(QStandardPaths::findExecutable(QString::fromLatin1(shell.program)));
    process.setArguments(shell.arguments + QStringList{file});
    process.start();
    if (!process.waitForFinished(60'000))
        process.kill();
    QList<QByteArray> words = process.readAllStandardOutput().split('\0');
    words.removeLast(); // behind the last NUL
    return words;
}

} // namespace

int readByShells(const QList<QByteArray> &values, int made)
{
    const QList<Shell> shells{
        {"bash", {u"--norc"_s, u"--noprofile"_s}},
        {"dash", {}},
        {"zsh", {u"-f"_s}},
        {"fish", {u"--no-config"_s}},
    };
    QList<QByteArray> all = madeUp(made);
    for (const QByteArray &value : values)
        all.append(cleaned(value));
    int wrong = 0;
    int asked = 0;
    for (const Shell &shell : shells) {
        if (QStandardPaths::findExecutable(QString::fromLatin1(shell.program)).isEmpty())
            continue;
        ++asked;
        const QList<QByteArray> words = wordsOf(shell, all);
        qsizetype same = 0;
        while (same < std::min(words.size(), all.size()) && words.at(same) == all.at(same))
            ++same;
        const bool isRight = words.size() == all.size() && same == all.size();
        std::printf("%s: %lld of %lld values read back as they were\n", shell.program,
                    static_cast<long long>(same), static_cast<long long>(all.size()));
        if (!isRight) {
            ++wrong;
            std::printf("    not %s\n", all.value(same).toPercentEncoding().constData());
        }
    }
    return asked == 0 ? 1 : wrong;
}

} // namespace Tokenwright::Fuzz
