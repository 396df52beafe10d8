// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace Tokenwright {

/// Paints the token column: a bar of what is left, and the same in words.
class TokenDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace Tokenwright
