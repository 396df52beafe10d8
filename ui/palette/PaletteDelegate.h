// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace Tokenwright {

/// Paints a row of the palette: the name and what is left of the token, below them provider and
/// environment; production is marked as everywhere. All rows are of one height.
class PaletteDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace Tokenwright
