// SPDX-License-Identifier: MIT
#include "TokenDelegate.h"

#include "CountdownModel.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace Tokenwright {

namespace {

/// Room for the bar, as wide as a dozen letters.
int barWidth(const QStyleOptionViewItem &option)
{
    return option.fontMetrics.averageCharWidth() * 14;
}

void paintBar(QPainter *painter, const QStyleOptionViewItem &option, const QRect &rect,
              const TokenStatus &status)
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QPalette::ColorRole ink = selected ? QPalette::HighlightedText : QPalette::Highlight;
    const double part = std::clamp(
        double(status.remaining) / double(std::max<qint64>(1, status.whole)), 0.0, 1.0);
    QColor track = option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    track.setAlphaF(0.18F);
    QRectF filled = rect;
    filled.setWidth(std::max(rect.width() * part, double(rect.height())));
    const double radius = rect.height() / 2.0;

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(track);
    painter->drawRoundedRect(rect, radius, radius);
    painter->setBrush(option.palette.brush(ink));
    painter->drawRoundedRect(QStyle::visualRect(option.direction, rect, filled.toRect()), radius,
                             radius);
    painter->restore();
}

} // namespace

void TokenDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given,
                          const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    option.text.clear();
    style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);

    const auto status = index.data(CountdownModel::StatusRole).value<TokenStatus>();
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &option, option.widget) + 3;
    QRect rest = option.rect.adjusted(margin, 0, -margin, 0);
    if (status.isCounting()) {
        const int height = std::max(6, option.fontMetrics.height() / 2);
        QRect bar(rest.left(), rest.center().y() - height / 2, barWidth(option), height);
        paintBar(painter, option, QStyle::visualRect(option.direction, rest, bar), status);
        rest.setLeft(bar.right() + option.fontMetrics.averageCharWidth() * 2);
    }

    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool quiet = status.state == TokenState::None || status.state == TokenState::Working;
    QPalette palette = option.palette;
    if (quiet && !selected)
        palette.setBrush(QPalette::Text, palette.brush(QPalette::PlaceholderText));
    QFont font = option.font;
    font.setBold(status.state == TokenState::LastMinute || status.state == TokenState::Expired
                 || status.state == TokenState::Failed);
    painter->save();
    painter->setFont(font);
    const QRect textRect = QStyle::visualRect(option.direction, option.rect, rest);
    const QString text = QFontMetrics(font).elidedText(tokenStatusText(status), Qt::ElideRight,
                                                       textRect.width());
    style->drawItemText(painter, textRect, int(Qt::AlignVCenter | Qt::AlignLeading), palette,
                        option.state.testFlag(QStyle::State_Enabled), text,
                        selected ? QPalette::HighlightedText : QPalette::Text);
    painter->restore();
}

QSize TokenDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setWidth(barWidth(option) + option.fontMetrics.averageCharWidth() * 26);
    return size;
}

} // namespace Tokenwright

#include "moc_TokenDelegate.cpp"
