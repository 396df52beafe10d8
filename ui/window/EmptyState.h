// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QAction;

namespace Tokenwright {

/// Stands where the list would be while there is nothing to list: says what the program is for and
/// offers the ways in.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    /// \a waysIn are borrowed and shown as buttons; the first is the usual one.
    explicit EmptyState(const QList<QAction *> &waysIn, QWidget *parent = nullptr);
};

} // namespace Tokenwright
