// SPDX-License-Identifier: MIT
#include "EnvironmentMark.h"

#include "ShownText.h"
#include "Tones.h"

#include <QPainter>

namespace Tokenwright {

namespace {

QFont markFont(QFont font, bool isProduction)
{
    if (isProduction) {
        font.setBold(true);
        if (font.pointSizeF() > 0)
            font.setPointSizeF(font.pointSizeF() * 0.85);
    }
    return font;
}

} // namespace

QString environmentMarkText(const QString &name, bool isProduction)
{
    const QString shown = visibleText(name);
    return isProduction ? shown.toUpper() : shown;
}

QSize environmentMarkSize(const QString &name, bool isProduction, const QFont &font)
{
    const QFontMetrics metrics(markFont(font, isProduction));
    const int margin = isProduction ? metrics.averageCharWidth() * 2 : 0;
    return {metrics.horizontalAdvance(environmentMarkText(name, isProduction)) + margin,
            metrics.height() + 2};
}

void paintEnvironmentMark(QPainter *painter, const QRect &rect, const QString &name,
                          bool isProduction, const QFont &font, const QPalette &palette,
                          bool isSelected)
{
    const QSize size = environmentMarkSize(name, isProduction, font).boundedTo(rect.size());
    QRect mark(QPoint(rect.left(), rect.center().y() - size.height() / 2), size);
    if (painter->layoutDirection() == Qt::RightToLeft)
        mark.moveRight(rect.right());
    QColor ink = isSelected ? palette.color(QPalette::HighlightedText)
                            : toneColor(Tone::Secondary, palette);
    painter->save();
    if (isProduction) {
        const QColor ground = isSelected ? ink : toneColor(Tone::Bad, palette);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(ground);
        painter->drawRoundedRect(mark, mark.height() / 2.0, mark.height() / 2.0);
        ink = isSelected ? palette.color(QPalette::Highlight) : inkOn(ground);
    }
    painter->setFont(markFont(font, isProduction));
    painter->setPen(ink);
    const QString text = painter->fontMetrics().elidedText(environmentMarkText(name, isProduction),
                                                           Qt::ElideRight, mark.width());
    painter->drawText(mark, Qt::AlignCenter, text);
    painter->restore();
}

EnvironmentMark::EnvironmentMark(QWidget *parent)
    : QLabel(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void EnvironmentMark::setEnvironment(const QString &name, bool isProduction)
{
    m_name = name;
    m_isProduction = isProduction;
    showText(this, environmentMarkText(name, isProduction));
    updateGeometry();
}

QSize EnvironmentMark::sizeHint() const
{
    return environmentMarkSize(m_name, m_isProduction, font());
}

QSize EnvironmentMark::minimumSizeHint() const
{
    return sizeHint();
}

void EnvironmentMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintEnvironmentMark(&painter, rect(), m_name, m_isProduction, font(), palette(), false);
}

} // namespace Tokenwright

#include "moc_EnvironmentMark.cpp"
