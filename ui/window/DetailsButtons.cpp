// SPDX-License-Identifier: MIT
#include "DetailsButtons.h"

#include "ActionButton.h"
#include "FlowLayout.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QResizeEvent>
#include <QStackedWidget>
#include <QStyle>

#include <algorithm>

namespace Tokenwright {

DetailsButtons::DetailsButtons(const Actions &actions, std::function<bool()> isSettling,
                               QWidget *parent)
    : QWidget(parent)
    , m_isSettling(std::move(isSettling))
    , m_mintOrCancel(new QStackedWidget(this))
{
    auto *layout = new FlowLayout(this);
    if (actions.copy)
        layout->addWidget(newCopyButtons(actions));
    m_mintOrCancel->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    if (actions.mint) {
        m_mint = newButton(actions.mint);
        m_mint->holdWhile(m_isSettling);
    }
    if (actions.cancel)
        newButton(actions.cancel);
    m_mintOrCancel->setVisible(m_mintOrCancel->count() > 0);
    if (m_mintOrCancel->count() > 0)
        layout->addWidget(m_mintOrCancel);
    if (actions.check)
        layout->addWidget(new ActionButton(actions.check, this));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QWidget *DetailsButtons::newCopyButtons(const Actions &actions)
{
    auto *both = new QWidget(this);
    auto *layout = new QHBoxLayout(both);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    auto *copy = new ActionButton(actions.copy, both);
    layout->addWidget(copy);
    if (actions.copyAs) {
        auto *opener = new QPushButton(both);
        const QString name = actions.copyAs->text().remove(u'&');
        opener->setAccessibleName(name);
        opener->setToolTip(name);
        opener->setMenu(actions.copyAs->menu());
        opener->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
        const int arrow = style()->pixelMetric(QStyle::PM_MenuButtonIndicator, nullptr, opener);
        opener->setFixedWidth(arrow + fontMetrics().averageCharWidth() * 2);
        layout->addWidget(opener);
        const auto follow = [opener, action = actions.copyAs] {
            opener->setEnabled(action->isEnabled());
        };
        follow();
        connect(actions.copyAs, &QAction::changed, opener, follow);
    }
    both->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return both;
}

ActionButton *DetailsButtons::newButton(QAction *action)
{
    auto *button = new ActionButton(action, m_mintOrCancel);
    button->keepPlace();
    m_mintOrCancel->addWidget(button);
    return button;
}

QSize DetailsButtons::minimumSizeHint() const
{
    const QSize least = QWidget::minimumSizeHint();
    if (!isVisible()) // how wide it will be nobody knows yet
        return least;
    return {least.width(), std::max(least.height(), heightForWidth(width()))};
}

void DetailsButtons::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    updateGeometry();
}

void DetailsButtons::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width()
        && heightForWidth(event->oldSize().width()) != heightForWidth(event->size().width()))
        updateGeometry();
}

void DetailsButtons::setWorking(bool isWorking)
{
    const int wanted = isWorking ? 1 : 0;
    if (m_mintOrCancel->count() < 2)
        return;
    m_mint->follow(); // it may have been left as it was
    if (m_mintOrCancel->currentIndex() == wanted)
        return;
    const bool hadFocus = window()->focusWidget() == m_mintOrCancel->currentWidget();
    m_mintOrCancel->setCurrentIndex(wanted);
    if (hadFocus)
        static_cast<ActionButton *>(m_mintOrCancel->currentWidget())->takeKeyboard();
}

} // namespace Tokenwright

#include "moc_DetailsButtons.cpp"
