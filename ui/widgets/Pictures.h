// SPDX-License-Identifier: MIT
#pragma once

#include <QIcon>
#include <QString>

class QPainter;

namespace Tokenwright {

// What is drawn of our own drawings, resources/icons, which are the program's resources: as they
// are by Qt Svg, or where that is not to be had as pictures that were made of them when it was
// built.

/// The drawing \a file, a path without its ending (":/icons/symbolic/add"), over all that
/// \a painter paints on.
void drawPicture(QPainter &painter, const QString &file);

/// The program's own.
QIcon applicationPicture();

} // namespace Tokenwright
