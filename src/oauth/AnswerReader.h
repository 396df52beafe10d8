// SPDX-License-Identifier: MIT
#pragma once

#include "Provider.h"

#include <QByteArrayView>
#include <QJsonValue>
#include <QList>
#include <QString>

#include <optional>

namespace Tokenwright {

/// \a body as a tree, read as \a format or, failing that, as JSON or XML; undefined when it is none
/// of them. XML starts below its root: elements with children become objects, others text, repeated
/// ones arrays. Attributes and namespaces are ignored, and HTML is none. Pure, in a time that grows
/// with the body's length alone.
QJsonValue parseAnswer(QByteArrayView body, AnswerFormat format);

/// Every value that the dotted \a path names in \a root, best match first. Numbers index arrays;
/// keys match exactly or, after those, regardless of case and underscores. Where \a path expects an
/// array below the root and finds none, "0" means the value itself.
QList<QJsonValue> valuesAt(const QJsonValue &root, const QString &path);

/// A finite number, or text that is one; "1e999" is the largest there is.
std::optional<double> numberOf(const QJsonValue &value);

} // namespace Tokenwright
