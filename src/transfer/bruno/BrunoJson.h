// SPDX-License-Identifier: MIT
#pragma once

#include "tools/ToolCollection.h"

#include <QJsonObject>

namespace Tokenwright {

/// Whether \a json is a collection as Bruno exports it into one file.
bool isBrunoJson(const QJsonObject &json);

/// What is in it.
ToolCollection brunoCollection(const QJsonObject &json);

/// The text in \a value; what YAML or a tool keeps as {type, data} too. Else empty.
QString brunoText(const QJsonValue &value);

/// Variables in a list of {name, value}, as Bruno's files of both kinds have them: what is switched
/// off is left out, and a secret without a value is kept elsewhere.
VariableValues listedVariables(const QJsonValue &list);

/// The switched-on {name, value} of \a list.
QList<NameValue> listedFields(const QJsonValue &list);

} // namespace Tokenwright
