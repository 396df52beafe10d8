// SPDX-License-Identifier: MIT
#include "Tones.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace Tokenwright {

namespace {

constexpr double leastForMarks = 3;
constexpr double leastForText = 4.5;
constexpr double leastForSelection = 5.2; // styles paint what the pointer is over lighter
constexpr double leastForDisabled
    = 3.75; // styles paint buttons and tabs lighter or darker than told

/// WCAG 2.2, "relative luminance".
double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

bool isReadable(const QColor &color, const QList<QColor> &grounds, double least)
{
    return std::ranges::all_of(
        grounds, [&](const QColor &ground) { return contrastRatio(color, ground) >= least; });
}

QColor wanted(Tone tone, const QPalette &palette)
{
    const QColor base = palette.color(QPalette::Base);
    const bool isDark = luminance(base) < 0.18; // where black and white are read equally well
    switch (tone) {
    case Tone::Secondary:
        return mixedColor(base, palette.color(QPalette::Text), 0.65);
    case Tone::Good:
        return isDark ? QColor(0x6f, 0xd0, 0x8c) : QColor(0x1a, 0x7f, 0x37);
    case Tone::Caution:
        return isDark ? QColor(0xff, 0xc2, 0x4d) : QColor(0x8a, 0x5a, 0x00);
    case Tone::Bad:
        return isDark ? QColor(0xff, 0x8f, 0x85) : QColor(0xb3, 0x26, 0x1e);
    }
    return palette.color(QPalette::Text);
}

} // namespace

QColor mixedColor(const QColor &from, const QColor &to, double part)
{
    const auto between = [part](float start, float end) {
        return float(start + (end - start) * part);
    };
    return QColor::fromRgbF(between(from.redF(), to.redF()), between(from.greenF(), to.greenF()),
                            between(from.blueF(), to.blueF()));
}

double contrastRatio(const QColor &one, const QColor &other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

QColor withContrast(const QColor &color, const QColor &end, const QList<QColor> &grounds,
                    double least)
{
    constexpr int steps = 20;
    for (int step = 0; step < steps; ++step) {
        // as a screen has it, so that what is measured there is what was asked for here
        const QColor moved = mixedColor(color, end, double(step) / steps).toRgb();
        if (isReadable(moved, grounds, least))
            return moved;
    }
    return end;
}

QColor toneColor(Tone tone, const QPalette &palette)
{
    return withContrast(wanted(tone, palette), palette.color(QPalette::Text),
                        {palette.color(QPalette::Base), palette.color(QPalette::AlternateBase),
                         palette.color(QPalette::Window)},
                        leastForText);
}

QColor keyboardColor(const QPalette &palette)
{
    return withContrast(palette.color(QPalette::Highlight), palette.color(QPalette::WindowText),
                        {palette.color(QPalette::Window)}, leastForMarks);
}

void paintKeyboardMark(QPainter *painter, const QRectF &rect, const QPalette &palette)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(keyboardColor(palette), 2));
    painter->drawRoundedRect(rect.adjusted(1, 1, -1, -1), 3, 3);
    painter->restore();
}

QColor inkOn(const QColor &ground)
{
    return contrastRatio(Qt::white, ground) >= contrastRatio(Qt::black, ground) ? Qt::white
                                                                                : Qt::black;
}

QPalette withReadableSelection(QPalette palette)
{
    for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
        const QColor ground = palette.color(group, QPalette::Highlight);
        const QColor text = palette.color(group, QPalette::HighlightedText);
        if (contrastRatio(ground, text) >= leastForSelection)
            continue;
        const QColor away = inkOn(text);
        palette.setColor(group, QPalette::Highlight,
                         withContrast(ground, away, {text}, leastForSelection));
    }
    return palette;
}

QPalette withReadableTexts(QPalette palette)
{
    palette = withReadableSelection(palette);
    const auto raise = [&palette](QPalette::ColorGroup group, QPalette::ColorRole role,
                                  const QList<QPalette::ColorRole> &on, double least) {
        QList<QColor> grounds;
        for (const QPalette::ColorRole ground : on)
            grounds.append(palette.color(group, ground));
        QColor color = palette.color(group, role);
        color = mixedColor(grounds.constFirst(), QColor(color.rgb()), color.alphaF());
        if (!isReadable(color, grounds, least))
            palette.setColor(group, role,
                             withContrast(color, inkOn(grounds.constFirst()), grounds, least));
    };
    for (const auto group : {QPalette::Active, QPalette::Inactive}) {
        raise(group, QPalette::Text, {QPalette::Base}, leastForText);
        raise(group, QPalette::WindowText, {QPalette::Window}, leastForText);
        raise(group, QPalette::ButtonText, {QPalette::Button}, leastForText);
        // never as strong as what was entered, which some styles make it
        palette.setColor(group, QPalette::PlaceholderText,
                         mixedColor(palette.color(group, QPalette::Base),
                                    palette.color(group, QPalette::Text), 0.5)
                             .toRgb());
        raise(group, QPalette::PlaceholderText, {QPalette::Base}, leastForText);
        for (const auto link : {QPalette::Link, QPalette::LinkVisited})
            raise(group, link, {QPalette::Base, QPalette::Window}, leastForText);
    }
    for (const auto text : {QPalette::Text, QPalette::PlaceholderText})
        raise(QPalette::Disabled, text, {QPalette::Base, QPalette::Window}, leastForDisabled);
    raise(QPalette::Disabled, QPalette::WindowText, {QPalette::Window, QPalette::Base},
          leastForDisabled);
    raise(QPalette::Disabled, QPalette::ButtonText, {QPalette::Button, QPalette::Window},
          leastForDisabled);
    return palette;
}

} // namespace Tokenwright
