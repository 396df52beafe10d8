// SPDX-License-Identifier: MIT
#include "ProgramStyle.h"

#include "Tones.h"

#include <QAbstractScrollArea>
#include <QEvent>
#include <QPainter>
#include <QStyleOption>
#include <QWidget>

namespace Tokenwright {

namespace {

constexpr double leastForOutlines = 3;

} // namespace

void ProgramStyle::polish(QPalette &palette)
{
    QProxyStyle::polish(palette);
    palette = withReadableTexts(palette);
}

void ProgramStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (widget->isWindow())
        widget->installEventFilter(this);
}

void ProgramStyle::unpolish(QWidget *widget)
{
    widget->removeEventFilter(this);
    QProxyStyle::unpolish(widget);
}

/// Qt forgets it whenever a window is shown.
bool ProgramStyle::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show)
        static_cast<QWidget *>(watched)->setAttribute(Qt::WA_KeyboardFocusChange);
    return QProxyStyle::eventFilter(watched, event);
}

void ProgramStyle::drawControl(ControlElement element, const QStyleOption *option,
                               QPainter *painter, const QWidget *widget) const
{
    const bool isTitle = element == CE_HeaderLabel || element == CE_TabBarTabLabel;
    if (isTitle && baseStyle()->inherits("Adwaita::Style")) // its own is what is passed over
        // NOLINTNEXTLINE(bugprone-parent-virtual-call)
        QCommonStyle::drawControl(element, option, painter, widget);
    else
        QProxyStyle::drawControl(element, option, painter, widget);
}

void ProgramStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                 QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const QColor window = option->palette.color(QPalette::Window);
    if (inkOn(window) != QColor(Qt::white) || !baseStyle()->inherits("QFusionStyle"))
        return;
    const bool isRound = element == PE_IndicatorRadioButton;
    const bool isBox = isRound || element == PE_IndicatorCheckBox
        || element == PE_IndicatorItemViewItemCheck;
    constexpr double asGoodAsNone = 1.1;
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    const bool isMarked = option->state.testFlag(State_HasFocus)
        || (button && button->features.testFlag(QStyleOptionButton::DefaultButton));
    const bool isPlain = !isMarked
        && (element == PE_FrameLineEdit || element == PE_PanelButtonCommand
            || (element == PE_Frame && qobject_cast<const QAbstractScrollArea *>(widget)))
        && contrastRatio(window, window.darker(140)) < asGoodAsNone;
    if (!isBox && !isPlain)
        return;
    const bool isSelected = isBox && option->state.testFlag(State_Selected);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(isSelected ? option->palette.color(QPalette::HighlightedText)
                               : withContrast(window, Qt::white, {window}, leastForOutlines));
    const QRectF outline = QRectF(option->rect)
                               .adjusted(0.5, 0.5, isBox ? -1.5 : -0.5, isBox ? -1.5 : -0.5);
    if (isRound)
        painter->drawEllipse(outline.translated(0.5, 0.5));
    else
        painter->drawRoundedRect(outline, 2, 2);
    painter->restore();
}

int ProgramStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                            QStyleHintReturn *returnData) const
{
    if (hint == SH_Menu_Scrollable)
        return 1;
    return QProxyStyle::styleHint(hint, option, widget, returnData);
}

} // namespace Tokenwright

#include "moc_ProgramStyle.cpp"
