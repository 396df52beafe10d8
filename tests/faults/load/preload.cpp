// SPDX-License-Identifier: MIT
// Preloaded (LD_PRELOAD) into the built window, so that the very program is measured that people
// run: a line "NOW STALL WAITING" (milliseconds, see StallWatch.h) in the file STALLWATCH_FILE for
// every stall of 10 ms, and one every half a second in any case, so that silence is no good news.
#include "StallWatch.h"

#include <QCoreApplication>
#include <QFile>

namespace {

constexpr double worthTelling = 10;
constexpr double pulse = 500;

void startWatching()
{
    const QString path = qEnvironmentVariable("STALLWATCH_FILE");
    if (path.isEmpty())
        return;
    auto *watch = new StallWatch(QCoreApplication::instance());
    auto *file = new QFile(path, watch);
    if (!file->open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        return;
    QObject::connect(watch, &StallWatch::ticked, watch,
                     [file, told = 0.0](double now, double stall, double waiting) mutable {
                         if (stall < worthTelling && now - told < pulse)
                             return;
                         told = now;
                         file->write(QByteArray::number(now, 'f', 1) + ' '
                                     + QByteArray::number(stall, 'f', 1) + ' '
                                     + QByteArray::number(waiting, 'f', 1) + '\n');
                     });
}

} // namespace

Q_COREAPP_STARTUP_FUNCTION(startWatching)
