// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace Tokenwright {

/// Paints the button of each row, "Copy bearer header" or "Cancel" while the row is working, and
/// reports clicks on it. Painted, not real: ten thousand rows stay cheap.
class CopyButtonDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

Q_SIGNALS:
    void copyClicked(const QString &setId);
    void cancelClicked(const QString &setId);

private:
    QPersistentModelIndex m_pressed;
};

} // namespace Tokenwright
