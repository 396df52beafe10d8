// SPDX-License-Identifier: MIT
#pragma once

#include "SteadyButton.h"

#include <functional>

class QAction;

namespace Tokenwright {

/// A push button that does what an action does and looks as the action says.
class ActionButton : public SteadyButton
{
    Q_OBJECT

public:
    /// \a action is borrowed and must outlive the button.
    explicit ActionButton(QAction *action, QWidget *parent = nullptr);

    /// Its place stays, whatever becomes of the action: whoever has it shows and hides it.
    void keepPlace() { m_keepsPlace = true; }
    /// While \a isHeld, it looks as if the action could be done; follow() once that is over.
    void holdWhile(std::function<bool()> isHeld) { m_isHeld = std::move(isHeld); }
    /// Takes over what the action says now, as with each of its changes.
    void follow();

private:
    QAction *m_action;
    bool m_keepsPlace = false;
    std::function<bool()> m_isHeld;
};

} // namespace Tokenwright
