// SPDX-License-Identifier: MIT
// Variables that are given values: .env files, and scripts for the shells of all systems.
#include "ImportFormat.h"
#include "Placeholder.h"
#include "assignments/Assignments.h"
#include "assignments/KeyedPairs.h"
#include "curl/CurlCommand.h"

#include <algorithm>

namespace Tokenwright {

/// A script that only passes values on to curl is read for its commands.
bool isAssignments(const ImportContent &content)
{
    const Assignments found = readAssignments(content.text);
    const auto isKey = [](const KeyedValue &value) { return isPairKey(value.key); };
    const auto isValue = [&](const KeyedValue &value) {
        return isKey(value) && value.flaw.isEmpty() && !isPlaceholder(value.value);
    };
    return std::ranges::any_of(found.values, isValue)
        || (std::ranges::any_of(found.values, isKey) && !holdsCurlCommand(content.text));
}

/// Requests beside it find its values whichever of their environments is chosen.
QList<ImportEnvironment> assignedEnvironments(const ImportContent &content)
{
    ImportEnvironment environment{.isCommon = true};
    for (const KeyedValue &value : readAssignments(content.text).values) {
        if (value.flaw.isEmpty())
            environment.variables.values.insert(value.key, value.value);
    }
    return {environment};
}

Result<ImportedFile> readAssignments(const ImportContent &content, const ProviderCatalog &catalog)
{
    const Assignments found = readAssignments(content.text);
    ImportedFile file;
    takeKeyedPairs(file, found.values, {}, catalog);
    file.skipped += found.oddLines;
    return file;
}

} // namespace Tokenwright
