// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QHeaderView;
class QTableView;

namespace Tokenwright {

class SetDelegate;
class SetSearch;

/// How wide the list's columns are: names as somebody has drawn them, environments as they are
/// called as far as there is room, tokens with the rest, and all of them within the list. By the
/// font, never by measuring ten thousand rows.
class SetColumns : public QObject
{
    Q_OBJECT

public:
    /// All are borrowed; \a table, which has its model and its header, becomes the parent.
    SetColumns(QTableView &table, const SetSearch &sets, const SetDelegate &delegate);

    /// The font is another.
    void measure();
    /// There is more or less room.
    void fit();

    /// Widths, order and sorting, to be kept.
    QByteArray state() const;
    void restore(const QByteArray &state);

private:
    int letters(int column) const;
    int othersWidth() const;
    int environmentWidth() const;

    QTableView &m_table;
    const SetSearch &m_sets;
    const SetDelegate &m_delegate;
    QHeaderView &m_header;
    int m_nameWidth = 0; ///< As wished for; there may be no room for it.
    bool m_isFitting = false;
};

} // namespace Tokenwright
