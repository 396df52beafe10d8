// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace Tokenwright {

/// A provider file as it lies there, before anything in it is looked at.
struct ProviderDocument
{
    QByteArray text; ///< UTF-8.
    QJsonObject json;
    QString folder; ///< What relative paths in it start from.
};

/// Reads \a path. Errors: Storage; Configuration (no JSON; names line and column).
Result<ProviderDocument> readProviderDocument(const QString &path);

/// The dotted paths of the keys that stand twice in one object of \a text, which is JSON. Readers
/// take the last of them without a word (RFC 8259 §4). Pure.
QStringList repeatedKeys(const QByteArray &text);

} // namespace Tokenwright
