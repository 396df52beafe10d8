// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QWidget>

#include <array>

class QBoxLayout;
class QGridLayout;
class QLabel;

namespace Tokenwright {

/// Facts with their titles, on two sides where there is room for both, else below each other. Texts
/// wrap and can be selected and copied. What there is nothing to say of takes no room.
class FactGrid : public QWidget
{
    Q_OBJECT

public:
    enum class Side { Left, Right };

    explicit FactGrid(QWidget *parent = nullptr);

    /// Below those that are on its side already. It stays this one's.
    QLabel *addFact(const QString &title, Side side = Side::Left);
    /// Above further ones on the left.
    void addHeading(const QString &text);
    /// A control below the last fact of \a side.
    void addControl(QWidget *control, Side side);
    /// Others may have written \a text; empty: the fact is hidden.
    static void showFact(QLabel *fact, const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    bool isInTwo() const;
    void layTitlesOut();

    QList<QLabel *> m_titles;
    QBoxLayout *m_sides = nullptr;
    std::array<QGridLayout *, 2> m_grids{}; ///< By Side.
    int m_widest = 0; ///< Of the titles.
};

} // namespace Tokenwright
