// SPDX-License-Identifier: MIT
#include "TokenStatus.h"

#include "Text.h"

namespace Tokenwright {

namespace {

constexpr qint64 lastMinute = 60'000;
constexpr qint64 soon = 10 * lastMinute;

} // namespace

TokenState countingState(qint64 remaining)
{
    return remaining >= soon     ? TokenState::Fresh
        : remaining > lastMinute ? TokenState::Soon
                                 : TokenState::LastMinute;
}

TokenStatus tokenStatus(const TokenRecord &record, const Moment &now)
{
    TokenStatus status;
    if (record.hasToken) {
        const auto remaining = remainingMilliseconds(record.lifetime, now);
        if (!remaining) {
            status.state = TokenState::UnknownLifetime;
            return status;
        }
        if (*remaining > 0) {
            status.remaining = *remaining;
            status.whole = wholeMilliseconds(record.lifetime).value_or(*remaining);
            status.state = countingState(*remaining);
            return status;
        }
    }
    if (record.lastFailure) {
        status.state = TokenState::Failed;
        status.failure = record.lastFailure;
    } else if (record.hasToken) {
        status.state = TokenState::Expired;
    }
    return status;
}

int tokenStatusOrder(TokenState state)
{
    switch (state) {
    case TokenState::Failed:
        return 0;
    case TokenState::Expired:
        return 1;
    case TokenState::Fresh:
    case TokenState::Soon:
    case TokenState::LastMinute:
    case TokenState::Ready:
        return 2;
    case TokenState::UnknownLifetime:
        return 3;
    case TokenState::None:
    case TokenState::Working:
        return 4;
    }
    return 4;
}

bool needsAttention(const TokenStatus &status, bool keptFresh)
{
    return status.state == TokenState::Failed || status.secretEnds
        || (keptFresh && status.state == TokenState::Expired);
}

QString tokenStatusText(const TokenStatus &status)
{
    switch (status.state) {
    case TokenState::None:
        return Text::tr("no token yet");
    case TokenState::Working:
        // whole seconds that have passed: what is left counts those that have begun
        return status.elapsed < 1000
            ? Text::tr("minting…")
            : Text::tr("minting… %1").arg(durationText(status.elapsed / 1000 * 1000));
    case TokenState::Fresh:
    case TokenState::Soon:
    case TokenState::LastMinute:
        return remainingText(status.remaining);
    case TokenState::Expired:
        return Text::tr("expired");
    case TokenState::UnknownLifetime:
        return Text::tr("valid, lifetime unknown");
    case TokenState::Failed:
        return status.failure
            ? errorLabel(status.failure->kind,
                         status.reason.isEmpty() ? status.failure->code : status.reason)
            : QString();
    case TokenState::Ready:
        return status.remaining > 0
            ? Text::tr("ready to copy, %1").arg(remainingText(status.remaining))
            : Text::tr("ready to copy");
    }
    return {};
}

} // namespace Tokenwright
