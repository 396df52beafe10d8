// SPDX-License-Identifier: MIT
#pragma once

#include <QPlainTextEdit>

namespace Tokenwright {

/// A few lines of plain text in a form; the keyboard gets out of it with Tab. Fills itself with
/// what is usual while nobody has changed it.
class LinesEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    /// As high as \a lines are, or as \a minimum when there is little room.
    LinesEdit(int lines, int minimum, QWidget *parent = nullptr);

    /// What is usual; replaces what was usual before, but nothing that somebody wrote.
    void setUsualText(const QString &text);
    /// As if typed, so that it can be undone.
    void replaceText(const QString &text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    QSize sizeOf(int letters, int lines) const;

    const int m_lines;
    const int m_minimum;
    QString m_usualText;
};

} // namespace Tokenwright
