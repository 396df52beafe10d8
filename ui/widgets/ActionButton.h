// SPDX-License-Identifier: MIT
#pragma once

#include <QPushButton>

class QAction;

namespace Tokenwright {

/// A push button that does what an action does and looks as the action says.
class ActionButton : public QPushButton
{
    Q_OBJECT

public:
    /// \a action is borrowed and must outlive the button.
    explicit ActionButton(QAction *action, QWidget *parent = nullptr);
};

} // namespace Tokenwright
