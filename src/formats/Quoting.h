// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace Tokenwright {

// Each gives a copy of the text that is not wiped by itself: put what holds a secret into a Secret.

/// \a text as one word of a POSIX shell or of fish, whatever it holds: quoted the way that both
/// read alike.
QByteArray quotedForShell(QByteArrayView text);

/// \a text as one string of PowerShell that expands nothing. To PowerShell four typographic
/// quotation marks are single quotes as well; each is doubled (about_Quoting_Rules; CharTraits in
/// its source).
QByteArray quotedForPowerShell(QByteArrayView text);

/// \a text, which is UTF-8, as a string of JSON and of JavaScript.
QByteArray quotedForJson(QByteArrayView text);

/// Whether \a text has no control characters, line ends among them: what a header, a line of a file
/// or a word that somebody pastes cannot hold.
bool isOneLine(QByteArrayView text);

} // namespace Tokenwright
