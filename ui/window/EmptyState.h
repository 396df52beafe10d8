// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QAction;

namespace Tokenwright {

/// Stands where the list would be while there is nothing to list: explains itself and offers the
/// ways in.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    /// \a waysIn are borrowed and shown as buttons.
    explicit EmptyState(const QList<QAction *> &waysIn, QWidget *parent = nullptr);
};

} // namespace Tokenwright
