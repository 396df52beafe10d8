// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QStyle>
#include <QWidget>

class QMenu;
class QToolButton;

namespace Tokenwright {

class MenuButton;
class SearchField;

/// What is added, the search, and the menu. Where there is no room for words, symbols are left.
/// Looks like a QToolBar and is none: that has a symbol of its own for what finds no room, a file
/// for which every plugin is loaded that reads images, a tenth of what a bare window takes until it
/// is seen.
class MainToolBar : public QWidget
{
    Q_OBJECT

public:
    /// \a actions are borrowed, as \a menu is.
    MainToolBar(const QList<QAction *> &actions, QMenu *menu, QWidget *parent = nullptr);

    SearchField *search() const { return m_search; }
    /// The button of each of the actions, in their order.
    const QList<QToolButton *> &buttons() const { return m_buttons; }
    /// As a click on the button does.
    void openMenu();

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    int pixels(QStyle::PixelMetric metric) const;
    void fitStyle();
    int widthOfTheRest() const;
    int widthOfActions(bool withWords) const;

    SearchField *m_search;
    MenuButton *m_menu;
    QList<QToolButton *> m_buttons;
};

} // namespace Tokenwright
