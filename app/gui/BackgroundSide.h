// SPDX-License-Identifier: MIT
#pragma once

#include "Engine.h"
#include "ExpiryNotices.h"
#include "SecretNotices.h"
#include "Tray.h"

#include "Notifier.h"
#include "TokenKeeper.h"
#include "WakeTimer.h"

#include <memory>

namespace Tokenwright {

class MainWindow;
class WindowPresence;

/// What goes on behind the window: tray, notices, and tokens that are kept fresh. Made once the
/// window is on the screen, which need not wait for it. What it is made of is borrowed.
class BackgroundSide : public QObject
{
    Q_OBJECT

public:
    BackgroundSide(Engine &engine, MainWindow &window, WindowPresence &presence);
    ~BackgroundSide() override;

private:
    SystemWakeTimer m_renewalTimer;
    const TokenKeeper m_keeper;
    std::optional<Tray> m_tray;
    const std::unique_ptr<Notifier> m_notifier;
    SystemWakeTimer m_noticeTimer;
    std::optional<ExpiryNotices> m_notices;
    SystemWakeTimer m_secretTimer;
    std::optional<SecretNotices> m_secretNotices;
};

} // namespace Tokenwright
