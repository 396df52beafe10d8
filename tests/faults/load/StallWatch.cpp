// SPDX-License-Identifier: MIT
#include "StallWatch.h"

#include <algorithm>
#include <chrono>

#include <fcntl.h>
#include <unistd.h>

namespace {

constexpr double interval = 5; // milliseconds

double steadyNow()
{
    using Milliseconds = std::chrono::duration<double, std::milli>;
    return Milliseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// How long this thread has waited for a processor so far, in milliseconds.
double waitedForProcessor()
{
    const int file = ::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
    char text[128]{};
    const ssize_t size = file < 0 ? -1 : ::read(file, text, sizeof text - 1);
    if (file >= 0)
        ::close(file);
    const QList<QByteArray> fields = QByteArray(text, std::max<qsizetype>(size, 0)).split(' ');
    return fields.value(1).toDouble() / 1e6;
}

} // namespace

StallWatch::StallWatch(QObject *parent)
    : QObject(parent)
    , m_last(steadyNow())
    , m_waited(waitedForProcessor())
{
    connect(&m_timer, &QTimer::timeout, this, &StallWatch::tick);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.start(int(interval));
}

void StallWatch::tick()
{
    const double waited = waitedForProcessor();
    const double now = steadyNow();
    Q_EMIT ticked(now, std::max(0.0, now - m_last - interval), waited - m_waited);
    m_waited = waited;
    m_last = steadyNow();
}

#include "moc_StallWatch.cpp"
