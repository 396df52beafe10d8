// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
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

} // namespace Tokenwright
