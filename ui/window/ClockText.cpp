// SPDX-License-Identifier: MIT
#include "ClockText.h"

#include <QDateTime>
#include <QLocale>

namespace Tokenwright {

QString clockText(qint64 milliseconds)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(milliseconds);
    const QLocale locale;
    const QString clock = locale.toString(time.time(), QLocale::LongFormat).section(u' ', 0, 0);
    if (time.date() == QDate::currentDate())
        return clock;
    return locale.toString(time.date(), QLocale::ShortFormat) + u' ' + clock;
}

} // namespace Tokenwright
