// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>

#include <functional>

namespace Tokenwright {

/// A text without an escaping that it may have, and where each of its bytes came from.
struct Undisguised
{
    QByteArray bytes;
    QList<qsizetype> origin; ///< For each byte, and for the end, the place in the first text.
};

/// Calls \a look with \a text as it is, and with whatever becomes of it when percent-encoding, a
/// form's plus signs, backslash escapes (JSON, C, Rust), HTML's character references, doubled
/// quotation marks and invisible characters are taken off, runs of blanks and line ends become one
/// blank and lists of numbers the bytes they stand for, in any order, up to three deep. Pure but
/// for \a look; linear in the text.
void forEachReading(const QByteArray &text, const std::function<void(const Undisguised &)> &look);

} // namespace Tokenwright
