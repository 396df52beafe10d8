// SPDX-License-Identifier: MIT
#pragma once

#include "Clock.h"

/// A clock that only moves when told to.
class FakeClock final : public Tokenwright::Clock
{
public:
    Tokenwright::Moment moment{
        .wall = 1'800'000'000'000, .boot = 5'000'000, .bootId = QStringLiteral("first-boot")};

    Tokenwright::Moment now() const override { return moment; }

    /// Time passes, awake or asleep: both clocks move.
    void advance(qint64 milliseconds)
    {
        moment.wall += milliseconds;
        moment.boot += milliseconds;
    }
    /// Somebody sets the wall clock.
    void step(qint64 milliseconds) { moment.wall += milliseconds; }
    void reboot(const QString &id, qint64 bootMilliseconds = 20'000)
    {
        moment.bootId = id;
        moment.boot = bootMilliseconds;
    }
};
