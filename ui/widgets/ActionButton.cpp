// SPDX-License-Identifier: MIT
#include "ActionButton.h"

#include <QAction>

namespace Tokenwright {

ActionButton::ActionButton(QAction *action, QWidget *parent)
    : QPushButton(parent)
{
    const auto follow = [this, action] {
        setText(action->text());
        setAccessibleName(action->text().remove(QLatin1Char('&')));
        setIcon(action->icon());
        setToolTip(action->toolTip());
        setEnabled(action->isEnabled());
        setVisible(action->isVisible());
    };
    follow();
    connect(action, &QAction::changed, this, follow);
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
}

} // namespace Tokenwright

#include "moc_ActionButton.cpp"
