// SPDX-License-Identifier: MIT
#pragma once

#include "Settings.h"

#include <QBasicTimer>
#include <QStyledItemDelegate>

namespace Tokenwright {

/// Paints the list's rows (SetCells.h has what is in them) and their actions, and reports clicks on
/// those. Painted, not real: ten thousand rows stay cheap.
class SetDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setDensity(ListDensity density) { m_density = density; }
    ListDensity density() const { return m_density; }
    /// The row under the pointer, or -1.
    void setHoveredRow(int row) { m_hoveredRow = row; }
    int hoveredRow() const { return m_hoveredRow; }
    /// A tick in place of the row's action for a moment: \a setId was copied.
    void showCopied(const QString &setId);

    int rowHeight(const QFont &font) const;
    int actionWidth(const QWidget *widget) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

Q_SIGNALS:
    void copyClicked(const QString &setId);
    void cancelClicked(const QString &setId);
    /// A row is to be painted anew.
    void looksChanged();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void paintGround(QPainter *painter, const QStyleOptionViewItem &option,
                     const QModelIndex &index) const;
    void paintFocus(QPainter *painter, const QStyleOptionViewItem &option,
                    const QModelIndex &index) const;
    void paintAction(QPainter *painter, const QStyleOptionViewItem &option,
                     const QModelIndex &index) const;

    ListDensity m_density = ListDensity::Comfortable;
    int m_hoveredRow = -1;
    QPersistentModelIndex m_pressed;
    QString m_copied;
    QBasicTimer m_copiedFor;
};

} // namespace Tokenwright
