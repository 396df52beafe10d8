// SPDX-License-Identifier: MIT
#pragma once

#include "SetDelegate.h"

#include <QTableView>

namespace Tokenwright {

class NoMatch;
class SetColumns;
class SetSearch;

/// The list of credential sets as a table whose rows are painted: ten thousand cost what twenty do.
/// One row is current, which is what everything else is about; several can be selected. While there
/// is a row, one is selected.
class CredentialTable : public QTableView
{
    Q_OBJECT

public:
    /// Shows \a sets, which is borrowed.
    explicit CredentialTable(SetSearch &sets, QWidget *parent = nullptr);

    /// Of the current row; empty when there is none.
    QString currentSet() const;
    /// Of all rows that are selected, as they stand.
    QStringList selectedSets() const;
    /// Selects the row of \a setId alone and shows it; false where search or filter hide it.
    bool select(const QString &setId);
    /// Selects the current row, or else the first one, unless the current one is selected.
    void selectSomething();
    /// As the key \a key, Qt::Key_Down for example, pressed in the list, which gets the focus.
    void move(int key);
    /// Does \a action when its keys are pressed in the list, and only there, so that typing
    /// elsewhere stays typing.
    void addListAction(QAction *action);

    /// What \a rows and the titles take.
    int heightOfRows(int rows) const;

    void setDensity(ListDensity density);
    /// A tick in the row of \a setId for a moment, where one clicked: it was copied.
    void showCopied(const QString &setId);

    SetColumns &columns() { return *m_columns; }

    void keyboardSearch(const QString &search) override;
    void selectAll() override;

Q_SIGNALS:
    void copyClicked(const QString &setId);
    void cancelClicked(const QString &setId);
    /// Another row is current, or others are selected.
    void setSelected(const QString &setId);
    /// Nothing is shown, and everything is to be again: no search, no filter.
    void clearRequested();

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void setUpHeaders();
    void sizeRows();
    void hover(int row);
    void updateRow(int row);
    void onArranged();
    void updateNoMatch();
    void onSelectionChanged(const QItemSelection &selected);
    void tell();

    SetSearch &m_sets;
    SetDelegate *m_delegate;
    NoMatch *m_noMatch;
    SetColumns *m_columns = nullptr;
    bool m_isArranging = false;
    bool m_isSelectingAll = false;
    bool m_isExtending = false; ///< Shift is held.
    QString m_toldCurrent; ///< By setSelected().
    QStringList m_toldSelected;
};

} // namespace Tokenwright
