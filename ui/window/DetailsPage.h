// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace Tokenwright {

/// A page of the details panel: one view of the set that is current. Lives in the GUI thread.
class DetailsPage : public QWidget
{
public:
    using QWidget::QWidget;

    /// Shows the set of \a setId from now on; empty: there is none.
    virtual void showSet(const QString &setId) = 0;
};

} // namespace Tokenwright
