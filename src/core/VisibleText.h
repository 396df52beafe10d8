// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Tokenwright {

/// \a text as one line in which everything can be seen: runs of blanks and line ends become one
/// blank, and whatever is invisible, controls a terminal or reorders what stands around it (control,
/// format and bidi characters, private use, unassigned, lone surrogates) is spelled out as `\uXXXX`.
/// What others wrote passes through here before a terminal or a widget shows it. Pure.
QString visibleText(const QString &text);

} // namespace Tokenwright
