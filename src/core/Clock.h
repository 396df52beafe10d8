// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <functional>
#include <optional>

namespace Tokenwright {

/// One reading of both clocks, in milliseconds.
struct Moment
{
    qint64 wall = 0; ///< Since the epoch, UTC. Can be stepped by hand or by NTP.
    /// Never steps. Since this boot, suspend included, where the system tells; elsewhere since some
    /// moment that this process alone knows.
    qint64 boot = 0;
    QString bootId; ///< What `boot` counts from: readings compare within one bootId alone.
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

/// The machine's clocks. Any thread.
class SystemClock final : public Clock
{
public:
    /// What the system tells of the time since it was booted.
    struct Boot
    {
        QString id; ///< The same for every program until the next boot; empty: cannot be told.
        std::function<std::optional<qint64>()> milliseconds; ///< Nothing: cannot be told.
    };

    /// CLOCK_BOOTTIME and the kernel's boot ID on Linux; other systems tell nothing.
    SystemClock();
    /// Where \a boot tells nothing, a steady clock of this process's and an ID of its own take its
    /// place, so that whatever is to happen later does happen.
    explicit SystemClock(Boot boot);
    Moment now() const override;

private:
    const Boot m_boot;
};

} // namespace Tokenwright
