// SPDX-License-Identifier: MIT
#pragma once

#include <QToolButton>

namespace Tokenwright {

/// A tool button without a frame, which shows plainly where the keyboard is: styles draw next to
/// nothing around one of these.
class FlatButton : public QToolButton
{
    Q_OBJECT

public:
    explicit FlatButton(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace Tokenwright
