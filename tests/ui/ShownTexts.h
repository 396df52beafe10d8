// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTabBar>
#include <QTextDocumentFragment>

/// All that a window says to who looks at it, points at it or has it read out, with where it
/// stands: of \a root, what is in it, and what opens from it.
class ShownTexts
{
public:
    struct Shown
    {
        QString text;
        QString where;
    };

    static QList<Shown> of(const QWidget *root)
    {
        ShownTexts texts;
        texts.widget(root);
        const auto children = root->findChildren<QWidget *>();
        for (const QWidget *child : children)
            texts.widget(child);
        return texts.m_shown;
    }

private:
    void add(const QString &text, const QString &where)
    {
        const QString plain = Qt::mightBeRichText(text)
            ? QTextDocumentFragment::fromHtml(text).toPlainText()
            : text;
        if (!plain.trimmed().isEmpty())
            m_shown.append({plain, where});
    }

    void widget(const QWidget *widget)
    {
        const QString where = QString::fromLatin1(widget->metaObject()->className());
        add(widget->windowTitle(), where + u", title");
        add(widget->toolTip(), where + u", tool tip");
        add(widget->statusTip(), where + u", status tip");
        add(widget->accessibleName(), where + u", name");
        add(widget->accessibleDescription(), where + u", description");
        for (const QAction *action : widget->actions())
            this->action(action, where);
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            add(label->text(), where);
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            add(button->text(), where);
        if (const auto *group = qobject_cast<const QGroupBox *>(widget))
            add(group->title(), where);
        if (const auto *edit = qobject_cast<const QLineEdit *>(widget))
            add(edit->placeholderText(), where + u", placeholder");
        if (const auto *edit = qobject_cast<const QPlainTextEdit *>(widget))
            add(edit->placeholderText(), where + u", placeholder");
        if (const auto *box = qobject_cast<const QAbstractSpinBox *>(widget))
            add(box->text(), where);
        if (const auto *box = qobject_cast<const QComboBox *>(widget)) {
            for (int i = 0; i < box->count(); ++i)
                add(box->itemText(i), where + u", choice");
        }
        if (const auto *tabs = qobject_cast<const QTabBar *>(widget)) {
            for (int i = 0; i < tabs->count(); ++i)
                add(tabs->tabText(i), where);
        }
        if (const auto *view = qobject_cast<const QAbstractItemView *>(widget);
            view && view->model())
            model(*view->model(), where);
    }

    void action(const QAction *action, const QString &where)
    {
        add(action->text(), where + u", action");
        add(action->toolTip(), where + u", action's tool tip");
    }

    void model(const QAbstractItemModel &model, const QString &where)
    {
        for (int column = 0; column < model.columnCount(); ++column) {
            add(model.headerData(column, Qt::Horizontal).toString(), where + u", heading");
            for (int row = 0; row < std::min(model.rowCount(), 100); ++row) {
                for (const int role :
                     {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole),
                      int(Qt::AccessibleDescriptionRole)})
                    add(model.index(row, column).data(role).toString(), where + u", cell");
            }
        }
    }

    QList<Shown> m_shown;
};
