// SPDX-License-Identifier: MIT
#pragma once

#include "ToneLabel.h"

namespace Tokenwright {

/// One line of text that is elided where there is no room for it; the whole is in its tool tip, and
/// told to assistive technologies.
class ElidedLabel : public ToneLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(std::optional<Tone> tone = {}, QWidget *parent = nullptr);

    /// Others may have written part of it; see ShownText.h.
    void showLine(const QString &text);
    bool isElided() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showToolTip();
};

} // namespace Tokenwright
