// SPDX-License-Identifier: MIT
#pragma once

#include "Tones.h"

#include <QLabel>

#include <optional>

namespace Tokenwright {

/// A label whose text has a tone, which follows a live change of the colour scheme.
class ToneLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ToneLabel(std::optional<Tone> tone, QWidget *parent = nullptr);

    /// Nothing: as usual.
    void setTone(std::optional<Tone> tone);

protected:
    void changeEvent(QEvent *event) override;

private:
    void colour();

    std::optional<Tone> m_tone;
};

} // namespace Tokenwright
