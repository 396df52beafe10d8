// SPDX-License-Identifier: MIT
#pragma once

#include <QToolBar>

class QMenu;

namespace Tokenwright {

class MenuButton;
class SearchField;

/// What is added, the search, and the menu. Where there is no room for words, symbols are left, so
/// that nothing goes into a second menu.
class MainToolBar : public QToolBar
{
    Q_OBJECT

public:
    /// \a actions are borrowed, as \a menu is.
    MainToolBar(const QList<QAction *> &actions, QMenu *menu, QWidget *parent = nullptr);

    SearchField *search() const { return m_search; }
    /// As a click on the button does.
    void openMenu();

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    int widthOfTheRest() const;
    int widthOfActions(bool withWords) const;

    SearchField *m_search;
    MenuButton *m_menu;
};

} // namespace Tokenwright
