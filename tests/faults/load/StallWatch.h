// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QTimer>

/// Finds out for how long this thread did not come to its event loop: a timer of 5 ms notes by how
/// much it was late. What the thread waited for a processor that others had is told apart, because
/// that is the machine's doing (from the kernel's schedstat; 0 where there is none).
class StallWatch : public QObject
{
    Q_OBJECT

public:
    explicit StallWatch(QObject *parent = nullptr);

Q_SIGNALS:
    /// Between two ticks there were \a milliseconds more than there should be, and of those \a
    /// waiting for a processor. \a now is the steady clock's, in milliseconds.
    void ticked(double now, double milliseconds, double waiting);

private:
    void tick();

    QTimer m_timer;
    double m_last = 0;
    double m_waited = 0;
};
