// SPDX-License-Identifier: MIT
#include "MainToolBar.h"

#include "Icons.h"
#include "MenuButton.h"
#include "SearchField.h"

#include <QStyle>
#include <QToolButton>

#include <algorithm>

namespace Tokenwright {

MainToolBar::MainToolBar(const QList<QAction *> &actions, QMenu *menu, QWidget *parent)
    : QToolBar(tr("Main"), parent)
    , m_search(new SearchField(this))
    , m_menu(new MenuButton(tr("Menu"), icon(Icon::Menu), menu, this))
{
    setObjectName(u"mainToolBar"_s);
    setMovable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize);
    setIconSize({side, side});
    addActions(actions);
    for (QAction *action : actions)
        widgetForAction(action)->setFocusPolicy(Qt::TabFocus);
    auto *gap = new QWidget(this);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(gap);
    addWidget(m_search);
    addWidget(m_menu);
}

void MainToolBar::openMenu()
{
    m_menu->showMenu();
}

/// Whichever is shown now.
int MainToolBar::widthWithWords() const
{
    int width = m_search->minimumSizeHint().width() + m_menu->sizeHint().width()
        + style()->pixelMetric(QStyle::PM_ToolBarItemSpacing, nullptr, this) * 6
        + style()->pixelMetric(QStyle::PM_ToolBarItemMargin, nullptr, this) * 2
        + style()->pixelMetric(QStyle::PM_ToolBarFrameWidth, nullptr, this) * 2;
    const QList<QAction *> all = actions();
    for (QAction *action : all) {
        const auto *button = qobject_cast<QToolButton *>(widgetForAction(action));
        if (!button || button == static_cast<QWidget *>(m_menu))
            continue;
        const int words = fontMetrics().horizontalAdvance(action->iconText())
            + fontMetrics().averageCharWidth() * 2;
        const bool hasWords = button->toolButtonStyle() == Qt::ToolButtonTextBesideIcon;
        width += button->sizeHint().width() + (hasWords ? 0 : words);
    }
    return width;
}

QSize MainToolBar::minimumSizeHint() const
{
    const int least = m_search->minimumSizeHint().width() + m_menu->sizeHint().width()
        + iconSize().width() * 5;
    return {std::min(least, QToolBar::sizeHint().width()), QToolBar::minimumSizeHint().height()};
}

void MainToolBar::resizeEvent(QResizeEvent *event)
{
    QToolBar::resizeEvent(event);
    setToolButtonStyle(width() >= widthWithWords() ? Qt::ToolButtonTextBesideIcon
                                                   : Qt::ToolButtonIconOnly);
}

} // namespace Tokenwright

#include "moc_MainToolBar.cpp"
