// SPDX-License-Identifier: MIT
#include "Clock.h"

#include <QDateTime>
#include <QUuid>

#include <chrono>
#include <utility>

namespace Tokenwright {

namespace {

/// The same for every clock of this process, and never that of another.
QString processId()
{
    static const QString id{u"process-" + QUuid::createUuid().toString(QUuid::WithoutBraces)};
    return id;
}

} // namespace

Clock::~Clock() = default;

SystemClock::SystemClock(Boot boot)
    : m_boot(std::move(boot))
{ }

Moment SystemClock::now() const
{
    using namespace std::chrono;
    const qint64 wall = QDateTime::currentMSecsSinceEpoch();
    const QString bootId = m_boot.id.isEmpty() ? processId() : m_boot.id;
    // the one that timers of the kernel's go by as well
    if (const auto boot = m_boot.milliseconds())
        return {.wall = wall, .boot = *boot, .bootId = bootId};
    const auto steady = duration_cast<milliseconds>(steady_clock::now().time_since_epoch());
    return {.wall = wall, .boot = steady.count(), .bootId = processId()};
}

} // namespace Tokenwright
