// SPDX-License-Identifier: MIT
#include "MenuButton.h"

#include <QMenu>
#include <QStyleOptionToolButton>

namespace Tokenwright {

MenuButton::MenuButton(const QString &name, const QIcon &icon, QMenu *menu, QWidget *parent)
    : FlatButton(parent)
{
    setIcon(icon);
    setText(name);
    setAccessibleName(name);
    setToolTip(name);
    setToolButtonStyle(Qt::ToolButtonIconOnly);
    setFocusPolicy(Qt::TabFocus);
    setMenu(menu);
    connect(menu, &QMenu::aboutToHide, this, [this] { // the pointer may be elsewhere by now
        setAttribute(Qt::WA_UnderMouse, rect().contains(mapFromGlobal(QCursor::pos())));
        update();
    });
    connect(this, &QToolButton::pressed, this, &QToolButton::showMenu);
}

void MenuButton::initStyleOption(QStyleOptionToolButton *option) const
{
    FlatButton::initStyleOption(option);
    option->features.setFlag(QStyleOptionToolButton::HasMenu, false);
}

} // namespace Tokenwright

#include "moc_MenuButton.cpp"
