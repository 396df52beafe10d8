// SPDX-License-Identifier: MIT
#include "Pictures.h"

#include "Literals.h"

#include <QPainter>
#include <QSvgRenderer>

namespace Tokenwright {

void drawPicture(QPainter &painter, const QString &file)
{
    QSvgRenderer(QString(file + u".svg")).render(&painter);
}

QIcon applicationPicture()
{
    return QIcon(u":/icons/tokenwright.svg"_s);
}

} // namespace Tokenwright
