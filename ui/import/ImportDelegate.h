// SPDX-License-Identifier: MIT
#pragma once

#include "ImportModel.h"

#include <QStyledItemDelegate>

namespace Tokenwright {

class ImportChoice;

/// Paints the rows of an import, two lines and more: name over provider and environment, host over
/// file, what happens over why. Below that stand, in a row that asks for something, the fields in
/// which it is said; the row that is current has real ones instead.
class ImportDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// What the fields of a row look like is asked of \a look, which is borrowed and never shown.
    explicit ImportDelegate(ImportChoice &look, QObject *parent = nullptr);

    /// Font or style are others than before.
    void forgetSizes() { m_choiceHeights.clear(); }
    /// What Name or Endpoint take to be seen whole.
    int widthOf(const QModelIndex &index, const QFont &font) const;
    /// What a row takes whose last column is \a width wide.
    int heightOf(const QModelIndex &what, const QFont &font, int width) const;
    /// Of the fields, in the cell \a cell of the last column; empty: there are none.
    QRect choiceRect(const QModelIndex &what, const QFont &font, const QRect &cell) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

private:
    void paintName(QPainter *painter, const QStyleOptionViewItem &option,
                   const QModelIndex &index) const;
    static void paintEndpoint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index);
    void paintWhat(QPainter *painter, const QStyleOptionViewItem &option,
                   const QModelIndex &index) const;
    int choiceHeight(const QModelIndex &what) const;

    ImportChoice &m_look;
    mutable QHash<int, int> m_choiceHeights; ///< By how many fields there are.
};

} // namespace Tokenwright
