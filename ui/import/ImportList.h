// SPDX-License-Identifier: MIT
#pragma once

#include "ImportChoice.h"
#include "ImportModel.h"

#include <QWidget>

class QTableView;

namespace Tokenwright {

class ImportDelegate;

/// The rows of an import, to tick, to name and, where whose a pair is cannot be told, to say so in
/// the row itself: the fields for that are real ones in the current row, next to the list in the
/// order of Tab. Space ticks, or opens what is still to be said; F2 names.
class ImportList : public QWidget
{
    Q_OBJECT

public:
    /// Both are borrowed.
    ImportList(ImportModel &model, const ProviderCatalog &providers, QWidget *parent = nullptr);
    ~ImportList() override;

    /// Where no row is current any more, goes to the first that asks for something, or else to the
    /// first.
    void selectSomething();
    /// What stands where there are no rows.
    void setEmptyText(const QString &text);

    QSize sizeHint() const override;

Q_SIGNALS:
    /// Whose the pair of the row \a key is; by their ids.
    void chosen(const QString &key, const QString &provider, const QString &environment);
    /// What was typed of the row \a key so far: a value of its provider's variable \a name.
    void valueTyped(const QString &key, const QString &name, const QString &value);
    /// The same of its pair.
    void pairTyped(const QString &key, const QString &clientId, const QString &clientSecret);
    void typingEnded();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class Table;
    int current() const;
    void fitColumns();
    void fitRows(int first, int last);
    void fit();
    void placeChoice();
    void showMenu(const QPoint &position);

    ImportModel &m_model;
    ImportChoice m_look; ///< Never shown: what other rows' fields are painted as.
    Table *m_table;
    ImportDelegate *m_delegate;
    ImportChoice *m_choice;
    bool m_isSizedByHand = false;
    bool m_isFitting = false;
};

} // namespace Tokenwright
