// SPDX-License-Identifier: MIT
#pragma once

#include <ctime>

/// What this process has worked since this was made: the same on a busy machine, unlike an elapsed
/// time.
class ProcessorTime
{
public:
    int milliseconds() const { return int((std::clock() - m_start) * 1000 / CLOCKS_PER_SEC); }

private:
    const std::clock_t m_start = std::clock();
};
