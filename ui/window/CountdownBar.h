// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace Tokenwright {

/// How much of a short time is left, as a bar that runs out. Says nothing that words beside it do
/// not.
class CountdownBar : public QWidget
{
    Q_OBJECT

public:
    explicit CountdownBar(QWidget *parent = nullptr);

    /// \a left of \a whole, in the same unit; \a whole 0: there is nothing to be seen.
    void showLeft(int left, int whole);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_left = 0;
    int m_whole = 0;
};

} // namespace Tokenwright
