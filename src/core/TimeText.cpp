// SPDX-License-Identifier: MIT
#include "TimeText.h"

#include "Literals.h"

#include <QDateTime>
#include <QLocale>
#include <QStringList>

namespace Tokenwright {

namespace {

QString withoutZone(const QString &format)
{
    QStringList parts = format.split(u'\'');
    for (qsizetype i = 0; i < parts.size(); i += 2) { // outside of quotation marks
        for (const QString &zone : {u"(tttt)"_s, u"(t)"_s, u"t"_s})
            parts[i].remove(zone);
    }
    return parts.join(u'\'').trimmed();
}

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
    const QString clock = locale.toString(time.time(),
                                          withoutZone(locale.timeFormat(QLocale::LongFormat)));
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
