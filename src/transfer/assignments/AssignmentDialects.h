// SPDX-License-Identifier: MIT
#pragma once

#include "assignments/AssignmentWords.h"
#include "assignments/Assignments.h"

namespace Tokenwright {

/// What the readers of statements share.
struct AssignmentContext
{
    TextCursor cursor;
    TextCursor start; ///< Of the statement.
    bool isShell = false; ///< The text is for a POSIX shell alone.
    bool expandsLate = false; ///< cmd.exe replaces !NAME! as well.
    QString section{}; ///< Of an INI or TOML file; its keys begin with that.
    Assignments found{};

    void add(const QString &key, const QString &value, qsizetype line, const QString &flaw = {},
             const QString &note = {});
    /// The statement cannot be read, for \a reason; the next line is looked at for itself. False.
    bool isOdd(const QString &key, const QString &reason);
    bool isNeverClosed(const QString &key);
};

/// Reads the statement whose beginning, as the table in Assignments.cpp has it, lies before the
/// cursor. False: nobody needs to look at the rest of the line.
using StatementReader = bool (*)(AssignmentContext &in);

bool readBuiltin(AssignmentContext &in); ///< Behind "export" and its like.
bool readBare(AssignmentContext &in); ///< NAME=value alone.
bool readSet(AssignmentContext &in); ///< Behind "set": fish's or cmd.exe's.
bool readSetx(AssignmentContext &in);
bool readPowerShell(AssignmentContext &in); ///< Behind "$env:".
bool readPowerShellCall(AssignmentContext &in); ///< Within SetEnvironmentVariable(.

/// Whether \a character can begin a name, or be in one: dots and dashes are for configuration
/// files, no shell takes them.
bool beginsName(QChar character);
bool isOfName(QChar character);
/// The name at \a cursor; empty: none.
QString nameAt(const TextCursor &cursor);
/// Whether a shell takes \a name as well.
bool isShellName(const QString &name);
/// Whether \a name, which is at \a cursor, is assigned to in a shell's eyes.
bool isAssigned(const TextCursor &cursor, const QString &name);

/// "… take its value differently", translated.
QString inDoubt();

} // namespace Tokenwright
