// SPDX-License-Identifier: MIT
#pragma once

#include <QPushButton>

namespace Tokenwright {

/// A link that is pressed: a button, because a link in a label is two stops of the Tab key. It is
/// as wide as its text, and elided where there is less room; then the whole is in its tool tip or,
/// if that says something of its own, told to assistive technologies alone. It begins where the
/// fields of a form do. GUI thread.
class LinkButton : public QPushButton
{
    Q_OBJECT

public:
    explicit LinkButton(QWidget *parent = nullptr);

    /// Others may have written part of \a text; see ShownText.h.
    void showLine(const QString &text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace Tokenwright
