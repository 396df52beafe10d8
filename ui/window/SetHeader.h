// SPDX-License-Identifier: MIT
#pragma once

#include "SetCells.h"

#include <QHeaderView>

namespace Tokenwright {

/// The list's titles, each above where the contents of its column begin.
class SetHeader : public QHeaderView
{
public:
    explicit SetHeader(QWidget *parent)
        : QHeaderView(Qt::Horizontal, parent)
    {
        setSectionsClickable(true);
    }

protected:
    void initStyleOptionForIndex(QStyleOptionHeader *option, int column) const override
    {
        QHeaderView::initStyleOptionForIndex(option, column);
        const int margin = style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, this);
        const int blank = std::max(1, fontMetrics().horizontalAdvance(QChar::Nbsp));
        const int indent = cellIndent(column, fontMetrics()) - margin;
        option->text.prepend(QString(std::max(0, (indent + blank / 2) / blank), QChar::Nbsp));
    }
};

} // namespace Tokenwright
