// SPDX-License-Identifier: MIT
#pragma once

#include "Engine.h"
#include "ExpiryNotices.h"
#include "KeyboardReturn.h"
#include "MainWindow.h"
#include "SecretNotices.h"
#include "Tray.h"
#include "WindowPresence.h"

#include "Notifier.h"
#include "TokenKeeper.h"
#include "WakeTimer.h"

#include <memory>
#include <optional>

namespace Tokenwright {

/// The window and what goes with it: tray, notices, and tokens that are kept fresh. A palette alone
/// does without. What it is made of is borrowed.
class WindowSide : public QObject
{
    Q_OBJECT

public:
    explicit WindowSide(Engine &engine, QObject *parent = nullptr);
    ~WindowSide() override;

    MainWindow &window() { return m_window; }
    WindowPresence &presence() { return m_presence; }

private:
    MainWindow m_window;
    WindowPresence m_presence;
    const KeyboardReturn m_keyboardReturn;
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
