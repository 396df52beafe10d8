// SPDX-License-Identifier: MIT
#pragma once

#include "BackgroundSide.h"
#include "Engine.h"
#include "KeyboardReturn.h"
#include "MainWindow.h"
#include "WindowPresence.h"

#include <optional>

namespace Tokenwright {

/// The window and what goes with it; a palette alone does without. What it is made of is borrowed.
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
    std::optional<BackgroundSide> m_background; ///< Once the window is on the screen.
};

} // namespace Tokenwright
