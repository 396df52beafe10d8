// SPDX-License-Identifier: MIT
#include "MainToolBar.h"

#include "Icons.h"
#include "MenuButton.h"
#include "SearchField.h"

#include <QStyle>
#include <QToolButton>

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

/// What there is besides the actions, with the blanks between all of them.
int MainToolBar::widthOfTheRest() const
{
    const auto pixels = [this](QStyle::PixelMetric metric) {
        return style()->pixelMetric(metric, nullptr, this);
    };
    return m_search->minimumSizeHint().width() + m_menu->sizeHint().width()
        + pixels(QStyle::PM_ToolBarItemSpacing) * int(actions().size() + 1)
        + 2 * (pixels(QStyle::PM_ToolBarItemMargin) + pixels(QStyle::PM_ToolBarFrameWidth))
        + pixels(QStyle::PM_ToolBarExtensionExtent);
}

/// With words or without, whichever is shown now.
int MainToolBar::widthOfActions(bool withWords) const
{
    int width = 0;
    const QList<QAction *> all = actions();
    for (QAction *action : all) {
        const auto *button = qobject_cast<QToolButton *>(widgetForAction(action));
        if (!button || button == static_cast<QWidget *>(m_menu))
            continue;
        const int words = fontMetrics().horizontalAdvance(action->iconText())
            + fontMetrics().averageCharWidth() * 2;
        const bool hasWords = button->toolButtonStyle() == Qt::ToolButtonTextBesideIcon;
        width += withWords ? button->sizeHint().width() + (hasWords ? 0 : words)
                           : iconSize().width() * 2;
    }
    return width;
}

QSize MainToolBar::minimumSizeHint() const
{
    return {widthOfTheRest() + widthOfActions(false), QToolBar::minimumSizeHint().height()};
}

void MainToolBar::resizeEvent(QResizeEvent *event)
{
    QToolBar::resizeEvent(event);
    setToolButtonStyle(width() >= widthOfTheRest() + widthOfActions(true)
                           ? Qt::ToolButtonTextBesideIcon
                           : Qt::ToolButtonIconOnly);
}

} // namespace Tokenwright

#include "moc_MainToolBar.cpp"
