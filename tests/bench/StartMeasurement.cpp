// SPDX-License-Identifier: MIT
#include "StartMeasurement.h"

#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QPixmap>
#include <QProcess>
#include <QScreen>
#include <QThread>

using namespace Qt::StringLiterals;

namespace {

/// A small patch of the screen's middle: large enough to hold more than one colour of a table.
QImage middleOfTheScreen()
{
    QScreen *screen = QGuiApplication::primaryScreen();
    const QPoint middle = screen->geometry().center();
    return screen->grabWindow(0, middle.x() - 8, middle.y() - 8, 16, 16).toImage();
}

bool waitForMiddle(bool empty, const QImage &background)
{
    QElapsedTimer timer;
    timer.start();
    while ((middleOfTheScreen() == background) != empty) {
        if (timer.elapsed() > 20000)
            return false;
        QThread::usleep(
            300); // The display tells nobody what is painted; leave the processor alone.
    }
    return true;
}

/// Processor time the process has used so far, in clock ticks.
qint64 processorTime(qint64 processId)
{
    QFile file(u"/proc/%1/stat"_s.arg(processId));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(' ');
    return fields.value(13).toLongLong() + fields.value(14).toLongLong();
}

/// Until it has not used the processor for 300 ms; what it does later is not part of starting.
void waitUntilIdle(qint64 processId)
{
    qint64 used = processorTime(processId);
    for (int quiet = 0; quiet < 3;) {
        QThread::msleep(100);
        const qint64 now = processorTime(processId);
        quiet = now == used ? quiet + 1 : 0;
        used = now;
    }
}

double proportionalSetSize(qint64 processId)
{
    QFile file(u"/proc/%1/smaps_rollup"_s.arg(processId));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("Pss:"))
            return line.mid(4).simplified().split(' ').constFirst().toDouble() / 1024;
    }
    return 0;
}

} // namespace

std::optional<StartMeasurement> measureStart(const QString &program,
                                             const QProcessEnvironment &environment)
{
    static const QImage background = middleOfTheScreen();
    if (!waitForMiddle(true, background))
        return std::nullopt;
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.setProcessEnvironment(environment);
    QElapsedTimer timer;
    timer.start();
    process.start(program, QStringList());
    if (!process.waitForStarted())
        return std::nullopt;
    StartMeasurement measurement;
    const bool shown = waitForMiddle(false, background);
    measurement.milliseconds = double(timer.nsecsElapsed()) / 1e6;
    if (shown) {
        waitUntilIdle(process.processId());
        measurement.mebibytes = proportionalSetSize(process.processId());
    }
    process.terminate();
    if (!process.waitForFinished(5000))
        process.kill();
    process.waitForFinished();
    return shown ? std::optional(measurement) : std::nullopt;
}
