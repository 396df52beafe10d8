// SPDX-License-Identifier: MIT
#include "Pictures.h"

#include "Literals.h"

#include <QDir>
#include <QImage>
#include <QPainter>

namespace Tokenwright {

/// Made smaller from a picture that is much larger than any symbol: each of its points is then the
/// share of the drawing that it has.
void drawPicture(QPainter &painter, const QString &file)
{
    const QSize size(painter.device()->width(), painter.device()->height());
    const QImage picture(QString(file + u".png"));
    painter.drawImage(0, 0, picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
}

QIcon applicationPicture()
{
    QIcon icon;
    const QDir folder(u":/icons/tokenwright"_s); // a file for each size
    const QStringList files = folder.entryList();
    for (const QString &file : files)
        icon.addFile(folder.filePath(file));
    return icon;
}

} // namespace Tokenwright
