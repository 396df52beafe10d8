// SPDX-License-Identifier: MIT
#pragma once

#include "CountdownModel.h"

#include <QItemSelectionModel>

namespace Tokenwright {

/// Rows are current, not cells: whichever is pressed, the one with the name is, which type-ahead
/// looks in and which is read out as the whole row. It knows from which row on a selection is
/// extended: the one that was selected last by itself, by whomever. Qt's views remember what was
/// pressed there, and nothing of what the program selects.
class RowSelection : public QItemSelectionModel
{
public:
    using QItemSelectionModel::QItemSelectionModel;

    void setCurrentIndex(const QModelIndex &index, SelectionFlags command) override
    {
        const QModelIndex row = index.siblingAtColumn(CountdownModel::NameColumn);
        if ((command & Select) && !(command & Current))
            m_anchor = row;
        QItemSelectionModel::setCurrentIndex(row, command);
    }
    void setAnchor(const QModelIndex &row) { m_anchor = row; }
    QModelIndex anchor() const { return m_anchor; }

private:
    QPersistentModelIndex m_anchor;
};

} // namespace Tokenwright
