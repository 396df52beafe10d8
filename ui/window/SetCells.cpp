// SPDX-License-Identifier: MIT
#include "SetCells.h"

#include "CountdownModel.h"
#include "EnvironmentMark.h"
#include "LifetimeBar.h"
#include "Tones.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr int stripeWidth = 4;
constexpr int cellMargin = 8;

bool isSelected(const QStyleOptionViewItem &option)
{
    return option.state.testFlag(QStyle::State_Selected);
}

QColor toneInk(Tone tone, const QStyleOptionViewItem &option)
{
    return isSelected(option) ? cellInk(option) : toneColor(tone, option.palette);
}

/// \a rect, which is meant for writing from left to right, as the option's direction has it.
QRect directed(const QStyleOptionViewItem &option, const QRect &rect)
{
    return QStyle::visualRect(option.direction, option.rect, rect);
}

/// Writes \a text into \a rect, elided; the room it took.
int write(QPainter *painter, const QStyleOptionViewItem &option, const QRect &rect,
          const QString &text, const QFont &font, const QColor &ink,
          Qt::Alignment vertical = Qt::AlignVCenter)
{
    const QFontMetrics metrics(font);
    const QString elided = metrics.elidedText(text, Qt::ElideRight, rect.width());
    painter->setFont(font);
    painter->setPen(ink);
    painter->drawText(directed(option, rect),
                      int(vertical | QStyle::visualAlignment(option.direction, Qt::AlignLeft))
                          | Qt::TextSingleLine,
                      elided);
    return metrics.horizontalAdvance(elided);
}

void paintStar(QPainter *painter, const QStyleOptionViewItem &option, const QRect &line, int left)
{
    const int side = QFontMetrics(option.font).ascent();
    const QRect star(left, line.center().y() - side / 2, side, side);
    if (star.right() <= line.right())
        paintSymbol(painter, directed(option, star), Icon::Starred, toneInk(Tone::Caution, option));
}

/// A quarter of a circle that goes round with the seconds: something is under way.
void paintProgress(QPainter *painter, const QRect &rect, qint64 elapsed, const QColor &ink)
{
    const QRectF circle = QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5);
    const int quarter = int(elapsed / 1000 % 4);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(ink, 1.5));
    painter->setBrush(Qt::NoBrush);
    painter->drawEllipse(circle);
    painter->setBrush(ink);
    painter->drawPie(circle, (90 - 90 * (quarter + 1)) * 16, 90 * 16);
}

/// How the words of a status look.
struct StatusLook
{
    Icon symbol = Icon::None;
    std::optional<Tone> tone{}; ///< Nothing: plain text.
    bool isBold = false;
    bool hasBar = false;
};

StatusLook lookOf(const TokenStatus &status)
{
    switch (status.state) {
    case TokenState::None:
        return {.tone = Tone::Secondary};
    case TokenState::Working:
    case TokenState::UnknownLifetime:
        return {};
    case TokenState::Fresh:
        return {.hasBar = true};
    case TokenState::Soon:
        return {.tone = Tone::Caution, .hasBar = true};
    case TokenState::LastMinute:
        return {.tone = Tone::Bad, .isBold = true, .hasBar = true};
    case TokenState::Expired:
        return {.tone = Tone::Secondary, .hasBar = true};
    case TokenState::Failed:
        return {.symbol = Icon::Warning, .tone = Tone::Bad};
    case TokenState::Ready:
        return {.symbol = Icon::Check, .tone = Tone::Good};
    }
    return {};
}

} // namespace

QColor cellInk(const QStyleOptionViewItem &option)
{
    return option.palette.color(isSelected(option) ? QPalette::HighlightedText : QPalette::Text);
}

int cellIndent(int column, const QFontMetrics &metrics)
{
    switch (column) {
    case CountdownModel::NameColumn:
        return stripeWidth + cellMargin;
    case CountdownModel::EnvironmentColumn: // below the word in the pill
        return cellMargin / 2 + metrics.averageCharWidth();
    case CountdownModel::ActionColumn:
        return 0;
    default:
        return cellMargin / 2;
    }
}

QFont belowFont(QFont font)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * 0.9);
    return font;
}

void paintNameCell(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                   ListDensity density)
{
    const QRect &cell = option.rect;
    if (index.data(CountdownModel::ProductionRole).toBool()) {
        const QRect edge(cell.left() + 2, cell.top() + 3, stripeWidth, cell.height() - 6);
        painter->fillRect(directed(option, edge), toneInk(Tone::Bad, option));
    }

    const QString name = index.data().toString();
    const QString below = index.data(CountdownModel::BelowRole).toString();
    const bool isFavourite = index.data(CountdownModel::FavouriteRole).toBool();
    const Tone belowTone = index.data(CountdownModel::SecretEndsRole).toBool() ? Tone::Caution
                                                                               : Tone::Secondary;
    const QFont small = belowFont(option.font);
    const int star = isFavourite ? QFontMetrics(option.font).ascent() + 4 : 0;
    QRect line = cell.adjusted(cellIndent(CountdownModel::NameColumn, option.fontMetrics), 0,
                               -cellMargin / 2, 0);
    if (density == ListDensity::Compact) {
        QRect room = line.adjusted(0, 0, -star, 0);
        int used = write(painter, option, room, name, option.font, cellInk(option));
        if (isFavourite)
            paintStar(painter, option, line, line.left() + used + 4);
        used += star + cellMargin;
        if (used < line.width())
            write(painter, option, line.adjusted(used, 0, 0, 0), below, small,
                  toneInk(belowTone, option));
        return;
    }
    const int above = QFontMetrics(option.font).height();
    const int under = QFontMetrics(small).height();
    line.setTop(cell.top() + (cell.height() - above - under) / 2);
    line.setHeight(above);
    const int used = write(painter, option, line.adjusted(0, 0, -star, 0), name, option.font,
                           cellInk(option));
    if (isFavourite)
        paintStar(painter, option, line, line.left() + used + 4);
    write(painter, option, {line.left(), line.top() + above, line.width(), under}, below, small,
          toneInk(belowTone, option));
}

void paintEnvironmentCell(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index)
{
    if (!index.data(CountdownModel::ProductionRole).toBool())
        return paintTextCell(painter, option, index);
    const QRect rect = option.rect.adjusted(cellMargin / 2, 0, -cellMargin / 2, 0);
    paintEnvironmentMark(painter, directed(option, rect), index.data().toString(), true,
                         option.font, option.palette, isSelected(option));
}

void paintTextCell(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const int indent = cellIndent(index.column(), option.fontMetrics);
    write(painter, option, option.rect.adjusted(indent, 0, -cellMargin / 2, 0),
          index.data().toString(), option.font, toneInk(Tone::Secondary, option));
}

void paintTokenCell(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto status = index.data(CountdownModel::StatusRole).value<TokenStatus>();
    const StatusLook look = lookOf(status);
    const int letter = option.fontMetrics.averageCharWidth();
    QRect rest = option.rect.adjusted(cellMargin / 2, 0, -cellMargin / 2, 0);
    const auto take = [&](int width, int height) {
        const QRect taken(rest.left(), rest.center().y() - (height - 1) / 2, width, height);
        rest.setLeft(taken.right() + 1 + letter);
        return directed(option, taken);
    };
    // Words are read before bars are: the bar gets what they leave.
    QFont font = option.font;
    font.setBold(look.isBold);
    const QString words = index.data().toString();
    const int gap = letter + 1;
    const int wordsWidth = std::max(letter * 17, QFontMetrics(font).horizontalAdvance(words) + gap);
    const int barWidth = std::min(rest.width() - wordsWidth - gap, letter * 26);
    if (look.hasBar && barWidth >= letter * 4) {
        const QRect bar = take(barWidth, std::max(6, option.fontMetrics.height() / 2));
        paintLifetimeBar(painter, bar, status,
                         {.palette = option.palette,
                          .role = isSelected(option) ? QPalette::Highlight : QPalette::Base,
                          .direction = option.direction});
    }
    const QColor ink = look.tone ? toneInk(*look.tone, option) : cellInk(option);
    const int side = option.fontMetrics.ascent() + 2;
    if (look.symbol != Icon::None)
        paintSymbol(painter, take(side, side), look.symbol, ink);
    else if (status.state == TokenState::Working)
        paintProgress(painter, take(side, side), status.elapsed, ink);
    write(painter, option, rest, words, font, ink);
}

QRect actionRect(const QStyleOptionViewItem &option)
{
    const int side = std::min(option.rect.height() - 2,
                              option.decorationSize.height() + cellMargin);
    QRect rect(0, 0, side, side);
    rect.moveCenter(option.rect.center());
    return rect;
}

void paintActionCell(QPainter *painter, const QStyleOptionViewItem &option, const ActionLook &look)
{
    QColor ink = look.isFramed ? cellInk(option) : toneInk(Tone::Secondary, option);
    const QRect rect = actionRect(option);
    if (look.isFramed) {
        QColor fill = ink;
        fill.setAlphaF(look.isPressed ? 0.30F : 0.10F);
        QColor frame = ink;
        frame.setAlphaF(0.55F);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(frame);
        painter->setBrush(fill);
        painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
    if (look.symbol == Icon::Check)
        ink = toneInk(Tone::Good, option);
    QRect symbol(QPoint(), option.decorationSize.boundedTo(rect.size()));
    symbol.moveCenter(rect.center());
    paintSymbol(painter, symbol, look.symbol, ink);
}

} // namespace Tokenwright
