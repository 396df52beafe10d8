// SPDX-License-Identifier: MIT
#include "ToneLabel.h"

#include <QEvent>

namespace Tokenwright {

ToneLabel::ToneLabel(std::optional<Tone> tone, QWidget *parent)
    : QLabel(parent)
    , m_tone(tone)
{
    setTextFormat(Qt::PlainText);
    colour();
}

void ToneLabel::setTone(std::optional<Tone> tone)
{
    if (m_tone == tone)
        return;
    m_tone = tone;
    colour();
}

void ToneLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

void ToneLabel::colour()
{
    if (!m_tone) {
        if (testAttribute(Qt::WA_SetPalette))
            setPalette({});
        return;
    }
    const QColor wanted = toneColor(*m_tone, palette());
    if (palette().color(QPalette::WindowText) == wanted)
        return;
    QPalette own;
    own.setResolveMask(0);
    own.setColor(QPalette::WindowText, wanted);
    setPalette(own);
}

} // namespace Tokenwright

#include "moc_ToneLabel.cpp"
