// SPDX-License-Identifier: MIT
#pragma once

#include <QScrollArea>

namespace Tokenwright {

/// Shows a form whole wherever there is room for it: as high as what is in it, up to what the
/// screen gives, and never to be scrolled sideways.
class FormScrollArea : public QScrollArea
{
    Q_OBJECT

public:
    /// Takes \a form.
    explicit FormScrollArea(QWidget *form, QWidget *parent = nullptr);

    /// Scrolls so that \a control of the form is seen, whole if there is room.
    void showWhole(const QWidget *control);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    int heightOfForm(int width) const;
    int boundedHeight(int height) const;
    void fitForm();

    int m_formHeight = 0; ///< At the width of this.
};

} // namespace Tokenwright
