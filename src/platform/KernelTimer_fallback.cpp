// SPDX-License-Identifier: MIT
#include "KernelTimer.h"

namespace Tokenwright {

KernelTimer::KernelTimer(Time time, QObject *parent)
    : QObject(parent)
    , m_time(time)
{ }

KernelTimer::~KernelTimer() = default;

void KernelTimer::start(std::optional<qint64>) { }

} // namespace Tokenwright

#include "moc_KernelTimer.cpp"
