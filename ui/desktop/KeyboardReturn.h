// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QTimer>

class QWindow;

namespace Tokenwright {

/// Gives the keyboard to the window below a dialog that had it and has gone. Window managers do so
/// by themselves, but some lose track where a question and the dialog that asked it go at once:
/// then no window has the keyboard, and nothing works without the mouse. Lives in the GUI thread.
class KeyboardReturn : public QObject
{
    Q_OBJECT

public:
    explicit KeyboardReturn(QObject *parent = nullptr);

private:
    void onFocusChanged(QWindow *window);
    void onGone();
    void giveBack() const;

    QPointer<QWindow> m_window; ///< Had the keyboard last.
    QList<QPointer<QWindow>> m_below; ///< What it stood above, from the top.
    QTimer m_rest;
};

} // namespace Tokenwright
