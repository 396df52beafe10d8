// SPDX-License-Identifier: MIT
#include "WindowPresence.h"

#include "WindowActivation.h"

#include <QApplication>
#include <QEvent>
#include <QScopedValueRollback>
#include <QWidget>

namespace Tokenwright {

namespace {

// A click on a panel takes the activity from the window before the tray hears of the click.
constexpr qint64 clickMilliseconds = 500;

} // namespace

WindowPresence::WindowPresence(QWidget &window, std::function<bool()> staysOnClose, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_staysOnClose(std::move(staysOnClose))
{
    m_window.installEventFilter(this);
}

void WindowPresence::present(const QByteArray &activationToken)
{
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.show();
    QWidget *dialog = QApplication::activeModalWidget();
    activateForUser(dialog ? *dialog->window() : m_window, activationToken);
}

void WindowPresence::putAway()
{
    if (!m_trayAvailable || QApplication::activeModalWidget()) {
        present();
        return;
    }
    const QScopedValueRollback puttingAway(m_puttingAway, true);
    m_window.close(); // what is remembered on closing is remembered now
}

void WindowPresence::toggle()
{
    if (isInFront())
        putAway();
    else
        present();
}

bool WindowPresence::isAway() const
{
    return !m_window.isVisible() || m_window.isMinimized();
}

bool WindowPresence::isInFront() const
{
    return !isAway()
        && (m_window.isActiveWindow()
            || (m_sinceDeactivated.isValid() && !m_sinceDeactivated.hasExpired(clickMilliseconds)));
}

void WindowPresence::setTrayAvailable(bool available)
{
    m_trayAvailable = available;
    if (!available && !m_window.isVisible() && !QApplication::quitOnLastWindowClosed())
        present();
}

bool WindowPresence::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Close:
        // Decided at every close: the preference and the tray may have changed since the last.
        QApplication::setQuitOnLastWindowClosed(
            !(m_trayAvailable && (m_puttingAway || m_staysOnClose())));
        break;
    case QEvent::Show:
        QApplication::setQuitOnLastWindowClosed(true);
        break;
    case QEvent::WindowDeactivate:
        m_sinceDeactivated.start();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace Tokenwright

#include "moc_WindowPresence.cpp"
