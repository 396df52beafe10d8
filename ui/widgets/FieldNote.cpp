// SPDX-License-Identifier: MIT
#include "FieldNote.h"

#include "ShownText.h"
#include "Symbol.h"

#include <QHBoxLayout>
#include <QLabel>

namespace Tokenwright {

namespace {

std::optional<Tone> noteTone(Icon icon)
{
    switch (icon) {
    case Icon::Error:
        return Tone::Bad;
    case Icon::Warning:
        return Tone::Caution;
    case Icon::Check:
        return Tone::Good;
    default:
        return Tone::Secondary;
    }
}

} // namespace

FieldNote::FieldNote(Icon icon, QWidget *parent)
    : QWidget(parent)
    , m_textLabel(new QLabel(this))
{
    m_textLabel->setWordWrap(true);
    m_textLabel->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_textLabel->setFocusPolicy(Qt::NoFocus);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    if (icon != Icon::None)
        layout->addWidget(new Symbol(icon, noteTone(icon), this), 0, Qt::AlignTop);
    layout->addWidget(m_textLabel, 1);
    hide();
}

void FieldNote::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    showText(m_textLabel, text);
    hide(); // each text comes up anew
    setVisible(!text.isEmpty());
}

} // namespace Tokenwright

#include "moc_FieldNote.cpp"
