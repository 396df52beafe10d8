// SPDX-License-Identifier: MIT
#include "ProgramStyle.h"

#include "Icons.h"
#include "Tones.h"

#include <QAbstractScrollArea>
#include <QCheckBox>
#include <QDialog>
#include <QEvent>
#include <QPainter>
#include <QRadioButton>
#include <QScreen>
#include <QStyleOption>
#include <QTabBar>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace Tokenwright {

namespace {

constexpr double leastForOutlines = 3;

/// Whether what \a style draws around what has the keyboard is hard to see in \a palette.
bool isMarkWeak(const QStyle *style, const QPalette &palette)
{
    if (style->inherits("Adwaita::Style"))
        return true; // 2.1 : 1 around buttons; fields: pale in light schemes, dark in dark ones
    const QColor highlight = palette.color(QPalette::Highlight);
    const QColor mark = style->inherits("QFusionStyle") ? highlight.darker(125) : highlight;
    return contrastRatio(mark, palette.color(QPalette::Window)) < leastForOutlines;
}

/// \a text as it is read; \a at becomes the place in it of the letter that had an ampersand before
/// it, and stays where there is none.
QString withoutAmpersands(const QString &text, qsizetype *at)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) == u'&' && i + 1 < text.size()) {
            ++i;
            if (text.at(i) != u'&')
                *at = plain.size();
        }
        plain.append(text.at(i));
    }
    return plain;
}

/// Below the tab whose page is shown, over Adwaita's line, which is 1.6 : 1 on its own ground.
void paintTabMark(const QStyleOptionTab &tab, QPainter *painter)
{
    constexpr int inset = 6; // as its line has it
    constexpr int thickness = 3;
    const bool isAbove = tab.shape == QTabBar::RoundedNorth
        || tab.shape == QTabBar::TriangularNorth;
    if (!isAbove || !tab.state.testFlag(QStyle::State_Selected)
        || !tab.state.testFlag(QStyle::State_Enabled))
        return;
    const QColor window = tab.palette.color(QPalette::Window);
    const QColor ground = window.darker(115);
    painter->fillRect(tab.rect.left() + inset, tab.rect.bottom() + 1 - thickness,
                      tab.rect.width() - 2 * inset, thickness,
                      withContrast(tab.palette.color(QPalette::Highlight),
                                   tab.palette.color(QPalette::WindowText), {window, ground},
                                   leastForOutlines));
}

/// Not higher or wider than the screen, as far as its contents allow.
void fitToScreen(QWidget *dialog)
{
    const int title = dialog->style()->pixelMetric(QStyle::PM_TitleBarHeight, nullptr, dialog);
    const QSize room = dialog->screen()->availableSize() - QSize(0, title);
    if (dialog->width() > room.width() || dialog->height() > room.height())
        dialog->resize(dialog->size().boundedTo(room));
}

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

/// Qt forgets the attribute whenever a window is shown.
bool ProgramStyle::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show) {
        auto *window = static_cast<QWidget *>(watched);
        window->setAttribute(Qt::WA_KeyboardFocusChange);
        if (qobject_cast<QDialog *>(window))
            fitToScreen(window);
    }
    return QProxyStyle::eventFilter(watched, event);
}

void ProgramStyle::drawControl(ControlElement element, const QStyleOption *option,
                               QPainter *painter, const QWidget *widget) const
{
    const bool isAdwaita = baseStyle()->inherits("Adwaita::Style");
    const bool isTitle = element == CE_HeaderLabel || element == CE_TabBarTabLabel;
    const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option);
    if (element == CE_ComboBoxLabel && box && !box->editable)
        drawChoice(*box, painter, widget);
    else if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
             element == CE_PushButtonLabel && isAdwaita && button) {
        QStyleOptionButton plain = *button; // or its symbol would be drawn for a selection's ground
        plain.state.setFlag(State_HasFocus, false);
        QProxyStyle::drawControl(element, &plain, painter, widget);
    } else if (isTitle)
        drawTitle(element, option, painter, widget);
    else
        QProxyStyle::drawControl(element, option, painter, widget);
    if (element == CE_PushButton && isAdwaita) // whose panel is no element of its own
        drawOutline(option, option->rect, painter, false);
    if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
        element == CE_TabBarTabShape && isAdwaita && tab)
        paintTabMark(*tab, painter);
}

void ProgramStyle::drawTitle(ControlElement element, const QStyleOption *option, QPainter *painter,
                             const QWidget *widget) const
{
    QStyleOptionHeader elided;
    if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
        elided = *header; // Qt 6.4 loses on the way here that it was to be elided
        elided.text = header->fontMetrics.elidedText(header->text, Qt::ElideRight,
                                                     header->rect.width());
        option = &elided;
    }
    if (baseStyle()->inherits("Adwaita::Style")) // its own is what is passed over
        // NOLINTNEXTLINE(bugprone-parent-virtual-call)
        QCommonStyle::drawControl(element, option, painter, widget);
    else
        QProxyStyle::drawControl(element, option, painter, widget);
}

void ProgramStyle::drawChoice(const QStyleOptionComboBox &box, QPainter *painter,
                              const QWidget *widget) const
{
    constexpr int margin = 2; // pixels, on either side
    const int icon = box.currentIcon.isNull() ? 0 : box.iconSize.width() + 2 * margin;
    const int room = subControlRect(CC_ComboBox, &box, SC_ComboBoxEditField, widget).width() - icon
        - 2 * margin;
    QStyleOptionComboBox elided = box;
    elided.currentText = box.fontMetrics.elidedText(box.currentText, Qt::ElideRight, room);
    QProxyStyle::drawControl(CE_ComboBoxLabel, &elided, painter, widget);
}

void ProgramStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                 QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool isFusion = baseStyle()->inherits("QFusionStyle");
    switch (element) {
    case PE_FrameLineEdit:
        drawOutline(option, option->rect, painter, false);
        break;
    case PE_PanelButtonCommand: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        drawOutline(option, option->rect, painter,
                    button && button->features.testFlag(QStyleOptionButton::DefaultButton));
        break;
    }
    case PE_Frame:
        if (qobject_cast<const QAbstractScrollArea *>(widget)) {
            QStyleOption plain = *option; // the keyboard is marked in it
            plain.state.setFlag(State_HasFocus, false);
            drawOutline(&plain, option->rect, painter, false);
        }
        break;
    case PE_IndicatorRadioButton:
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        if (isFusion)
            drawBox(option, painter, element == PE_IndicatorRadioButton);
        break;
    case PE_FrameFocusRect:
        if ((qobject_cast<const QRadioButton *>(widget) || qobject_cast<const QCheckBox *>(widget)
             || qobject_cast<const QTabBar *>(widget))
            && isMarkWeak(baseStyle(), option->palette))
            paintKeyboardMark(painter, option->rect, option->palette);
        break;
    default:
        break;
    }
}

void ProgramStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                      QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    const bool isFusion = baseStyle()->inherits("QFusionStyle");
    if (control == CC_SpinBox) // Fusion leaves a line free above and below
        drawOutline(option, option->rect.adjusted(0, isFusion ? 1 : 0, 0, isFusion ? -1 : 0),
                    painter, false);
    else if (control == CC_ComboBox && !isFusion) // Fusion's has elements
        drawOutline(option, option->rect, painter, false);
}

void ProgramStyle::drawOutline(const QStyleOption *option, const QRect &rect, QPainter *painter,
                               bool isDefault) const
{
    if (option->state.testFlag(State_HasFocus)) {
        if (isMarkWeak(baseStyle(), option->palette))
            paintKeyboardMark(painter, rect, option->palette);
        return;
    }
    constexpr double asGoodAsNone = 1.1;
    const QColor window = option->palette.color(QPalette::Window);
    if (isDefault || inkOn(window) != QColor(Qt::white) || !baseStyle()->inherits("QFusionStyle")
        || contrastRatio(window, window.darker(140)) >= asGoodAsNone)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(withContrast(window, Qt::white, {window}, leastForOutlines));
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    painter->restore();
}

void ProgramStyle::drawBox(const QStyleOption *option, QPainter *painter, bool isRound) const
{
    const QColor window = option->palette.color(QPalette::Window);
    if (inkOn(window) != QColor(Qt::white))
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(option->state.testFlag(State_Selected)
                        ? option->palette.color(QPalette::HighlightedText)
                        : withContrast(window, Qt::white, {window}, leastForOutlines));
    const QRectF outline = QRectF(option->rect).adjusted(0.5, 0.5, -1.5, -1.5);
    if (isRound)
        painter->drawEllipse(outline.translated(0.5, 0.5));
    else
        painter->drawRoundedRect(outline, 2, 2);
    painter->restore();
}

void ProgramStyle::drawItemText(QPainter *painter, const QRect &rect, int flags,
                                const QPalette &palette, bool enabled, const QString &text,
                                QPalette::ColorRole textRole) const
{
    qsizetype at = -1;
    const bool isOneLine = !(flags & Qt::TextWordWrap) && !text.contains(u'\n');
    const bool isUnderlined = isOneLine && (flags & Qt::TextShowMnemonic)
        && !(flags & Qt::TextHideMnemonic)
        && !baseStyle()->inherits("Adwaita::Style"); // which shows the line only at times
    const QString plain = isUnderlined ? withoutAmpersands(text, &at) : QString();
    if (at < 0) {
        QProxyStyle::drawItemText(painter, rect, flags, palette, enabled, text, textRole);
        return;
    }
    const int shown = flags | Qt::TextHideMnemonic;
    QProxyStyle::drawItemText(painter, rect, shown, palette, enabled, text, textRole);
    QTextLayout layout(plain, painter->font(), painter->device());
    layout.beginLayout();
    const QTextLine line = layout.createLine();
    layout.endLayout();
    const QFontMetrics metrics = painter->fontMetrics();
    const QRect place = itemTextRect(metrics, rect, shown, enabled, text);
    const qreal from = line.cursorToX(int(at));
    const qreal to = line.cursorToX(int(at) + 1);
    // the line's, which has letters of other fonts in it
    painter->fillRect(QRectF(place.left() + std::min(from, to),
                             place.top() + line.ascent() + metrics.underlinePos(),
                             std::abs(to - from), std::max(1, metrics.lineWidth())),
                      textRole == QPalette::NoRole ? painter->pen().color()
                                                   : palette.color(textRole));
}

QIcon ProgramStyle::standardIcon(StandardPixmap which, const QStyleOption *option,
                                 const QWidget *widget) const
{
    Icon symbol = Icon::Information;
    Tone tone = Tone::Secondary;
    switch (which) {
    case SP_MessageBoxInformation:
    case SP_MessageBoxQuestion:
        break;
    case SP_MessageBoxWarning:
        symbol = Icon::Warning;
        tone = Tone::Caution;
        break;
    case SP_MessageBoxCritical:
        symbol = Icon::Error;
        tone = Tone::Bad;
        break;
    default:
        return QProxyStyle::standardIcon(which, option, widget);
    }
    const int side = proxy()->pixelMetric(PM_MessageBoxIconSize, option, widget);
    QIcon all;
    for (const int ratio : {1, 2, 3}) {
        QPixmap drawn(QSize(side, side) * ratio);
        drawn.setDevicePixelRatio(ratio);
        drawn.fill(Qt::transparent);
        QPainter painter(&drawn);
        paintSymbol(&painter, QRect(0, 0, side, side), symbol,
                    toneColor(tone, widget ? widget->palette() : QPalette()));
        painter.end();
        all.addPixmap(drawn);
    }
    return all;
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
