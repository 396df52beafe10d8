// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QMap>
#include <QString>

/// What Postman's files have in common: lists of {key, value}.
/// schema.getpostman.com/json/collection/v2.1.0 and v2.0.0.
namespace Tokenwright::Postman {

/// \a value as a text; numbers and truth values are what people write by hand.
QString textOf(const QJsonValue &value);

/// The values by key: of an array of {key, value} (v2.1), those that are disabled left out, or of
/// an object (v2.0).
QMap<QString, QJsonValue> valuesOf(const QJsonValue &list);

/// What is within \a json as Postman's API wraps it, under \a key; else \a json itself.
QJsonObject unwrapped(const QJsonObject &json, const char *key);

} // namespace Tokenwright::Postman
