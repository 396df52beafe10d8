// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace Tokenwright {

/// The text in \a content: UTF-8, or UTF-16 with a byte-order mark; line ends become \n. Pure.
/// Errors: ErrorKind::Configuration with a translated message (too large, not text).
Result<QString> importText(const QByteArray &content);

/// \a text as one JSON object. Unlike QJsonDocument it does not take the last of several members of
/// the same name, which may differ from what wrote or used the file. Pure. Errors:
/// ErrorKind::Configuration with a translated message that names the line.
Result<QJsonObject> strictJson(const QString &text);

/// The same for a list, of which what is no object is left out.
Result<QList<QJsonObject>> strictJsonList(const QString &text);

/// \a value as a text, numbers and truth values as people write them by hand; empty: it is no one
/// value. Pure.
QString jsonText(const QJsonValue &value);

/// "line 12", translated.
QString lineName(qsizetype line);

/// The same for where \a position is in \a text.
QString linePlace(const QString &text, qsizetype position);

} // namespace Tokenwright
