// SPDX-License-Identifier: MIT
#include "ExpiryPlan.h"

#include "Text.h"

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 togetherWithin = 5'000;
constexpr qint64 roundedUpFrom = 55; // seconds

} // namespace

qint64 warningTime(const TokenLifetime &lifetime)
{
    return std::clamp<qint64>(wholeMilliseconds(lifetime).value_or(0) / 2, 0, minute);
}

ExpiryPlan planExpiryNotices(const QList<WatchedToken> &tokens, const Moment &now)
{
    struct Waiting
    {
        QString setId;
        qint64 remaining;
        qint64 wait; ///< Until it is due; zero or less: now.
    };
    QList<Waiting> waiting;
    for (const WatchedToken &token : tokens) {
        const auto remaining = remainingMilliseconds(token.lifetime, now);
        if (remaining && !token.isTold)
            waiting.append({token.setId, *remaining, *remaining - warningTime(token.lifetime)});
    }
    std::ranges::stable_sort(waiting, {}, &Waiting::remaining);
    const bool any = std::ranges::any_of(waiting, [](const Waiting &one) { return one.wait <= 0; });

    ExpiryPlan plan;
    for (const Waiting &one : std::as_const(waiting)) {
        if (any && one.wait <= togetherWithin)
            plan.due.append(one.setId);
        else
            plan.next = std::min(plan.next.value_or(one.wait), one.wait);
    }
    return plan;
}

QString shortTimeText(qint64 milliseconds)
{
    const qint64 seconds = std::max<qint64>(1, (milliseconds + 999) / 1000);
    if (seconds < roundedUpFrom)
        return Text::tr("%n second(s)", nullptr, int(seconds));
    return Text::tr("%n minute(s)", nullptr, int((seconds + 59) / 60));
}

} // namespace Tokenwright
