// SPDX-License-Identifier: MIT
#pragma once

#include <ctime>

/// What this process has worked since this was made: the same on a busy machine, unlike an elapsed
/// time, and near enough under AddressSanitizer, which makes most work take four times as long.
class ProcessorTime
{
public:
    int milliseconds() const
    {
        return int((std::clock() - m_start) * 1000 / CLOCKS_PER_SEC / slowdown);
    }

private:
#ifdef __SANITIZE_ADDRESS__
    static constexpr int slowdown = 4;
#else
    static constexpr int slowdown = 1;
#endif
    const std::clock_t m_start = std::clock();
};
