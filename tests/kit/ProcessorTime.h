// SPDX-License-Identifier: MIT
#pragma once

#include "Posix.h"

/// What this process has worked since this was made: the same on a busy machine, unlike an elapsed
/// time, and near enough under AddressSanitizer, which makes most work take four times as long.
class ProcessorTime
{
public:
    int milliseconds() const { return int((Posix::processorTime() - m_start) / slowdown); }

private:
#ifdef __SANITIZE_ADDRESS__
    static constexpr int slowdown = 4;
#else
    static constexpr int slowdown = 1;
#endif
    const qint64 m_start = Posix::processorTime();
};
