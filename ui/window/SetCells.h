// SPDX-License-Identifier: MIT
#pragma once

#include "Icons.h"
#include "SetDelegate.h"

namespace Tokenwright {

/// What stands in the cells of the list. The ground is painted already; the option's palette is one
/// whose selection can be read. On a selected row everything is HighlightedText.

/// The colour of text, or of a symbol that stands for text.
QColor cellInk(const QStyleOptionViewItem &option);

/// The font of what stands below a name.
QFont belowFont(QFont font);

void paintNameCell(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                   ListDensity density);
void paintEnvironmentCell(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index);
void paintTokenCell(QPainter *painter, const QStyleOptionViewItem &option,
                    const QModelIndex &index);
/// The cell of any other column: its text.
void paintTextCell(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index);

/// How far from its edge the contents of a cell of \a column begin.
int cellIndent(int column, const QFontMetrics &metrics);

/// How the symbol in an action cell looks at the moment.
struct ActionLook
{
    Icon symbol = Icon::Copy;
    bool isFramed = false;
    bool isPressed = false;
};
/// The part of an action cell that is pressed.
QRect actionRect(const QStyleOptionViewItem &option);
void paintActionCell(QPainter *painter, const QStyleOptionViewItem &option, const ActionLook &look);

} // namespace Tokenwright
