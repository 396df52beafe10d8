// SPDX-License-Identifier: MIT
#include "KeyboardReturn.h"

#include "WindowActivation.h"

#include <QApplication>
#include <QWidget>
#include <QWindow>

#include <algorithm>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

/// Within which a window manager has given the keyboard to another window, if it does.
constexpr auto windowManagersTurn = 250ms;

} // namespace

KeyboardReturn::KeyboardReturn(QObject *parent)
    : QObject(parent)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(windowManagersTurn);
    connect(&m_rest, &QTimer::timeout, this, &KeyboardReturn::giveBack);
    connect(qGuiApp, &QGuiApplication::focusWindowChanged, this, &KeyboardReturn::onFocusChanged);
}

void KeyboardReturn::onFocusChanged(QWindow *window)
{
    if (!window || window == m_window)
        return;
    m_window = window;
    m_below.clear();
    for (QWindow *below = window->transientParent(); below; below = below->transientParent())
        m_below.append(below);
    // one that is hidden or deleted while it has the keyboard loses it without a signal
    connect(window, &QWindow::visibleChanged, this, &KeyboardReturn::onGone, Qt::UniqueConnection);
    connect(window, &QObject::destroyed, this, &KeyboardReturn::onGone, Qt::UniqueConnection);
}

void KeyboardReturn::onGone()
{
    if (!m_below.isEmpty() && (!m_window || !m_window->isVisible()))
        m_rest.start();
}

void KeyboardReturn::giveBack() const
{
    if (const QWindow *has = QGuiApplication::focusWindow(); has && has->isVisible())
        return;
    const auto next = std::ranges::find_if(
        m_below, [](const QPointer<QWindow> &below) { return below && below->isVisible(); });
    if (next == m_below.end())
        return;
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget *window : windows) {
        if (window->windowHandle() == *next)
            activateForUser(*window, {});
    }
}

} // namespace Tokenwright

#include "moc_KeyboardReturn.cpp"
