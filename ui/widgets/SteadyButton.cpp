// SPDX-License-Identifier: MIT
#include "SteadyButton.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QStyleOptionButton>

namespace Tokenwright {

namespace {

bool isPress(const QEvent &event)
{
    if (event.type() == QEvent::Shortcut)
        return true;
    if (event.type() != QEvent::KeyPress && event.type() != QEvent::KeyRelease)
        return false;
    switch (static_cast<const QKeyEvent &>(event).key()) {
    case Qt::Key_Space:
    case Qt::Key_Select:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return true;
    default:
        return false;
    }
}

} // namespace

SteadyButton::SteadyButton(QWidget *parent)
    : SteadyButton(QString(), parent)
{ }

SteadyButton::SteadyButton(const QString &text, QWidget *parent)
    : QPushButton(text, parent)
{
    connect(this, &QPushButton::clicked, this, [this] {
        if (m_isPossible)
            Q_EMIT pressedInEarnest();
    });
}

void SteadyButton::setPossible(bool isPossible)
{
    m_isPossible = isPossible;
    const bool hasKeyboard = window()->focusWidget() == this && isVisible();
    setEnabled(isPossible || (hasKeyboard && isEnabled()));
    if (!isPossible)
        setDown(false);
    update();
}

void SteadyButton::takeKeyboard()
{
    setEnabled(true);
    setFocus();
}

bool SteadyButton::event(QEvent *event)
{
    if (m_isPossible || !isPress(*event))
        return QPushButton::event(event);
    event->accept();
    return true;
}

bool SteadyButton::hitButton(const QPoint &position) const
{
    return m_isPossible && QPushButton::hitButton(position);
}

void SteadyButton::focusOutEvent(QFocusEvent *event)
{
    QPushButton::focusOutEvent(event);
    if (!m_isPossible && window()->focusWidget() != this)
        setEnabled(false);
}

void SteadyButton::initStyleOption(QStyleOptionButton *option) const
{
    QPushButton::initStyleOption(option);
    if (m_isPossible)
        return;
    option->state &= ~QStyle::State_Enabled;
    option->state &= ~QStyle::State_MouseOver;
    option->palette.setCurrentColorGroup(QPalette::Disabled);
}

} // namespace Tokenwright

#include "moc_SteadyButton.cpp"
