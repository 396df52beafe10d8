// SPDX-License-Identifier: MIT
#pragma once

#include <QSplitter>

#include <functional>

namespace Tokenwright {

/// The list, and the details beside it where there is room, else below. As long as nobody has moved
/// the border between them, a few rows of the list are to be seen before the details get more.
class ListAndDetails : public QSplitter
{
    Q_OBJECT

public:
    /// Takes both. \a leastList: how high the list is to be where the details are below.
    ListAndDetails(QWidget *list, QWidget *details, std::function<int()> leastList,
                   QWidget *parent = nullptr);

    /// Where the border was put before.
    void restore(const QByteArray &state);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void share();

    const std::function<int()> m_leastList;
    bool m_isMoved = false; ///< By somebody.
};

} // namespace Tokenwright
