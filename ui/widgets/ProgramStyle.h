// SPDX-License-Identifier: MIT
#pragma once

#include <QProxyStyle>

namespace Tokenwright {

/// The style that the platform, or who starts the program, has chosen, held to what is promised of
/// every screen: that it can be read, that one sees where the keyboard is, and that all of it fits.
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
    /// Titles of columns and tabs are read too: Adwaita has colours of its own for them.
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    /// Boxes, and in a black scheme fields and buttons, have an outline that is seen: Fusion's is
    /// always darker than the window.
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    /// Menus higher than the screen scroll; in several columns they would be wider than it.
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returnData) const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace Tokenwright
