// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

class QIODevice;

namespace Tokenwright {

/// \a things one after the other, as a sentence of the language that is spoken lists them. For
/// people alone: what is read by programs, or typed, has commas in every language.
QString listText(const QStringList &things);

/// \a sentences one after the other, without the empty ones: a blank between two, but for behind a
/// full stop of Chinese or Japanese, which has its room with it. Pure.
QString sentencesText(const QStringList &sentences);

/// \a reason, of a system's or a library's own words, for the midst of a sentence: without the full
/// stop that Windows' words end with. Pure.
QString reasonText(QString reason);
/// Why \a device could not do what it was last asked for, likewise.
QString reasonText(const QIODevice &device);

} // namespace Tokenwright
