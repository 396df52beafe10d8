// SPDX-License-Identifier: MIT
#pragma once

#include <QProxyStyle>

class QStyleOptionComboBox;

namespace Tokenwright {

/// The style that the platform, or who starts the program, has chosen, held to what is promised of
/// every screen: that it can be read, that one sees where the keyboard is, and that all of it fits,
/// Qt's own dialogs too.
/// For QApplication::setStyle(), which owns it, before anything is shown. Lives in the GUI thread.
class ProgramStyle : public QProxyStyle
{
    Q_OBJECT

public:
    ProgramStyle() = default;
    /// The style called \a key instead, as tests want it.
    explicit ProgramStyle(const QString &key)
        : QProxyStyle(key)
    { }

    using QProxyStyle::polish;
    using QProxyStyle::unpolish;
    /// Every palette of the platform passes here, also when its scheme changes.
    void polish(QPalette &palette) override;
    /// Windows show the keyboard's place from the start, not only once a key moved it.
    void polish(QWidget *widget) override;
    void unpolish(QWidget *widget) override;
    /// Titles of columns are elided. Those and tabs' are read too, and which tab's page is shown is
    /// seen: Adwaita has colours of its own for them. Its buttons are marked here; their symbols
    /// stay as they are.
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    /// Boxes, and in a black scheme fields and buttons, have an outline that is seen: Fusion's is
    /// always darker than the window. What has the keyboard is marked where the style's own mark is
    /// hard to see: Fusion's in dark schemes, and Adwaita's.
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    /// The same of fields whose frame is no element of its own.
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override;
    /// As wide as it was measured, with a letter to reach it by too: Qt draws the line below that
    /// letter in pieces without kerning, which are cut off at the end of a label.
    void drawItemText(QPainter *painter, const QRect &rect, int flags, const QPalette &palette,
                      bool enabled, const QString &text,
                      QPalette::ColorRole textRole) const override;
    /// Questions and warnings have our symbols: a theme's would be the only ones of it.
    QIcon standardIcon(StandardPixmap which, const QStyleOption *option,
                       const QWidget *widget) const override;
    /// Menus higher than the screen scroll; in several columns they would be wider than it.
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returnData) const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void drawOutline(const QStyleOption *option, const QRect &rect, QPainter *painter,
                     bool isDefault) const;
    void drawTitle(ControlElement element, const QStyleOption *option, QPainter *painter,
                   const QWidget *widget) const;
    void drawChoice(const QStyleOptionComboBox &box, QPainter *painter,
                    const QWidget *widget) const;
    void drawBox(const QStyleOption *option, QPainter *painter, bool isRound) const;
};

} // namespace Tokenwright
