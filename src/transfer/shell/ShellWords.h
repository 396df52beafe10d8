// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

#include <span>

namespace Tokenwright {

/// A word of a shell's command.
struct ShellWord
{
    QString text{};
    bool isDynamic
        = false; ///< The shell would put in what is not in the text: $NAME, $(…), %NAME%.
};

/// How a shell would take the words of one command.
struct ShellReading
{
    QList<ShellWord> words{};
    qsizetype end = 0; ///< Where the command ends in the text.
    bool isOpen = false; ///< The text ends within quotation marks.
    bool isFitting = true; ///< Nothing in it is what the dialect would never have written.
    int signs = 0; ///< What only this dialect has: a line continued its way, for example.
    /// Quotation marks and dashes of a document stood where the shell's belong, and were taken for
    /// them.
    bool hasDocumentMarks = false;
    /// Blanks stood between the mark that continues a line and the line's end; the shell would end
    /// the command there, which nobody means.
    bool hasBlankContinuation = false;
};

/// A way to write commands.
struct ShellDialect
{
    const char *id;
    bool isOfWindows;
    /// Reads the words of the command in \a text whose first argument is at or behind \a start, in
    /// linear time, of \a end at most.
    ShellReading (*read)(const QString &text, qsizetype start, qsizetype end);
};

/// THE table of dialects, the likeliest first.
std::span<const ShellDialect> shellDialects();

/// POSIX shells, with the $'…' of bash (its manual, 3.1.2 Quoting).
ShellReading readPosixWords(const QString &text, qsizetype start, qsizetype end);
/// What browsers write as "Copy as cURL (cmd)": escapeStringWin() in Chromium's
/// front_end/panels/network/NetworkLogView.ts and Firefox's devtools/client/shared/curl.js. It
/// doubles every backslash and marks everything unusual by ^, in older versions also within plain
/// quotation marks, where cmd.exe would leave it; what was meant is read, not what cmd.exe makes
/// of it.
ShellReading readBrowserWords(const QString &text, qsizetype start, qsizetype end);
/// cmd.exe ("cmd /?", on ^ and %), then the program's own splitting of its command line (Microsoft,
/// "Parsing C command-line arguments").
ShellReading readCmdWords(const QString &text, qsizetype start, qsizetype end);
/// The program's own splitting alone.
ShellReading readProgramWords(const QString &text, qsizetype start, qsizetype end);
/// PowerShell (about_Quoting_Rules, about_Special_Characters, about_Parsing).
ShellReading readPowerShellWords(const QString &text, qsizetype start, qsizetype end);

} // namespace Tokenwright
