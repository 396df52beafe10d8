// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Tokenwright {

/// A text as it was pasted, and what had to go before it can be used.
struct PastedText
{
    QString text; ///< Fit for use.
    bool hadBlanksAround = false;
    bool hadLineEnds = false; ///< Or tabulators, inside.

    bool wasChanged() const { return hadBlanksAround || hadLineEnds; }
};

/// Strips what is not seen around \a text (blanks, no-break and zero-width ones included, and
/// control characters) and takes line ends and tabulators out of it; blanks inside stay. Pure.
PastedText cleanPastedText(const QString &text);

} // namespace Tokenwright
