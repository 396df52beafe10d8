// SPDX-License-Identifier: MIT
#pragma once

#include <QGridLayout>
#include <QLabel>
#include <QList>

namespace Tokenwright {

/// Titles and what belongs to each, in two columns: text that wraps and can be selected and copied.
/// What has nothing to say takes no room. Lives in the GUI thread.
class FactGrid : public QWidget
{
public:
    explicit FactGrid(QWidget *parent = nullptr);

    /// A row; the value's accessible name is the title with its colon taken off, and its text.
    QLabel *addFact(const QString &title);
    /// A line above further rows.
    QLabel *addHeading(const QString &text);
    /// Shows \a text in \a value, which addFact() gave; without any its row is not there.
    void showFact(QLabel *value, const QString &text);

private:
    QGridLayout *m_grid;
};

} // namespace Tokenwright
