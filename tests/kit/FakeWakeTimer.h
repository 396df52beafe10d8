// SPDX-License-Identifier: MIT
#pragma once

#include "WakeTimer.h"

/// A timer that remembers what it was set to; its test emits woke().
class FakeWakeTimer final : public Tokenwright::WakeTimer
{
public:
    void wakeAt(std::optional<qint64> bootMilliseconds) override { due = bootMilliseconds; }
    std::optional<qint64> due;
};
