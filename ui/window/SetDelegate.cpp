// SPDX-License-Identifier: MIT
#include "SetDelegate.h"

#include "CountdownModel.h"
#include "SetCells.h"
#include "Tones.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QTimerEvent>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr auto copiedShownFor = 1500ms;
constexpr double hoverShare = 0.10; ///< Of the selection's colour, in the row under the pointer.

bool isBeingMinted(const QModelIndex &index)
{
    return index.data(CountdownModel::StatusRole).value<TokenStatus>().state == TokenState::Working;
}

QString setIdOf(const QModelIndex &index)
{
    return index.data(CountdownModel::SetIdRole).toString();
}

const QAbstractItemView *viewOf(const QStyleOptionViewItem &option)
{
    return qobject_cast<const QAbstractItemView *>(option.widget);
}

bool isInCurrentRow(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const QAbstractItemView *view = viewOf(option);
    return view && view->currentIndex().row() == index.row();
}

} // namespace

void SetDelegate::showCopied(const QString &setId)
{
    m_copied = setId;
    m_copiedFor.start(int(copiedShownFor.count()), this);
    Q_EMIT looksChanged();
}

void SetDelegate::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_copiedFor.timerId())
        return QStyledItemDelegate::timerEvent(event);
    m_copiedFor.stop();
    m_copied.clear();
    Q_EMIT looksChanged();
}

int SetDelegate::rowHeight(const QFont &font) const
{
    const QFontMetrics metrics(font);
    return m_density == ListDensity::Compact
        ? metrics.height() * 3 / 2
        : metrics.height() + QFontMetrics(belowFont(font)).height() + metrics.height() / 3;
}

int SetDelegate::actionWidth(const QWidget *widget) const
{
    return widget->style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, widget) * 9 / 4;
}

void SetDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given,
                        const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    if (option.state.testFlag(QStyle::State_Selected))
        option.palette = withReadableSelection(option.palette);
    option.palette.setCurrentColorGroup(
        !option.state.testFlag(QStyle::State_Enabled)     ? QPalette::Disabled
            : option.state.testFlag(QStyle::State_Active) ? QPalette::Active
                                                          : QPalette::Inactive);
    if (index.row() == m_hoveredRow) {
        // what is read stands on another ground then, and its tones are made for that
        for (const auto role : {QPalette::Base, QPalette::AlternateBase})
            option.palette.setColor(role,
                                    mixedColor(option.palette.color(role),
                                               option.palette.color(QPalette::Highlight),
                                               hoverShare));
    }
    painter->save();
    painter->setClipRect(option.rect);
    paintGround(painter, option, index);
    switch (index.column()) {
    case CountdownModel::NameColumn:
        paintNameCell(painter, option, index, m_density);
        break;
    case CountdownModel::EnvironmentColumn:
        paintEnvironmentCell(painter, option, index);
        break;
    case CountdownModel::TokenColumn:
        paintTokenCell(painter, option, index);
        break;
    case CountdownModel::ActionColumn:
        paintAction(painter, option, index);
        break;
    default:
        paintTextCell(painter, option, index);
    }
    painter->restore();
    paintFocus(painter, option, index);
}

void SetDelegate::paintGround(QPainter *painter, const QStyleOptionViewItem &given,
                              const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    option.state.setFlag(QStyle::State_MouseOver, false); // the whole row is, or nothing
    // half a pixel of the screen at an edge is smoothed by Adwaita: not in this cell, nor the next
    option.rect.adjust(-1, -1, 1, 1);
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    const bool isAlternate = option.features.testFlag(QStyleOptionViewItem::Alternate);
    if (index.row() == m_hoveredRow && !option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(
            given.rect,
            option.palette.color(isAlternate ? QPalette::AlternateBase : QPalette::Base));
}

/// A frame around the whole current row while the list has the focus: what is selected is so also
/// while it has not.
void SetDelegate::paintFocus(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    const QAbstractItemView *view = viewOf(option);
    if (!view || !view->hasFocus() || !isInCurrentRow(option, index))
        return;
    const QColor ink = cellInk(option);
    // within the row, so that it stands on its ground and not beside the next row's
    const QRect row(1, option.rect.top() + 1, view->viewport()->width() - 2,
                    option.rect.height() - 2);
    painter->save();
    painter->setClipRect(option.rect);
    painter->setPen(ink);
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(row.adjusted(0, 0, -1, -1));
    painter->restore();
}

void SetDelegate::paintAction(QPainter *painter, const QStyleOptionViewItem &given,
                              const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    const int side = (option.widget ? option.widget->style() : QApplication::style())
                         ->pixelMetric(QStyle::PM_SmallIconSize, &option, option.widget);
    option.decorationSize = {side, side};
    const bool isPressed = m_pressed.isValid() && m_pressed == index;
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    paintActionCell(painter, option,
                    {.symbol = !m_copied.isEmpty() && setIdOf(index) == m_copied ? Icon::Check
                         : isBeingMinted(index)                                  ? Icon::Cancel
                                                                                 : Icon::Copy,
                     .isFramed = isPressed || isHovered || isInCurrentRow(option, index),
                     .isPressed = isPressed});
}

/// A press is left to the view as well, which selects the row; the release does what is to be done.
bool SetDelegate::editorEvent(QEvent *event, QAbstractItemModel *model,
                              const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (index.column() != CountdownModel::ActionColumn)
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    const bool isPress = event->type() == QEvent::MouseButtonPress
        || event->type() == QEvent::MouseButtonDblClick;
    if (!isPress && event->type() != QEvent::MouseButtonRelease)
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    const auto *mouse = static_cast<QMouseEvent *>(event);
    const bool isInside = mouse->button() == Qt::LeftButton
        && option.rect.contains(mouse->position().toPoint());
    if (isPress) {
        m_pressed = isInside ? QPersistentModelIndex(index) : QPersistentModelIndex();
        return false;
    }
    const bool isClicked = isInside && m_pressed == index;
    m_pressed = QPersistentModelIndex();
    if (!isClicked)
        return false;
    if (isBeingMinted(index))
        Q_EMIT cancelClicked(setIdOf(index));
    else
        Q_EMIT copyClicked(setIdOf(index));
    return true;
}

} // namespace Tokenwright

#include "moc_SetDelegate.cpp"
