// SPDX-License-Identifier: MIT
#include "LifetimeBar.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace Tokenwright {

namespace {

constexpr double shortestLife = 60'000; // milliseconds
constexpr double longestLife = 24 * 60 * shortestLife;
constexpr double barContrast = 3;

double linearLight(double part)
{
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

double luminanceOf(const QColor &color)
{
    return 0.2126 * linearLight(color.redF()) + 0.7152 * linearLight(color.greenF())
        + 0.0722 * linearLight(color.blueF());
}

double contrastOf(const QColor &one, const QColor &other)
{
    const auto [darker, lighter] = std::minmax(luminanceOf(one), luminanceOf(other));
    return (lighter + 0.05) / (darker + 0.05);
}

QColor mixed(const QColor &from, const QColor &to, double share)
{
    const auto part = [share](float a, float b) { return float(a + (b - a) * share); };
    return QColor::fromRgbF(part(from.redF(), to.redF()), part(from.greenF(), to.greenF()),
                            part(from.blueF(), to.blueF()));
}

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

double lifetimeShare(qint64 remaining)
{
    if (remaining <= 0)
        return 0;
    return std::clamp(std::log(double(remaining) / shortestLife)
                          / std::log(longestLife / shortestLife),
                      0.0, 1.0);
}

QColor lifetimeTrackColor(const BarGround &ground)
{
    return mixed(ground.palette.color(ground.role), inkOf(ground), 0.15);
}

QColor lifetimeBarColor(TokenState state, const BarGround &ground)
{
    const QColor ink = inkOf(ground);
    if (ground.role == QPalette::Highlight)
        return ink;
    const QColor base = ground.palette.color(ground.role);
    const QColor track = lifetimeTrackColor(ground);
    const bool isDark = luminanceOf(base) < luminanceOf(ink);
    QColor color = ground.palette.color(QPalette::Highlight);
    if (state == TokenState::LastMinute)
        color = isDark ? QColor(0xff, 0x8f, 0x85) : QColor(0xb3, 0x26, 0x1e);
    else if (state == TokenState::Soon)
        color = isDark ? QColor(0xff, 0xc2, 0x4d) : QColor(0x8a, 0x5a, 0x00);
    double share = 0;
    QColor seen = color;
    while (share < 1
           && (contrastOf(seen, base) < barContrast || contrastOf(seen, track) < barContrast)) {
        share += 0.05;
        seen = mixed(color, ink, share);
    }
    return seen;
}

void paintLifetimeBar(QPainter *painter, const QRect &rect, const TokenStatus &status,
                      const BarGround &ground)
{
    const double radius = rect.height() / 2.0;
    QRect filled = rect;
    // in the last minute a dot remains
    filled.setWidth(std::max(int(rect.width() * lifetimeShare(status.remaining)), rect.height()));
    // what waits to be copied is as fresh as what is left of it
    const TokenState state = status.state != TokenState::Ready ? status.state
        : status.remaining > 10 * 60'000                       ? TokenState::Fresh
        : status.remaining > 60'000                            ? TokenState::Soon
                                                               : TokenState::LastMinute;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(lifetimeTrackColor(ground));
    painter->drawRoundedRect(rect, radius, radius);
    painter->setBrush(lifetimeBarColor(state, ground));
    painter->drawRoundedRect(QStyle::visualRect(ground.direction, rect, filled), radius, radius);
    painter->restore();
}

} // namespace Tokenwright
