// SPDX-License-Identifier: MIT
#pragma once

#include "Literals.h"

#include <QJsonObject>
#include <QStringList>
#include <QStringView>

#include <algorithm>

namespace Tokenwright {

/// What \a json holds besides the fields \a known, kept for whoever wrote it. Usually that is
/// nothing, and then nothing is copied: a list of ten thousand rows is read at every start.
template <class Names> QJsonObject unknownFieldsOf(const QJsonObject &json, const Names &known)
{
    const auto found = std::ranges::count_if(known,
                                             [&](QStringView name) { return json.contains(name); });
    if (found == json.size())
        return {};
    QJsonObject rest = json;
    for (const QStringView name : known)
        rest.remove(name);
    return rest;
}

/// Whether \a json is written as \a schema has it, which one that names none is as well. What is no
/// whole number there is somebody else's to understand.
inline bool isOfSchema(const QJsonObject &json, int schema)
{
    const QJsonValue named = json.value(u"schema");
    return named.isUndefined() || named.toInt(-1) == schema;
}

/// \a now with what leads from \a before to \a after, object within object: whatever those two have
/// alike stays as it is, and so does what neither has. Arrays count as one value.
inline QJsonObject withChanges(QJsonObject now, const QJsonObject &before, const QJsonObject &after)
{
    const auto mayHoldFields = [](const QJsonValue &value) {
        return value.isObject() || value.isUndefined();
    };
    const QStringList names = before.keys() + after.keys();
    for (const QString &name : names) {
        const QJsonValue was = before.value(name);
        const QJsonValue wanted = after.value(name);
        if (was == wanted)
            continue;
        QJsonValue outcome = wanted;
        if (mayHoldFields(was) && mayHoldFields(wanted)) {
            const QJsonObject fields = withChanges(now.value(name).toObject(), was.toObject(),
                                                   wanted.toObject());
            if (wanted.isObject() || !fields.isEmpty())
                outcome = fields;
        }
        if (outcome.isUndefined())
            now.remove(name);
        else
            now.insert(name, outcome);
    }
    return now;
}

} // namespace Tokenwright
