// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <optional>

class QSocketNotifier;

namespace Tokenwright {

/// A timer of Linux's kernel (timerfd_create(2)), by clocks that Qt's own timers do not know. Where
/// there is none, it does not exist() and never fires; but on Windows Time::OfDay fires when the
/// time is set and when the machine wakes. Nothing runs while it waits. Lives in a thread with an
/// event loop.
class KernelTimer : public QObject
{
    Q_OBJECT

public:
    enum class Time {
        SinceBoot, ///< Moment::boot, which counts suspend: what was due then fires on waking.
        OfDay, ///< Moment::wall. Fires, too, when somebody sets it and when the machine wakes.
    };

    explicit KernelTimer(Time time, QObject *parent = nullptr);
    ~KernelTimer() override;

    bool exists() const { return m_notifier != nullptr; }
    /// Fires once when its time is \a milliseconds or more, in place of what was said before.
    /// Nothing: at no time.
    void start(std::optional<qint64> milliseconds);

Q_SIGNALS:
    void fired();

private:
    Time m_time;
    int m_descriptor = -1;
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace Tokenwright
