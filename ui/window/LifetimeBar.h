// SPDX-License-Identifier: MIT
#pragma once

#include "TokenStatus.h"

#include <QPalette>

class QPainter;
class QRect;

namespace Tokenwright {

/// How much of a lifetime bar is filled, from 0 to 1, with \a remaining of \a whole milliseconds
/// left: all of it when the token was just minted. How long that is, the words beside it say, and
/// how soon it is over the colour. Pure.
double lifetimeShare(qint64 remaining, qint64 whole);

/// On what a bar is painted.
struct BarGround
{
    const QPalette &palette;
    QPalette::ColorRole role = QPalette::Base; ///< Highlight: on a selected row.
    Qt::LayoutDirection direction = Qt::LeftToRight;
};

/// The colour in which what is left is filled: that of selections while the token is fresh, amber
/// below ten minutes, red in the last one; at least 3 : 1 beside its ground and the empty rest. On
/// Highlight it is HighlightedText. Pure.
QColor lifetimeBarColor(TokenState state, const BarGround &ground);
/// The colour of the empty rest.
QColor lifetimeTrackColor(const BarGround &ground);

/// Paints how long the token of \a status still lives, as a bar within \a rect; an empty one where
/// nothing counts down.
void paintLifetimeBar(QPainter *painter, const QRect &rect, const TokenStatus &status,
                      const BarGround &ground);

} // namespace Tokenwright
