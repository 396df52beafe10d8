// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QSocketNotifier;

namespace Tokenwright {

/// Tells when somebody sets the wall clock, and when the machine wakes from suspend: the moments at
/// which what was reckoned by that clock has to be reckoned anew. On Linux the kernel says so and
/// nothing runs meanwhile; elsewhere it never tells.
class ClockWatch : public QObject
{
    Q_OBJECT

public:
    explicit ClockWatch(QObject *parent = nullptr);
    ~ClockWatch() override;

Q_SIGNALS:
    void clockSet();

private:
    void arm();

    int m_descriptor = -1;
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace Tokenwright
