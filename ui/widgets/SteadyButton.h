// SPDX-License-Identifier: MIT
#pragma once

#include <QPushButton>

class QStyleOptionButton;

namespace Tokenwright {

/// A push button that keeps the keyboard while what it does cannot be done for the moment: a
/// disabled one hands it on to its neighbour, and the next press does what nobody meant. Meanwhile
/// it looks disabled and does nothing; it is disabled once the keyboard has left it.
class SteadyButton : public QPushButton
{
    Q_OBJECT

public:
    explicit SteadyButton(QWidget *parent = nullptr);
    explicit SteadyButton(const QString &text, QWidget *parent = nullptr);

    /// In place of setEnabled().
    void setPossible(bool isPossible);
    bool isPossible() const { return m_isPossible; }
    /// In place of setFocus(), for a button that comes where another had the keyboard.
    void takeKeyboard();

Q_SIGNALS:
    /// In place of clicked(), which an assistive technology may have emitted at any time.
    void pressedInEarnest();

protected:
    bool event(QEvent *event) override;
    bool hitButton(const QPoint &position) const override;
    void focusOutEvent(QFocusEvent *event) override;
    void initStyleOption(QStyleOptionButton *option) const override;

private:
    bool m_isPossible = true;
};

} // namespace Tokenwright
