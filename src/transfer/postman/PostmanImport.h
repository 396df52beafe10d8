// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QMap>
#include <QString>

/// What Postman's files have in common: lists of {key, value}.
/// schema.getpostman.com/json/collection/v2.1.0 and v2.0.0.
namespace Tokenwright::Postman {

/// A member of such a list.
struct Field
{
    QString key;
    QJsonValue value;
    QString sentAs{}; ///< Where OAuth 2.0's further parameters go: "request_header".
    QString type{}; ///< "secret", of an environment's variable.
};

/// The fields of an array of {key, value} (v2.1), those that are disabled left out, of an object
/// (v2.0), or of a text with one "key: value" a line, as headers may be. In order; a key may be
/// there several times.
QList<Field> fieldsOf(const QJsonValue &list);

/// The same by key; the last of several counts, as for Postman.
QMap<QString, QJsonValue> valuesOf(const QJsonValue &list);

/// \a url as a text: it may be one, or be taken apart (Postman writes "raw" besides, other programs
/// do not always).
QString urlText(const QJsonValue &url);

/// What is within \a json as Postman's API wraps it, under \a key; else \a json itself.
QJsonObject unwrapped(const QJsonObject &json, const char *key);

} // namespace Tokenwright::Postman
