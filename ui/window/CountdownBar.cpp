// SPDX-License-Identifier: MIT
#include "CountdownBar.h"

#include "Tones.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace Tokenwright {

CountdownBar::CountdownBar(QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(fontMetrics().averageCharWidth() * 8, std::max(6, fontMetrics().height() / 2));
}

void CountdownBar::showLeft(int left, int whole)
{
    m_left = left;
    m_whole = whole;
    update();
}

void CountdownBar::paintEvent(QPaintEvent *)
{
    if (m_whole <= 0)
        return;
    const QColor window = palette().color(QPalette::Window);
    const QColor ink = palette().color(QPalette::WindowText);
    const QColor track = mixedColor(window, ink, 0.15);
    QRect filled = rect();
    filled.setWidth(std::max(width() * std::clamp(m_left, 0, m_whole) / m_whole, height()));
    const qreal radius = height() / 2.0;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(track);
    painter.drawRoundedRect(rect(), radius, radius);
    painter.setBrush(withContrast(palette().color(QPalette::Highlight), ink, {window, track}, 3));
    painter.drawRoundedRect(QStyle::visualRect(layoutDirection(), rect(), filled), radius, radius);
}

} // namespace Tokenwright

#include "moc_CountdownBar.cpp"
