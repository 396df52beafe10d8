// SPDX-License-Identifier: MIT
#pragma once

#include <QFormLayout>
#include <QList>

namespace Tokenwright {

/// A form whose rows come and go with their fields: a row whose field is hidden, by whomever, is no
/// part of the layout, and its label is hidden with it. A hidden row that QFormLayout (6.4) keeps
/// still counts at the place that it had: it takes the height of the row that stands there now, and
/// between label and field it writes past the end of its list of rows. GUI thread.
class FormLayout : public QFormLayout
{
    Q_OBJECT

public:
    /// Becomes the layout of \a parent.
    explicit FormLayout(QWidget *parent);

    /// Takes \a label, which may be null: then \a field is as wide as the form. Row \a position of
    /// those seen and not; -1: the last one.
    void insertRow(int position, QWidget *label, QWidget *field);
    void addRow(QWidget *label, QWidget *field) { insertRow(-1, label, field); }
    void addRow(QWidget *field) { insertRow(-1, nullptr, field); }
    /// With a label of its own.
    void addRow(const QString &label, QWidget *field);
    /// Deletes the row of \a field, with label and field.
    void removeRow(QWidget *field);
    /// Of the row of \a field, seen or not.
    int positionOf(const QWidget *field) const;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Row
    {
        QWidget *label; ///< May be null.
        QWidget *field;
        bool isThere; ///< In the layout.
    };

    void putIn(int position);
    void takeOut(int position);

    QList<Row> m_rows;
};

} // namespace Tokenwright
