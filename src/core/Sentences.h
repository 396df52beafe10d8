// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace Tokenwright {

/// \a things one after the other, as a sentence of the language that is spoken lists them. For
/// people alone: what is read by programs, or typed, has commas in every language.
QString listText(const QStringList &things);

/// \a sentences one after the other, without the empty ones: a blank between two, but for behind a
/// full stop of Chinese or Japanese, which has its room with it. Pure.
QString sentencesText(const QStringList &sentences);

} // namespace Tokenwright
