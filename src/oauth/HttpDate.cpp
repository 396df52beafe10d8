// SPDX-License-Identifier: MIT
#include "oauth/HttpDate.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace Tokenwright {

std::optional<qint64> httpDate(const QByteArray &text)
{
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()),
                                             QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!date.isValid())
        return {};
    date = QDateTime(date.date(), date.time(), QTimeZone::utc());
    return date.toMSecsSinceEpoch();
}

} // namespace Tokenwright
