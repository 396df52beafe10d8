// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <functional>

class QDialog;
class QWidget;

namespace Tokenwright {

/// What is asked before something is done.
struct Question
{
    QString title;
    QString text; ///< Asks it in a sentence.
    QString more; ///< What else there is to know; may be empty.
    QString yes; ///< The button that does it.
    std::function<void()> onYes;
    QString other{}; ///< A button that does something else; empty: there is none.
    std::function<void()> onOther{};
    std::function<void()> onLeave{}; ///< It was left by Cancel or Esc; empty: nothing is done.
    QString no{}; ///< The button that leaves it; empty: Cancel.
    bool isGrave = true; ///< It warns, and Enter leaves it. Otherwise Enter does it.
};

/// Asks \a question in a box over \a window, which deletes itself, and returns at once, with the
/// box: to close it is to leave it.
QDialog *ask(const Question &question, QWidget *window);

/// Asks, over \a dialog, whether what was entered there is to go, and then rejects it; \a more:
/// what else there is to know.
void askToDiscard(QDialog *dialog, const QString &more);

} // namespace Tokenwright
