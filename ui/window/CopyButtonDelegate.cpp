// SPDX-License-Identifier: MIT
#include "CopyButtonDelegate.h"

#include "CountdownModel.h"

#include <QApplication>
#include <QMouseEvent>
#include <QStyleOptionButton>

namespace Tokenwright {

namespace {

bool isWorking(const QModelIndex &index)
{
    return index.data(CountdownModel::StatusRole).value<TokenStatus>().state == TokenState::Working;
}

QString buttonText(const QModelIndex &index)
{
    return isWorking(index) ? CopyButtonDelegate::tr("Cancel")
                            : CopyButtonDelegate::tr("Copy bearer header");
}

const QStyle *styleOf(const QStyleOptionViewItem &option)
{
    return option.widget ? option.widget->style() : QApplication::style();
}

QSize buttonSize(const QStyleOptionViewItem &option, const QString &text)
{
    QStyleOptionButton button;
    button.fontMetrics = option.fontMetrics;
    button.text = text;
    const QSize content = option.fontMetrics.size(Qt::TextShowMnemonic, text)
        + QSize(option.fontMetrics.averageCharWidth() * 2, 4);
    return styleOf(option)->sizeFromContents(QStyle::CT_PushButton, &button, content, nullptr);
}

QRect buttonRect(const QStyleOptionViewItem &option)
{
    return option.rect.adjusted(3, 2, -3, -2);
}

} // namespace

void CopyButtonDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given,
                               const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QStyle *style = styleOf(option);
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);

    QStyleOptionButton button;
    button.rect = buttonRect(option);
    button.text = buttonText(index);
    button.palette = option.palette;
    button.fontMetrics = option.fontMetrics;
    button.direction = option.direction;
    button.state = QStyle::State_Enabled;
    const bool pressed = m_pressed.isValid() && m_pressed == index;
    button.state |= pressed ? QStyle::State_Sunken : QStyle::State_Raised;
    style->drawControl(QStyle::CE_PushButton, &button, painter, option.widget);
}

QSize CopyButtonDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return buttonSize(option, tr("Copy bearer header")) + QSize(10, 4);
}

bool CopyButtonDelegate::editorEvent(QEvent *event, QAbstractItemModel *model,
                                     const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const bool isPress = event->type() == QEvent::MouseButtonPress
        || event->type() == QEvent::MouseButtonDblClick;
    if (!isPress && event->type() != QEvent::MouseButtonRelease)
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    const auto *mouse = static_cast<QMouseEvent *>(event);
    const bool inside = mouse->button() == Qt::LeftButton
        && buttonRect(option).contains(mouse->position().toPoint());
    if (isPress) {
        m_pressed = inside ? QPersistentModelIndex(index) : QPersistentModelIndex();
        return inside;
    }
    const bool clicked = inside && m_pressed == index;
    m_pressed = QPersistentModelIndex();
    if (!clicked)
        return false;
    const QString setId = index.data(CountdownModel::SetIdRole).toString();
    if (isWorking(index))
        Q_EMIT cancelClicked(setId);
    else
        Q_EMIT copyClicked(setId);
    return true;
}

} // namespace Tokenwright

#include "moc_CopyButtonDelegate.cpp"
