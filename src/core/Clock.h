// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Tokenwright {

/// One reading of both clocks, in milliseconds.
struct Moment
{
    qint64 wall = 0; ///< Since the epoch, UTC. Can be stepped by hand or by NTP.
    qint64 boot
        = 0; ///< Since this boot, suspend included. Never steps, means nothing after a reboot.
    QString bootId; ///< Which boot `boot` counts from; empty where the system cannot tell.
};

/// Where time comes from. Injected into whatever needs it, so that tests own it.
class Clock
{
public:
    Clock() = default;
    virtual ~Clock();
    Q_DISABLE_COPY_MOVE(Clock)

    virtual Moment now() const = 0;
};

/// The machine's clocks (CLOCK_REALTIME and CLOCK_BOOTTIME on Linux). Any thread.
class SystemClock final : public Clock
{
public:
    SystemClock();
    Moment now() const override;

private:
    QString m_bootId;
};

} // namespace Tokenwright
