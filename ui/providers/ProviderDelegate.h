// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace Tokenwright {

/// Paints a provider in two lines: its name and by how many sets it is used over its ID and
/// environments. A file that was skipped has a warning before it.
class ProviderDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace Tokenwright
