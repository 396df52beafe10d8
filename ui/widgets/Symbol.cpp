// SPDX-License-Identifier: MIT
#include "Symbol.h"

#include <QPainter>
#include <QStyle>

namespace Tokenwright {

Symbol::Symbol(Icon which, std::optional<Tone> tone, QWidget *parent)
    : QWidget(parent)
    , m_which(which)
    , m_tone(tone)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Symbol::setSymbol(Icon which, std::optional<Tone> tone)
{
    m_which = which;
    m_tone = tone;
    update();
}

QSize Symbol::sizeHint() const
{
    const int small = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    const int side = std::max(small, fontMetrics().ascent() + 2); // as large letters are
    return {side, side};
}

void Symbol::paintEvent(QPaintEvent *)
{
    if (m_which == Icon::None)
        return;
    const qreal ratio = devicePixelRatioF();
    QPixmap drawn = icon(m_which).pixmap((QSizeF(size()) * ratio).toSize(), 1.0);
    drawn.setDevicePixelRatio(1);
    {
        QPainter colouring(&drawn);
        colouring.setCompositionMode(QPainter::CompositionMode_SourceIn);
        colouring.fillRect(drawn.rect(),
                           m_tone ? toneColor(*m_tone, palette())
                                  : palette().color(QPalette::WindowText));
    }
    QPainter(this).drawPixmap(rect(), drawn);
}

} // namespace Tokenwright

#include "moc_Symbol.cpp"
