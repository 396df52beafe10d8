// SPDX-License-Identifier: MIT
#include "LifetimeBar.h"

#include "Tones.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr double barContrast = 3;

QColor inkOf(const BarGround &ground)
{
    switch (ground.role) {
    case QPalette::Highlight:
        return ground.palette.color(QPalette::HighlightedText);
    case QPalette::Window:
        return ground.palette.color(QPalette::WindowText);
    default:
        return ground.palette.color(QPalette::Text);
    }
}

} // namespace

double lifetimeShare(qint64 remaining, qint64 whole)
{
    if (remaining <= 0)
        return 0;
    return whole <= 0 ? 1 : std::clamp(double(remaining) / double(whole), 0.0, 1.0);
}

QColor lifetimeTrackColor(const BarGround &ground)
{
    return mixedColor(ground.palette.color(ground.role), inkOf(ground), 0.15);
}

QColor lifetimeBarColor(TokenState state, const BarGround &ground)
{
    const QColor ink = inkOf(ground);
    if (ground.role == QPalette::Highlight)
        return ink;
    const QColor color = state == TokenState::LastMinute ? toneColor(Tone::Bad, ground.palette)
        : state == TokenState::Soon                      ? toneColor(Tone::Caution, ground.palette)
                                    : ground.palette.color(QPalette::Highlight);
    return withContrast(color, ink, {ground.palette.color(ground.role), lifetimeTrackColor(ground)},
                        barContrast);
}

void paintLifetimeBar(QPainter *painter, const QRect &rect, const TokenStatus &status,
                      const BarGround &ground)
{
    const double radius = rect.height() / 2.0;
    QRect filled = rect;
    const double share = lifetimeShare(status.remaining, status.whole);
    filled.setWidth(std::max(int(rect.width() * share), rect.height())); // a dot at least
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(lifetimeTrackColor(ground));
    painter->drawRoundedRect(rect, radius, radius);
    if (status.remaining > 0) {
        painter->setBrush(lifetimeBarColor(countingState(status.remaining), ground));
        painter->drawRoundedRect(QStyle::visualRect(ground.direction, rect, filled), radius,
                                 radius);
    }
    painter->restore();
}

} // namespace Tokenwright
