// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace Tokenwright {

/// Those of \a known that somebody who typed \a typed may have meant, the likeliest first, at most
/// three: what begins with it, or differs in a letter or two (left out, doubled, another one, two
/// swapped). In any case. Pure.
QStringList nearestTo(const QString &typed, const QStringList &known);

/// Whether \a typed is so near to \a known. Pure.
bool isNear(const QString &typed, const QString &known);

/// " Did you mean "…"?" with the nearest ones; empty when nothing is near.
QString didYouMean(const QString &typed, const QStringList &known);

} // namespace Tokenwright
