// SPDX-License-Identifier: MIT
#pragma once

#include <QIconEngine>
#include <QPalette>

namespace Tokenwright {

/// Draws a picture of one colour (Pictures.h) in the palette's text colour, sharp at every scale,
/// read when first painted: it follows a switch to the dark scheme by itself.
class SymbolicIconEngine : public QIconEngine
{
public:
    SymbolicIconEngine(const QString &file, QPalette::ColorRole role);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine *clone() const override;
    QString key() const override;

    /// The picture \a file, as large as \a size, in the colour of \a brush.
    static QPixmap drawn(const QString &file, const QSize &size, const QBrush &brush);

private:
    QString m_file;
    QPalette::ColorRole m_role;
};

} // namespace Tokenwright
