// SPDX-License-Identifier: MIT
#pragma once

#include "KernelTimer.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace Tokenwright {

/// Wakes the program at a moment of the boot clock, and whenever the wall clock was set, because
/// what is due by one may then be due by the other. Injected, so that tests own it.
class WakeTimer : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Emits woke() once when the boot clock reads \a bootMilliseconds or more (Moment::boot);
    /// takes the place of the moment set before. Nothing: wakes only when the wall clock was set.
    virtual void wakeAt(std::optional<qint64> bootMilliseconds) = 0;

Q_SIGNALS:
    void woke();
};

/// On Linux by a timer of the kernel's that counts suspend and so is due at once on waking; Qt's
/// own stand still meanwhile. Elsewhere by a Qt timer that looks again every minute, on Windows on
/// waking too.
class SystemWakeTimer final : public WakeTimer
{
    Q_OBJECT

public:
    explicit SystemWakeTimer(QObject *parent = nullptr);

    void wakeAt(std::optional<qint64> bootMilliseconds) override;

private:
    KernelTimer m_bootTimer{KernelTimer::Time::SinceBoot};
    KernelTimer m_clockWatch{KernelTimer::Time::OfDay}; ///< Never due: it tells when that is set.
    QTimer m_timer; ///< Where the kernel has no such timer.
    std::optional<qint64> m_due;
};

} // namespace Tokenwright
