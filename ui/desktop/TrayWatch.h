// SPDX-License-Identifier: MIT
#pragma once

#include "TrayHost.h"

#include <QAbstractNativeEventFilter>
#include <QObject>

namespace Tokenwright {

/// Whether the desktop has a tray, as it comes and goes. Asks the system (TrayHost) and, on X11,
/// the system tray's selection; Qt is asked only once one of them says yes, because it asks D-Bus
/// once in a program's life and waits for the answer. Nothing runs while nothing changes. Lives in
/// the GUI thread.
class TrayWatch : public QObject, private QAbstractNativeEventFilter
{
    Q_OBJECT

public:
    explicit TrayWatch(QObject *parent = nullptr);
    ~TrayWatch() override;

    /// Looks for the first time; the answer may come later.
    void start();
    bool isAvailable() const { return m_available; }

Q_SIGNALS:
    void availableChanged(bool available);

private:
    void update();
    // --- differ by display
    void lookAtDisplay();
    bool nativeEventFilter(const QByteArray &type, void *message, qintptr *result) override;

    TrayHost m_host; ///< A StatusNotifierItem would be shown.
    bool m_available = false;
    bool m_hasDisplayTray = false; ///< An X11 window would be shown.
    quint32 m_managerAtom = 0;
    quint32 m_trayAtom = 0; ///< _NET_SYSTEM_TRAY_S0
    quint32 m_trayWindow = 0;
};

} // namespace Tokenwright
