// SPDX-License-Identifier: MIT
#pragma once

#include "JsonReader.h"

#include <QJsonObject>
#include <QList>

namespace Tokenwright {

/// Where \a document is not as \a schema (JSON Schema 2020-12) wants it. Of that language it knows
/// what the provider files' schema uses; a keyword that it does not know it takes for fulfilled.
/// Fields that the schema does not know are named with the nearest that it does. Pure.
QList<FieldProblem> schemaProblems(const QJsonObject &schema, const QJsonObject &document);

} // namespace Tokenwright
