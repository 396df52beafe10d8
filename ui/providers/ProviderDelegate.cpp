// SPDX-License-Identifier: MIT
#include "ProviderDelegate.h"

#include "Icons.h"
#include "ProviderList.h"
#include "Tones.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace Tokenwright {

namespace {

/// One line of \a text, elided; \a alignment as where people write from left to right.
void paintProviderLine(QPainter *painter, const QStyleOptionViewItem &option, const QRect &rect,
                       const QString &text, const QColor &ink,
                       Qt::Alignment alignment = Qt::AlignLeft)
{
    painter->setPen(ink);
    painter->drawText(QStyle::visualRect(option.direction, option.rect, rect),
                      int(QStyle::visualAlignment(option.direction, alignment) | Qt::AlignVCenter
                          | Qt::TextSingleLine),
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

} // namespace

void ProviderDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given,
                             const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    option.text.clear();
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);

    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QColor ink = option.palette.color(isSelected ? QPalette::HighlightedText
                                                       : QPalette::Text);
    const auto tone = [&](Tone wanted) {
        return isSelected ? ink : toneColor(wanted, option.palette);
    };
    const int letter = option.fontMetrics.averageCharWidth();
    const int height = option.fontMetrics.height();
    QRect line = option.rect.adjusted(letter, 0, -letter, 0);
    line.setTop(option.rect.center().y() + 1 - height);
    line.setHeight(height);
    const QRect second = line.translated(0, height);

    painter->save();
    if (index.data(ProviderList::IdRole).toString().isEmpty()) {
        const QRect symbol(line.topLeft(), QSize(height, height));
        paintSymbol(painter, QStyle::visualRect(option.direction, option.rect, symbol),
                    Icon::Warning, tone(Tone::Caution));
        line.setLeft(symbol.right() + letter);
    }
    QString beside = usedByText(index.data(ProviderList::UsesRole).toInt());
    if (index.data(ProviderList::OwnRole).toBool())
        beside = beside.isEmpty() ? tr("yours") : tr("yours, %1").arg(beside);
    QFont name = option.font;
    name.setWeight(QFont::DemiBold);
    // the name comes first, whatever stands beside it; that has what the name leaves
    const int named = QFontMetrics(name).horizontalAdvance(index.data().toString()) + letter;
    const int room = beside.isEmpty()
        ? 0
        : std::min(option.fontMetrics.horizontalAdvance(beside) + 2,
                   std::max(line.width() / 2, line.width() - named - letter));
    painter->setFont(option.font);
    paintProviderLine(painter, option, line.adjusted(line.width() - room, 0, 0, 0), beside,
                      tone(Tone::Secondary), Qt::AlignRight);
    paintProviderLine(painter, option, second, index.data(ProviderList::FactsRole).toString(),
                      tone(Tone::Secondary));
    painter->setFont(name);
    paintProviderLine(painter, option, line.adjusted(0, 0, room > 0 ? -room - letter : 0, 0),
                      index.data().toString(), ink);
    painter->restore();
}

QSize ProviderDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.fontMetrics.averageCharWidth() * 28,
            option.fontMetrics.height() * 2 + option.fontMetrics.height() * 2 / 3};
}

} // namespace Tokenwright

#include "moc_ProviderDelegate.cpp"
