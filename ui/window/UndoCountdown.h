// SPDX-License-Identifier: MIT
#pragma once

#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;

namespace Tokenwright {

class CountdownBar;
class Removals;

/// While a removal can be undone: for how long, as a bar and in seconds, and the button that does.
class UndoCountdown : public QWidget
{
    Q_OBJECT

public:
    /// \a removals and the action \a undo are borrowed.
    UndoCountdown(const Removals &removals, QAction *undo, QWidget *parent = nullptr);

    /// The bar goes where there is little room.
    void setRoomy(bool isRoomy);

private:
    void refresh();

    const Removals &m_removals;
    QTimer m_second; ///< Runs while something can be had back.
    CountdownBar *m_bar = nullptr;
    QLabel *m_seconds = nullptr;
};

} // namespace Tokenwright
