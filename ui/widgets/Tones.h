// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QList>
#include <QPalette>
#include <QRectF>

class QPainter;

namespace Tokenwright {

/// What a colour says beside its words. Words come first: no tone stands alone for a meaning.
enum class Tone {
    Secondary, ///< To be read, but after the rest. Never the palette's Disabled group for that.
    Good,
    Caution,
    Bad, ///< Failures, the last minute, production.
};

/// THE home of colours that the palette does not have. They are made from it, so that they fit
/// every scheme: chosen by how light its Base is, then moved towards its Text until they can be
/// read. Pure; any thread.

/// \a tone for text on Base, AlternateBase and Window of \a palette, with a contrast of at least
/// 4.5 : 1 on each.
QColor toneColor(Tone tone, const QPalette &palette);

/// \a part of the way from \a from (0) to \a to (1).
QColor mixedColor(const QColor &from, const QColor &to, double part);

/// The contrast of two opaque colours, from 1 to 21: WCAG 2.2, "contrast ratio".
double contrastRatio(const QColor &one, const QColor &other);

/// \a color moved towards \a end as little as it takes to reach \a least : 1 on each of \a grounds;
/// \a end where that is not enough.
QColor withContrast(const QColor &color, const QColor &end, const QList<QColor> &grounds,
                    double least);

/// What shows where the keyboard is: the Highlight of \a palette, moved towards its WindowText
/// until it has 3 : 1 on Window (WCAG 2.2, 1.4.11).
QColor keyboardColor(const QPalette &palette);

/// A frame of that colour, two pixels wide, just within \a rect.
void paintKeyboardMark(QPainter *painter, const QRectF &rect, const QPalette &palette);

/// Black or white, whichever is read better on \a ground.
QColor inkOn(const QColor &ground);

/// \a palette with a Highlight on which its HighlightedText has 4.5 : 1, in every group: Fusion's
/// own has 3.3.
QPalette withReadableSelection(QPalette palette);

/// withReadableSelection() of \a palette, and more of what styles make too pale: texts of windows
/// that are not active, links and placeholders have 4.5 : 1 too, and what is disabled at least 3
/// : 1.
QPalette withReadableTexts(QPalette palette);

} // namespace Tokenwright
