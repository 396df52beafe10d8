// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <functional>

class QAction;
class QStackedWidget;

namespace Tokenwright {

class ActionButton;

/// What is done with the token of the set that the details show. Every button has its place and
/// keeps it; minting and cancelling share one. Goes on in a second line where there is no room.
class DetailsButtons : public QWidget
{
    Q_OBJECT

public:
    /// Borrowed; what is null has no button.
    struct Actions
    {
        QAction *copy = nullptr;
        QAction *copyAs = nullptr; ///< Opens its menu, beside the one before.
        QAction *mint = nullptr;
        QAction *cancel = nullptr;
        QAction *check = nullptr;
    };

    /// While \a isSettling, work has begun that may be over in a moment: nothing looks different.
    DetailsButtons(const Actions &actions, std::function<bool()> isSettling,
                   QWidget *parent = nullptr);

    /// As high as the lines that are needed now: a splitter asks for no height at a width.
    QSize minimumSizeHint() const override;

    /// Whether there is something to cancel rather than to mint.
    void setWorking(bool isWorking);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *newCopyButtons(const Actions &actions);
    ActionButton *newButton(QAction *action);

    const std::function<bool()> m_isSettling;
    QStackedWidget *m_mintOrCancel = nullptr;
    ActionButton *m_mint = nullptr;
};

} // namespace Tokenwright
