// SPDX-License-Identifier: MIT
#include "ActionButton.h"

#include <QAction>

namespace Tokenwright {

ActionButton::ActionButton(QAction *action, QWidget *parent)
    : SteadyButton(parent)
    , m_action(action)
{
    follow();
    connect(action, &QAction::changed, this, &ActionButton::follow);
    connect(this, &SteadyButton::pressedInEarnest, action, &QAction::trigger);
}

void ActionButton::follow()
{
    setText(m_action->text());
    setAccessibleName(m_action->text().remove(QLatin1Char('&')));
    setIcon(m_action->icon());
    setToolTip(m_action->toolTip());
    if (!m_isHeld || !m_isHeld())
        setPossible(m_action->isEnabled());
    if (!m_keepsPlace)
        setVisible(m_action->isVisible());
}

} // namespace Tokenwright

#include "moc_ActionButton.cpp"
