// SPDX-License-Identifier: MIT
#pragma once

#include "ImportedFile.h"
#include "assignments/KeyedPairs.h"

#include <QList>
#include <QString>

namespace Tokenwright {

/// What a text gives values to.
struct Assignments
{
    QList<KeyedValue> values{}; ///< In the text's order.
    QList<SkippedEntry> oddLines{}; ///< What looks like one and can be read as none.
};

/// Every assignment in \a text, whatever it is written for: a .env file, a POSIX shell ("export",
/// "declare -x" and their like, several on a line), fish and cmd.exe ("set", "setx"), PowerShell
/// ("$env:"); they may be mixed. Where a shell and the readers of .env files would take a value
/// differently, or it is not in the text at all, it has a flaw instead. A line that cannot be read
/// counts for itself alone. Pure, in linear time; nothing is run.
Assignments readAssignments(const QString &text);

} // namespace Tokenwright
