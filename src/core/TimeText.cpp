// SPDX-License-Identifier: MIT
#include "TimeText.h"

#include "Literals.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

namespace Tokenwright {

namespace {

QString withDate(const QDateTime &time, const QString &clock, qint64 now)
{
    if (time.date() == QDateTime::fromMSecsSinceEpoch(now).date())
        return clock;
    return QLocale().toString(time.date(), QLocale::ShortFormat) + u' ' + clock;
}

} // namespace

QString momentText(qint64 milliseconds, qint64 now)
{
    const QLocale locale;
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(milliseconds);
    static const QRegularExpression zone(u"\\s*\\(?t+\\)?\\s*(?=[^']*(?:'[^']*'[^']*)*$)"_s);
    const QString clock = locale.toString(
        time.time(), locale.timeFormat(QLocale::LongFormat).remove(zone).trimmed());
    return withDate(time, clock, now);
}

QString minuteText(qint64 milliseconds, qint64 now)
{
    const QLocale locale;
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(milliseconds);
    const QString format = locale.timeFormat(QLocale::ShortFormat)
                               .remove(u":ss"_s); // as "C" has it
    return withDate(time, locale.toString(time.time(), format), now);
}

} // namespace Tokenwright
