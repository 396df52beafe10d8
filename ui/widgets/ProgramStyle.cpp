// SPDX-License-Identifier: MIT
#include "ProgramStyle.h"

#include "Tones.h"

#include <QEvent>
#include <QWidget>

namespace Tokenwright {

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
    if (isTitle && baseStyle()->inherits("Adwaita::Style"))
        QCommonStyle::drawControl(element, option, painter, widget);
    else
        QProxyStyle::drawControl(element, option, painter, widget);
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
