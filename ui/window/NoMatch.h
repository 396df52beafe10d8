// SPDX-License-Identifier: MIT
#pragma once

#include "SetSearch.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace Tokenwright {

/// What the list says in its place while search and filter leave nothing of it, with a way back.
class NoMatch : public QWidget
{
    Q_OBJECT

public:
    explicit NoMatch(const SetSearch &sets, QWidget *parent = nullptr);

    /// Says why nothing is shown now.
    void explain();

Q_SIGNALS:
    /// Everything is to be shown again.
    void clearRequested();

private:
    const SetSearch &m_sets;
    QLabel *m_text;
    QPushButton *m_clear;
};

} // namespace Tokenwright
