// SPDX-License-Identifier: MIT
#pragma once

#include <QLineEdit>

namespace Tokenwright {

/// Where sets are searched for, as a command line: its keys act on the set that is current in the
/// list, and move there. See SetQuery for what it understands.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Enter, or Ctrl+C while no text is selected.
    void copyRequested();
    /// Ctrl+Enter.
    void mintRequested();
    /// Qt::Key_Down, Up, PageDown or PageUp: on in the list.
    void moveRequested(int key);
    /// Esc where there is nothing to clear: back to the list.
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace Tokenwright
