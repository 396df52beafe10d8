// SPDX-License-Identifier: MIT
#include "PaletteDelegate.h"

#include "CountdownModel.h"
#include "EnvironmentMark.h"
#include "PaletteModel.h"
#include "Tones.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr int stripeWidth = 4;
constexpr int lineGap = 2;

/// With the pixel that rounding may take.
int widthOf(const QString &text, const QFontMetrics &metrics)
{
    return metrics.horizontalAdvance(text) + 1;
}

QColor statusColor(const TokenStatus &status, const QPalette &palette)
{
    switch (status.state) {
    case TokenState::Failed:
    case TokenState::Expired:
    case TokenState::LastMinute:
        return toneColor(Tone::Bad, palette);
    case TokenState::Soon:
        return toneColor(Tone::Caution, palette);
    case TokenState::Ready:
        return toneColor(Tone::Good, palette);
    case TokenState::None:
    case TokenState::Working:
    case TokenState::UnknownLifetime:
        return toneColor(Tone::Secondary, palette);
    case TokenState::Fresh:
        break;
    }
    return palette.color(QPalette::Text);
}

/// Text on one line, elided at its end.
void drawLine(QPainter *painter, const QRect &rect, const QColor &color, const QString &text,
              Qt::Alignment side = Qt::AlignLeading)
{
    painter->setPen(color);
    const QString elided = painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
    painter->drawText(
        rect, int(QStyle::visualAlignment(painter->layoutDirection(), side | Qt::AlignVCenter)),
        elided);
}

} // namespace

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given,
                            const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    // the keyboard is in the search; the row is its current one all the same
    option.state |= QStyle::State_Active;
    option.state &= ~QStyle::State_HasFocus;
    option.palette.setCurrentColorGroup(QPalette::Active);
    const QPalette &palette = option.palette;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isProduction = index.data(CountdownModel::ProductionRole).toBool();
    const QColor text = palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    const QColor quiet = isSelected ? text : toneColor(Tone::Secondary, palette);
    const auto placed = [&option](const QRect &rect) {
        return QStyle::visualRect(option.direction, option.rect, rect);
    };

    painter->save();
    painter->setLayoutDirection(option.direction);
    painter->setFont(option.font);
    painter->fillRect(option.rect,
                      palette.brush(isSelected ? QPalette::Highlight : QPalette::Base));
    if (isProduction) {
        const QRect stripe(option.rect.topLeft(), QSize(stripeWidth, option.rect.height()));
        painter->fillRect(placed(stripe), isSelected ? text : toneColor(Tone::Bad, palette));
    }
    const QFontMetrics metrics = painter->fontMetrics();
    const int letter = metrics.averageCharWidth();
    const QRect inner = option.rect.adjusted(letter + stripeWidth, 0, -letter * 3 / 2, 0);
    const int line = metrics.height();
    const int top = inner.center().y() - line - lineGap / 2;
    const int second = top + line + lineGap;
    const auto status = index.data(CountdownModel::StatusRole).value<TokenStatus>();
    const QString words = tokenStatusText(status);
    const int wordsWidth = std::min(widthOf(words, metrics), inner.width() / 2);
    drawLine(painter, placed({inner.left(), top, inner.width() - wordsWidth - letter * 2, line}),
             text, index.data().toString());
    drawLine(painter, placed({inner.right() + 1 - wordsWidth, top, wordsWidth, line}),
             isSelected ? text : statusColor(status, palette), words, Qt::AlignTrailing);

    const QString environment = index.data(PaletteModel::EnvironmentRole).toString();
    const QSize mark = environmentMarkSize(environment, isProduction, option.font)
                           .boundedTo({inner.width() / 2, line + lineGap});
    const QString provider = index.data(PaletteModel::ProviderRole).toString();
    const int providerWidth = std::min(widthOf(provider, metrics),
                                       inner.width() - mark.width() - letter * 2);
    drawLine(painter, placed({inner.left(), second, providerWidth, line}), quiet, provider);
    const int dot = inner.left() + providerWidth;
    drawLine(painter, placed({dot, second, letter * 2, line}), quiet, u"·"_s, Qt::AlignHCenter);
    paintEnvironmentMark(painter, placed({dot + letter * 2, second, mark.width() + 1, line}),
                         environment, isProduction, option.font, palette, isSelected);
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int line = option.fontMetrics.height();
    return {option.fontMetrics.averageCharWidth() * 40, line * 2 + lineGap + line * 4 / 5};
}

} // namespace Tokenwright

#include "moc_PaletteDelegate.cpp"
