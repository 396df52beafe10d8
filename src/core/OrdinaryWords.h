// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace Tokenwright {

/// Whether \a secret is made of words (or a short number) that servers use in their own messages,
/// so that its mere occurrence says nothing: "client", "Invalid_Client", "401". Pure.
bool consistsOfOrdinaryWords(const QByteArray &secret);

/// Whether what stands from \a begin to \a end in \a text, in lower case, is somebody's value: all
/// of the text, or right after a word such as "secret" or "password". Pure.
bool standsAsValue(const QByteArray &text, qsizetype begin, qsizetype end);

} // namespace Tokenwright
