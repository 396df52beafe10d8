// SPDX-License-Identifier: MIT
#include "HttpDate.h"

#include "Literals.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <cmath>
#include <utility>

namespace Tokenwright {

std::optional<qint64> httpDate(const QByteArray &text)
{
    const QString clean = QString::fromLatin1(text).simplified();
    // Without the day of the week, which is another one in the wrong century.
    const QString day = clean.section(u',', 1).trimmed();
    const std::pair<QString, QString> forms[]{{day, u"dd MMM yyyy hh:mm:ss 'GMT'"_s},
                                              {day, u"dd-MMM-yy hh:mm:ss 'GMT'"_s},
                                              {clean.section(u' ', 1), u"MMM d hh:mm:ss yyyy"_s}};
    for (const auto &[stated, format] : forms) {
        QDateTime date = QLocale::c().toDateTime(stated, format);
        if (!date.isValid())
            continue;
        // Two digits of a year: the later century, unless that is far ahead (RFC 9110 §5.6.7).
        if (date.date().year() < 1970)
            date = date.addYears(100);
        return QDateTime(date.date(), date.time(), QTimeZone::utc()).toMSecsSinceEpoch();
    }
    return {};
}

std::optional<qint64> retryMoment(const QByteArray &retryAfter, const QByteArray &date, qint64 now)
{
    constexpr qint64 longest = 10LL * 365 * 24 * 3600 * 1000;
    const QByteArray text = retryAfter.trimmed();
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (isNumber && std::isfinite(seconds)) // "nan" and "inf" are numbers to Qt
        return now + qint64(std::clamp(seconds * 1000, 0.0, double(longest)));
    const auto moment = httpDate(text);
    if (!moment)
        return {};
    return now + std::clamp<qint64>(*moment - httpDate(date).value_or(now), 0, longest);
}

} // namespace Tokenwright
