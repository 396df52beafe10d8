// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace Tokenwright {

/// "key: value" in a block of Bruno's.
struct BruPair
{
    QString name{};
    QString value{}; ///< Of several lines where it stands in three quotation marks.
    bool isOff = false; ///< Switched off by a "~".
};

/// A block of a .bru file: "auth:oauth2 {", "vars:secret [", and what is within.
struct BruBlock
{
    QString name{};
    QList<BruPair> pairs{}; ///< Where it is made of such.
    QString text{}; ///< Where it is text: a body, a script.
    QList<BruPair> items{}; ///< Of a list, without values.

    /// The first value of \a key that is not switched off, as Bruno takes it; else empty.
    QString value(QStringView key) const;
};

/// The blocks of \a text, in order. Pure, in linear time. Errors: ErrorKind::Configuration with a
/// translated message that names the line (a block that is never closed). docs.usebruno.com,
/// "Bru lang"; github.com/usebruno/bruno, packages/bruno-lang/v2/src.
Result<QList<BruBlock>> readBru(const QString &text);

} // namespace Tokenwright
