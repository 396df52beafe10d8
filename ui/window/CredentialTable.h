// SPDX-License-Identifier: MIT
#pragma once

#include <QTableView>

namespace Tokenwright {

class SetSearch;

/// The list of credential sets as a table: columns sized by the font, rows of one height, buttons
/// that are painted. Ten thousand rows cost what twenty do. While there is a row, one is selected.
class CredentialTable : public QTableView
{
    Q_OBJECT

public:
    /// Shows \a sets, which is borrowed.
    explicit CredentialTable(SetSearch &sets, QWidget *parent = nullptr);

    /// Of the selected row; empty when there is none.
    QString currentSet() const;
    /// Selects the row of \a setId and shows it; false where a search hides it.
    bool select(const QString &setId);
    /// Selects the first row unless one is selected.
    void selectSomething();
    /// Shows the sets that say \a text.
    void search(const QString &text);
    /// Does \a action when its keys are pressed in the list, and only there, so that typing
    /// elsewhere stays typing.
    void addListAction(QAction *action);

Q_SIGNALS:
    void copyClicked(const QString &setId);
    void cancelClicked(const QString &setId);
    /// Of the row that is selected now.
    void setSelected(const QString &setId);

private:
    void sizeColumns(const QSize &button);

    SetSearch &m_sets;
};

} // namespace Tokenwright
