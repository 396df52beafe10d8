// SPDX-License-Identifier: MIT
#pragma once

#include <QScrollArea>

namespace Tokenwright {

/// Shows a form whole wherever there is room for it: as high as what is in it, up to the height of
/// the screen, and never to be scrolled sideways.
class FormScrollArea : public QScrollArea
{
    Q_OBJECT

public:
    /// Takes \a form.
    explicit FormScrollArea(QWidget *form, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// What is in it needs another height than before.
    void contentResized();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    int contentWidth() const;
};

} // namespace Tokenwright
