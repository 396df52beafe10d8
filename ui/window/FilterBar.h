// SPDX-License-Identifier: MIT
#pragma once

#include "SetSearch.h"

#include <QWidget>

class QToolButton;

namespace Tokenwright {

/// A row of filters over the list, of which one holds, each with how many sets it shows. Where
/// there is no room for the numbers, it is without them.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    /// Filters \a sets, which is borrowed.
    explicit FilterBar(SetSearch &sets, QWidget *parent = nullptr);

    void choose(SetFilter filter);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    int widthOf(bool withNumbers) const;
    void showTexts();

    SetSearch &m_sets;
    QList<QToolButton *> m_buttons; ///< In the order of SetFilter.
};

} // namespace Tokenwright
