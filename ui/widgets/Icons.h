// SPDX-License-Identifier: MIT
#pragma once

#include <QIcon>
#include <QPalette>

class QPainter;

namespace Tokenwright {

/// The window's icons, all of our own drawing and in the palette's colour: to look for the theme's
/// would make the start twice as long on a desktop with themes.
enum class Icon {
    None,
    Add,
    Edit,
    Duplicate,
    Remove,
    Copy,
    Mint,
    Check,
    Cancel,
    Find,
    Show,
    Hide,
    Menu,
    Import,
    Undo,
    Information,
    Warning,
    Error,
    Star,
    Starred,
    More,
    Application
};

/// \a role: the text beside which it stands.
QIcon icon(Icon which, QPalette::ColorRole role = QPalette::ButtonText);

/// Paints \a which, but not Application, in \a color into the middle of \a rect, as large as fits.
void paintSymbol(QPainter *painter, const QRect &rect, Icon which, const QColor &color);

} // namespace Tokenwright
