// SPDX-License-Identifier: MIT
#pragma once

#include "Icons.h"
#include "Tones.h"

#include <QWidget>

#include <optional>

namespace Tokenwright {

/// A symbol of ours beside a text, in its tone; follows a live change of the colour scheme. Says
/// nothing that the text does not say, so assistive technologies are told nothing of it.
class Symbol : public QWidget
{
    Q_OBJECT

public:
    explicit Symbol(Icon which, std::optional<Tone> tone = {}, QWidget *parent = nullptr);

    /// None: an empty place. Without a tone it is as the text.
    void setSymbol(Icon which, std::optional<Tone> tone = {});
    Icon symbol() const { return m_which; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Icon m_which;
    std::optional<Tone> m_tone;
};

} // namespace Tokenwright
