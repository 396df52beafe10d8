// SPDX-License-Identifier: MIT
#pragma once

#include <QScrollArea>

namespace Tokenwright {

class FailureBlock;

/// Gives a failure the height it asks for at its width as long as there is room, and else scrolls:
/// the panel never grows for it.
class FailurePlace : public QScrollArea
{
    Q_OBJECT

public:
    /// \a block becomes its own.
    FailurePlace(FailureBlock *block, QWidget *parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, 0}; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fit();

    FailureBlock *m_block;
};

} // namespace Tokenwright
