// SPDX-License-Identifier: MIT
#include "MainToolBar.h"

#include "Icons.h"
#include "LabelledField.h"
#include "MenuButton.h"
#include "SearchField.h"

#include <QAccessibleWidget>
#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyleOptionToolBar>
#include <QToolButton>

namespace Tokenwright {

namespace {

QAccessibleInterface *newToolBar(const QString &, QObject *object)
{
    auto *bar = qobject_cast<MainToolBar *>(object);
    return bar ? new QAccessibleWidget(bar, QAccessible::ToolBar) : nullptr;
}

} // namespace

MainToolBar::MainToolBar(const QList<QAction *> &actions, QMenu *menu, QWidget *parent)
    : QWidget(parent)
    , m_search(new SearchField(this))
    , m_menu(new MenuButton(tr("Menu"), icon(Icon::Menu), menu, this))
{
    QAccessible::installFactory(newToolBar); // once, however often
    setAccessibleName(tr("Main"));
    auto *layout = new QHBoxLayout(this);
    for (QAction *action : actions) {
        action->setIconText(withoutMnemonic(action->text())); // Qt leaves "(A)"
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
        m_buttons.append(button);
    }
    auto *gap = new QWidget(this);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    layout->addWidget(gap);
    layout->addWidget(m_search);
    layout->addWidget(m_menu);
    fitStyle();
}

int MainToolBar::pixels(QStyle::PixelMetric metric) const
{
    return style()->pixelMetric(metric, nullptr, this);
}

void MainToolBar::fitStyle()
{
    const int margin = pixels(QStyle::PM_ToolBarFrameWidth) + pixels(QStyle::PM_ToolBarItemMargin);
    layout()->setContentsMargins(margin, margin, margin, margin);
    layout()->setSpacing(pixels(QStyle::PM_ToolBarItemSpacing));
    const int side = pixels(QStyle::PM_SmallIconSize);
    for (QToolButton *button : std::as_const(m_buttons))
        button->setIconSize({side, side});
    m_menu->setIconSize({side, side});
}

void MainToolBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        fitStyle();
}

void MainToolBar::openMenu()
{
    m_menu->showMenu();
}

/// What there is besides the actions, with the blanks between all of them.
int MainToolBar::widthOfTheRest() const
{
    const QMargins margins = layout()->contentsMargins();
    return m_search->minimumSizeHint().width() + m_menu->sizeHint().width()
        + layout()->spacing() * (layout()->count() - 1) + margins.left() + margins.right();
}

/// With words or without, whichever is shown now.
int MainToolBar::widthOfActions(bool withWords) const
{
    int width = 0;
    for (const QToolButton *button : m_buttons) {
        const int words = fontMetrics().horizontalAdvance(button->text())
            + fontMetrics().averageCharWidth() * 2;
        const bool hasWords = button->toolButtonStyle() == Qt::ToolButtonTextBesideIcon;
        width += withWords ? button->sizeHint().width() + (hasWords ? 0 : words)
                           : button->iconSize().width() * 2;
    }
    return width;
}

QSize MainToolBar::minimumSizeHint() const
{
    return {widthOfTheRest() + widthOfActions(false), QWidget::minimumSizeHint().height()};
}

void MainToolBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool hasRoom = width() >= widthOfTheRest() + widthOfActions(true);
    for (QToolButton *button : std::as_const(m_buttons)) {
        button->setToolButtonStyle(hasRoom ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    }
}

void MainToolBar::paintEvent(QPaintEvent *)
{
    QStyleOptionToolBar option;
    option.initFrom(this);
    option.state |= QStyle::State_Horizontal;
    option.lineWidth = pixels(QStyle::PM_ToolBarFrameWidth);
    option.toolBarArea = Qt::TopToolBarArea;
    QPainter painter(this);
    style()->drawControl(QStyle::CE_ToolBar, &option, &painter); // Fusion wants no other parent
}

} // namespace Tokenwright

#include "moc_MainToolBar.cpp"
