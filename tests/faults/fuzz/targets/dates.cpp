// SPDX-License-Identifier: MIT
// Dates and waiting times in headers.
#include "FuzzTarget.h"

#include "HttpDate.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <cstring>

namespace Tokenwright::Fuzz::DatesTarget {

namespace {

constexpr qint64 now = 1'800'000'000'000;
constexpr qint64 longest = 10LL * 365 * 24 * 3600 * 1000;

void checkRetry(const QByteArray &retryAfter, const QByteArray &date)
{
    const auto moment = retryMoment(retryAfter, date, now);
    require(!moment || (*moment >= now && *moment <= now + longest),
            "nobody waits less than no time or more than ten years", retryAfter);
}

void checkForms(qint64 moment)
{
    const QDateTime date = QDateTime::fromMSecsSinceEpoch(moment, QTimeZone::utc());
    for (const auto &form : {u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s,
                             u"dddd, dd-MMM-yy hh:mm:ss 'GMT'"_s, u"ddd MMM d hh:mm:ss yyyy"_s}) {
        const QString text = QLocale::c().toString(date, form);
        require(httpDate(text.toLatin1()) == moment, "each form of a date is read", text);
    }
}

const Target datesTarget("dates", [](const QByteArray &bytes) {
    Input input(bytes);
    if (input.choose(4) == 3) {
        quint32 seconds = 0;
        std::memcpy(&seconds, input.rest().constData(),
                    std::min<std::size_t>(sizeof seconds, std::size_t(input.rest().size())));
        checkForms((978'307'200LL + seconds % 2'177'452'800U) * 1000); // 2001 to 2069
        return;
    }
    const QByteArray first = input.upTo('\n');
    httpDate(first);
    checkRetry(first, input.rest());
    checkRetry(first, {});
});

} // namespace

} // namespace Tokenwright::Fuzz::DatesTarget
