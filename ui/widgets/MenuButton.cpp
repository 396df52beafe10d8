// SPDX-License-Identifier: MIT
#include "MenuButton.h"

#include <QMenu>

namespace Tokenwright {

MenuButton::MenuButton(const QString &name, const QIcon &icon, QMenu *menu, QWidget *parent)
    : QToolButton(parent)
{
    setIcon(icon);
    setText(name);
    setAccessibleName(name);
    setToolTip(name);
    setToolButtonStyle(Qt::ToolButtonIconOnly);
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setMenu(menu);
    connect(this, &QToolButton::pressed, this, &QToolButton::showMenu);
}

} // namespace Tokenwright

#include "moc_MenuButton.cpp"
