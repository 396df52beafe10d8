// SPDX-License-Identifier: MIT
#include "SymbolicIconEngine.h"

#include "Literals.h"
#include "Pictures.h"

#include <QApplication>
#include <QPainter>
#include <QPalette>
#include <QPixmap>

namespace Tokenwright {

SymbolicIconEngine::SymbolicIconEngine(const QString &file, QPalette::ColorRole role)
    : m_file(file)
    , m_role(role)
{ }

void SymbolicIconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode,
                               QIcon::State state)
{
    const qreal ratio = painter->device()->devicePixelRatio();
    QPixmap drawn = pixmap(rect.size() * ratio, mode, state);
    drawn.setDevicePixelRatio(ratio);
    painter->drawPixmap(rect.topLeft(), drawn);
}

QPixmap SymbolicIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State)
{
    const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
    const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : m_role;
    return drawn(m_file, size, QApplication::palette().brush(group, role));
}

QPixmap SymbolicIconEngine::drawn(const QString &file, const QSize &size, const QBrush &brush)
{
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawPicture(painter, file);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), brush);
    return pixmap;
}

QIconEngine *SymbolicIconEngine::clone() const
{
    return new SymbolicIconEngine(*this);
}

QString SymbolicIconEngine::key() const
{
    return u"tokenwright-symbolic"_s;
}

} // namespace Tokenwright
