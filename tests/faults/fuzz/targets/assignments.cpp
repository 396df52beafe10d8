// SPDX-License-Identifier: MIT
// Shell, .env, PowerShell and cmd.exe assignments, mixed as they come.
#include "FuzzTarget.h"

#include "assignments/Assignments.h"

namespace Tokenwright::Fuzz::AssignmentsTarget {

namespace {

const Target assignmentsTarget("assignments", [](const QByteArray &input) {
    const QString text = textOf(input);
    const Assignments found = readAssignments(text);
    qsizetype length = 0;
    for (const KeyedValue &value : found.values) {
        require(!value.key.isEmpty() && !value.place.isEmpty(), "a value has a name and a place",
                text);
        require(value.flaw.isEmpty() || value.value.isEmpty(), "a value in doubt is none", text);
        length += value.key.size() + value.value.size();
    }
    require(length <= text.size(), "no value is made up", text);
    for (const SkippedEntry &line : found.oddLines)
        require(!line.place.isEmpty() && !line.reason.isEmpty(), "a line is odd for a reason",
                text);
});

} // namespace

} // namespace Tokenwright::Fuzz::AssignmentsTarget
