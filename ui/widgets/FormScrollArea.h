// SPDX-License-Identifier: MIT
#pragma once

#include <QPointer>
#include <QScrollArea>

class QDialog;

namespace Tokenwright {

/// Shows a form as high as its window lets it, and never to be scrolled sideways. The room for the
/// scroll bar is always kept, so that nothing moves when it comes; it stands at the very edge. The
/// mouse wheel scrolls, whatever it is over: it never changes a choice by the way. The row that the
/// keyboard went to stays in sight, with what is said of it, however the form changes, until
/// somebody scrolls elsewhere.
class FormScrollArea : public QScrollArea
{
    Q_OBJECT

public:
    /// Takes \a form.
    explicit FormScrollArea(QWidget *form, QWidget *parent = nullptr);

    /// Puts the keyboard on \a control, one of the form's, and its row in sight, for somebody to
    /// see what is wrong there.
    void goTo(QWidget *control);
    /// Scrolls as little as it takes to see what begins with \a control, which stays in sight.
    void showFrom(const QWidget *control);

    /// What is left free at the edge, for the scroll bar, in pixels.
    int reservedWidth() const;
    /// \a margins of the layout that it is in, with as much room on its other side.
    QMargins marginsAround(QMargins margins) const;
    /// Of what stands below it, so that it ends where the form does.
    QMargins marginsBelow() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const QWidget *rowOf(const QWidget *control) const;
    void keepInSight(const QWidget *control);
    void showKept();
    int heightOfForm(int width) const;
    void fitForm();

    QPointer<const QWidget> m_kept; ///< The row that is to stay in sight.
};

/// Gives \a dialog the size it opens with: what its layout wants and at least \a lines of text
/// high, but at most four fifths of the screen, where a form scrolls. Once, before it is shown.
void resizeForScreen(QDialog *dialog, int lines = 0);

} // namespace Tokenwright
