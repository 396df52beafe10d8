// SPDX-License-Identifier: MIT
#pragma once

#include "Error.h"

#include <QFrame>
#include <QTimer>

#include <optional>

class QGridLayout;
class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace Tokenwright {

class Clock;
class ElidedLabel;
class FlowLayout;
class SteadyButton;
struct Provider;

/// What failed: what happened and whose fault it is, what to do now, the buttons that do it, and
/// behind one of them what was answered. Not there while nothing failed. The keyboard reaches it,
/// and it is named by its heading. Lives in the GUI thread.
class FailureBlock : public QFrame
{
    Q_OBJECT

public:
    /// \a clock is borrowed.
    explicit FailureBlock(const Clock &clock, QWidget *parent = nullptr);

    /// \a provider may be null, and is looked at within this call alone. \a canLeaveOutScopes: the
    /// set asks for more than the provider's default scopes, which are always granted.
    void showFailure(const Error &error, const Provider *provider, bool canLeaveOutScopes);
    void showNothing();
    /// Beside the failure: what was copied before, of \a of, is still on the clipboard. Empty: not.
    void showStillOnClipboard(const QString &of);
    /// While something is under way nothing is to be tried again.
    void setWorking(bool isWorking);
    bool isAnswerOpen() const;

Q_SIGNALS:
    void editWanted();
    void tryAgainWanted();
    void baseScopeWanted();
    void endpointWanted();
    void copyDetailsWanted();
    void clearClipboardWanted();
    /// Whether what was answered is to be seen whole, which takes the room of what is below.
    void answerOpened(bool isOpen);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    SteadyButton *newButton(const QString &text, void (FailureBlock::*wanted)());
    void makeAnswer();
    void tint();
    void order(bool triesFirst);
    void showOpener();
    void showWait();
    void openAnswer(bool open);

    const Clock &m_clock;
    QTimer m_minute; ///< Runs while it says how long to wait.
    std::optional<Error> m_error;

    QLabel *m_heading = nullptr;
    ElidedLabel *m_code = nullptr;
    QLabel *m_advice = nullptr;
    ElidedLabel *m_answerLine = nullptr;
    QWidget *m_still = nullptr;
    QLabel *m_stillText = nullptr;
    SteadyButton *m_edit = nullptr;
    SteadyButton *m_tryAgain = nullptr;
    SteadyButton *m_baseScope = nullptr;
    SteadyButton *m_endpoint = nullptr;
    SteadyButton *m_copyDetails = nullptr;
    FlowLayout *m_buttons = nullptr;
    QToolButton *m_opener = nullptr;
    QGridLayout *m_layout = nullptr;
    QPlainTextEdit *m_answer = nullptr; ///< Once something failed.
};

} // namespace Tokenwright
