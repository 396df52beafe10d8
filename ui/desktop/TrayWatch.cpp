// SPDX-License-Identifier: MIT
#include "TrayWatch.h"

#include <QSystemTrayIcon>

namespace Tokenwright {

TrayWatch::TrayWatch(QObject *parent)
    : QObject(parent)
{
    connect(&m_host, &TrayHost::changed, this, &TrayWatch::update);
}

TrayWatch::~TrayWatch() = default;

void TrayWatch::start()
{
    m_host.start();
    lookAtDisplay();
}

void TrayWatch::update()
{
    const bool available = (m_host.isThere() || m_hasDisplayTray)
        && QSystemTrayIcon::isSystemTrayAvailable();
    if (std::exchange(m_available, available) != available)
        Q_EMIT availableChanged(available);
}

} // namespace Tokenwright

#include "moc_TrayWatch.cpp"
