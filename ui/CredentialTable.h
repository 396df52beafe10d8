// SPDX-License-Identifier: MIT
#pragma once

#include <QTableView>

namespace Tokenwright {

/// The list of credential sets as a table: columns sized by the font, rows of one height, buttons
/// that are painted. Ten thousand rows cost what twenty do. Its model is a proxy of CountdownModel.
class CredentialTable : public QTableView
{
    Q_OBJECT

public:
    explicit CredentialTable(QAbstractItemModel *model, QWidget *parent = nullptr);

    /// Of the selected row; empty when there is none.
    QString currentSet() const;
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
};

} // namespace Tokenwright
